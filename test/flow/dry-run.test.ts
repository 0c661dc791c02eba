/** What an institution does before and while it sends: dry run, pre-flight manifest, signature; through real processes. */
import { generateKeyPairSync, sign } from 'node:crypto';
import type { Manifest } from '../../src/domain/intake/header';
import { signedText } from '../../src/domain/intake/signed-manifest';
import { findingsExpected, type SampleBatch } from '../../src/domain/sample/sample-batch';
import { put } from '../kit/graphql-client';
import { startTestHub, type TestHub } from '../kit/hub';
import { findingPage, openUpload, REFUSAL, sha256, until, untilChecked, type Refused } from '../kit/operations';
import { ndjson, sampleDesk } from '../kit/sample-desk';
import { tableDigests } from '../kit/table-digests';

jest.setTimeout(120_000);

const DRY_RUN = `query ($input: DryRunInput!) { dryRun(input: $input) { ... on DryRun {
  findings { line code severity dimension path message { zh en } expected basis fix } findingsTotal
  summary { records passed held returned findings skipped pack packDigest verdictDigest } snapshotDigest engineVersion
  preflight { version pack packDigest snapshotDigest engineVersion digest records passed held returned verdictDigest at } }
  ${REFUSAL} } }`;
const STANDING = 'packUpToDate snapshotUpToDate engineUpToDate digestMatches changedRules';
const PUSH = `mutation ($header: BatchHeaderInput!, $records: CertificateRecords!, $preflight: PreflightInput) {
  pushBatch(header: $header, records: $records, preflight: $preflight) {
    ... on UploadSealed { batchId preflight { ${STANDING} } } ${REFUSAL} } }`;
const SEAL = `mutation ($uploadId: ID!, $manifest: ManifestInput!) { sealUpload(uploadId: $uploadId, manifest: $manifest) {
    ... on UploadSealed { batchId preflight { ${STANDING} } } ${REFUSAL} } }`;
const BATCH = `query ($id: ID!) { batch(id: $id) { state packDigest snapshotDigest verdictDigest engineVersion
  preflight { verdictMatches standing { ${STANDING} } manifest { verdictDigest } } } }`;

interface Answer extends Partial<Refused> {
  readonly findings: readonly { readonly line: number | null; readonly code: string; readonly path: string }[];
  readonly findingsTotal: number;
  readonly summary: {
    readonly verdictDigest: string;
    readonly packDigest: string;
    readonly findings: Record<string, number>;
  };
  readonly snapshotDigest: string;
  readonly preflight: NonNullable<Manifest['preflight']>;
}
interface SealedAnswer extends Partial<Refused> {
  readonly batchId: string;
  readonly preflight: object | null;
}

let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub({ queue: 'postgres', workers: 1, receivers: false });
  // The day's look at the registry writes on its own account.
  await until(
    () => hub.query('SELECT FROM registry_watch_day'),
    (days) => days.length > 0,
  );
}, 120_000);
afterAll(() => hub.stop());

const desk = sampleDesk();
const dryRun = async (
  { header, records }: Pick<SampleBatch, 'header' | 'records'>,
  more: object = {},
): Promise<Answer> =>
  (await hub.run<{ dryRun: Answer }>('institution', DRY_RUN, { input: { header, records, ...more } })).dryRun;
const batchOf = async (id: string): Promise<Record<string, unknown>> =>
  (await hub.run<{ batch: Record<string, unknown> }>('institution', BATCH, { id })).batch;
const ALL_RIGHT = {
  packUpToDate: true,
  snapshotUpToDate: true,
  engineUpToDate: true,
  digestMatches: true,
  changedRules: [],
};

describe('a dry run', () => {
  test('finds what is planted, says what the hub will say, and stores nothing', async () => {
    const batch = desk.batch({ records: 300, faultShare: 0.3 });
    const before = await tableDigests(hub);
    const answer = await dryRun(batch);
    expect(await tableDigests(hub)).toBe(before);
    const found = answer.findings.map(({ line, code, path }) => `${line} ${code} ${path}`);
    const expected = findingsExpected(batch.faults.filter(({ scope }) => scope !== 'hub'));
    expect(found).toEqual(expect.arrayContaining(expected.map(({ line, code, path }) => `${line} ${code} ${path}`)));
    expect(answer.findingsTotal).toBe(found.length);
    expect(Object.values(answer.summary.findings).reduce((sum, count) => sum + count, 0)).toBe(found.length);

    const { pushBatch } = await hub.run<{ pushBatch: SealedAnswer }>('institution', PUSH, {
      ...{ header: batch.header, records: batch.records },
      preflight: answer.preflight,
    });
    expect(pushBatch.preflight).toEqual(ALL_RIGHT);
    await untilChecked(hub, pushBatch.batchId);
    expect(await batchOf(pushBatch.batchId)).toMatchObject({
      packDigest: answer.summary.packDigest,
      snapshotDigest: answer.snapshotDigest,
      verdictDigest: answer.summary.verdictDigest,
      preflight: { verdictMatches: true, standing: ALL_RIGHT },
    });
  });

  test('answers refusals with their places, and takes records in a variable only', async () => {
    const { header, records } = desk.batch({ records: 1 });
    expect(await dryRun({ header: { ...header, noticeTo: '2026-02-30' }, records })).toMatchObject({
      code: 'HEADER_INVALID',
      places: [{ field: 'noticeTo' }],
    });
    expect(await dryRun({ header, records: [{ ...records[0], skillScore: [1] }] as never })).toMatchObject({
      code: 'CHUNK_MALFORMED',
      places: [{ record: 1, field: 'skillScore' }],
    });
    expect(await dryRun({ header, records }, { at: '1999-12-31T23:59:59Z' })).toMatchObject({
      code: 'HEADER_INVALID',
      places: [{ field: 'at' }],
    });
    const inline = await hub.ask(
      'institution',
      `query ($header: BatchHeaderInput!) { dryRun(input: { header: $header, records: [] }) { __typename } }`,
      { header },
    );
    expect(inline.errors).toMatchObject([{ extensions: { code: 'RECORDS_INLINE' } }]);
  });

  test('before the exam was held the dates lie in the future', async () => {
    const { findings } = await dryRun(desk.batch({ records: 2 }), { at: '2026-05-01T00:00:00+08:00' });
    expect(new Set(findings.map(({ code }) => code))).toContain('TIM-006');
  });
});

describe('a pre-flight manifest', () => {
  test('of other verdicts is told after the check', async () => {
    const batch = desk.batch({ records: 3 });
    const { preflight } = await dryRun(batch);
    const { pushBatch } = await hub.run<{ pushBatch: SealedAnswer }>('institution', PUSH, {
      ...{ header: batch.header, records: batch.records },
      preflight: { ...preflight, verdictDigest: 'f'.repeat(64), packDigest: 'f'.repeat(64) },
    });
    expect(pushBatch.preflight).toEqual({ ...ALL_RIGHT, packUpToDate: false, changedRules: null });
    await untilChecked(hub, pushBatch.batchId);
    expect(await batchOf(pushBatch.batchId)).toMatchObject({ preflight: { verdictMatches: false } });
  });

  test('that cannot be kept is refused at the seal, which may then be sent again without it', async () => {
    const batch = desk.batch({ records: 2 });
    const { preflight } = await dryRun(batch);
    const { uploadId, manifest } = await streamed(batch);
    const refused = await seal(uploadId, { ...manifest, preflight: { ...preflight, held: 5 } });
    expect(refused).toMatchObject({ code: 'MANIFEST_INVALID', places: [{ field: 'preflight/records' }] });
    expect(await seal(uploadId, manifest)).toMatchObject({ preflight: null });
  });
});

describe('a signature', () => {
  const pair = generateKeyPairSync('ed25519');
  const stranger = generateKeyPairSync('ed25519');
  const publicKey = pair.publicKey.export({ format: 'pem', type: 'spki' }).toString();

  const saveKeys = async (...signingKeys: readonly object[]): Promise<object> => {
    const { saveSigningKeys } = await hub.run<{ saveSigningKeys: object }>(
      'city',
      `mutation ($keys: [SigningKeyInput!]!) { saveSigningKeys(signingKeys: $keys) {
         ... on RegistrySaved { counts { signingKeys } } ${REFUSAL} } }`,
      { keys: signingKeys },
    );
    return saveSigningKeys;
  };
  const key = { keyId: 'exam', institutionCode: '0001', algorithm: 'ED25519', publicKey, from: '2020-01-01' };

  const signedBatch = async (keyId: string, privateKey = pair.privateKey): Promise<readonly string[]> => {
    const batch = desk.batch({ records: 2 });
    const { uploadId, manifest } = await streamed(batch);
    const { planNo, clientBatchNo } = batch.header;
    const text = signedText({
      ...manifest,
      algorithm: 'SHA256',
      institutionCode: '0001',
      planNo,
      clientBatchNo,
      keyId,
    });
    const signature = sign(null, Buffer.from(text), privateKey).toString('base64');
    const { batchId } = await seal(uploadId, { ...manifest, signature, keyId });
    const { state } = await untilChecked(hub, batchId);
    const { items } = await findingPage(hub, batchId, { first: 10 });
    return [state, ...items.map(({ line, code }) => `${line} ${code}`)];
  };

  test('verifies by the registered key, and is told by its own rules where it does not', async () => {
    expect(
      await saveKeys(
        key,
        { ...key, keyId: 'expired', to: '2020-12-31' },
        { ...key, keyId: 'revoked', revokedOn: '2026-01-01' },
        { ...key, keyId: 'early', from: '2090-01-01' },
      ),
    ).toEqual({ counts: { signingKeys: 4 } });
    expect(await signedBatch('exam')).toEqual(['CITY_REVIEW']);
    expect(await signedBatch('exam', stranger.privateKey)).toEqual(['RETURNED', 'null AUT-001']);
    for (const keyId of ['expired', 'revoked', 'early', 'nobody']) {
      expect(await signedBatch(keyId)).toEqual(['RETURNED', 'null SEC-001']);
    }
  });

  test('is refused without the id of its key', async () => {
    const { uploadId, manifest } = await streamed(desk.batch({ records: 1 }));
    expect(await seal(uploadId, { ...manifest, signature: 'AAAA' })).toMatchObject({
      code: 'MANIFEST_INVALID',
      places: [{ field: 'keyId' }],
    });
  });

  test('keys are registered by a regulator of the institution, and shown to whoever may see it', async () => {
    const { signingKeys } = await hub.run<{ signingKeys: { total: number } }>(
      'institution',
      '{ signingKeys(institutionCode: "0001") { total items { keyId algorithm from to revokedOn } } }',
    );
    expect(signingKeys.total).toBe(4);
    expect(await saveKeys({ ...key, publicKey: 'MCow' })).toMatchObject({
      code: 'REGISTRY_INVALID',
      places: [{ field: '/signingKeys/0/publicKey' }],
    });
  });
});

async function streamed({ header, records }: SampleBatch): Promise<{ uploadId: string; manifest: Manifest }> {
  const { uploadId = '', path = '' } = await openUpload(hub, header);
  const body = ndjson(records);
  await put(`${hub.url}${path}`, await hub.bearer('institution'), body);
  return { uploadId, manifest: { chunks: 1, records: records.length, digest: sha256(body) } };
}

async function seal(uploadId: string, manifest: Manifest): Promise<SealedAnswer> {
  const { sealUpload } = await hub.run<{ sealUpload: SealedAnswer }>('institution', SEAL, { uploadId, manifest });
  return sealUpload;
}
