/**
 * Two hubs of real processes: what a city's hub certifies is a certificate of the province's hub too, counted there, and goes on to the
 * province's own receivers; so do a correction and a recall.
 */
import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { CertificateRecord } from '../../src/domain/certificate/record';
import { type Actor, startTestHub, type TestHub } from '../kit/hub';
import type { CallerName, ClientSecret } from '../kit/hub-clients';
import { accepted, type Asker } from '../kit/life/answers';
import { approveCorrection, requestCorrection, seenCertificate } from '../kit/life/corrections';
import { confirmRecall, proposeRecall } from '../kit/life/recalls';
import { allFindings, approveBatch, streamBatch, until, untilAnswered, untilChecked } from '../kit/operations';
import { sampleDesk } from '../kit/sample-desk';
import { SAMPLE_RECORD } from '../kit/sample-record';
import { sendFileAs } from '../kit/send-file';

jest.setTimeout(300_000);

/** The receivers of the province refuse serials that end in 007 when they are issued. */
const RECORDS = 20;
const UP = 'province-hub';
const CITY = { code: '510100', name: '成都市' };

let folder: string;
let province: TestHub;
let city: TestHub;
let office: Actor;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'certhub-chain-'));
  const empty = { province: { code: '510000', name: '四川省' }, cities: [CITY] };
  province = await startTestHub({ queue: 'postgres', topology: false, workers: 1, empty });
  office = await province.createActor({ name: '省级', role: 'PROVINCE', regionCode: '510000' });
  const clientSecretFile = join(folder, 'secret');
  const { clientId, clientSecret } = await hubClient();
  writeFileSync(clientSecretFile, clientSecret, { mode: 0o600 });
  const feedsFile = join(folder, 'feeds.json');
  const feed = {
    name: UP,
    connector: 'hub',
    region: CITY.code,
    title: { zh: '省级枢纽', en: 'Hub of the province' },
    url: province.url,
    clientId,
    clientSecretFile,
  };
  writeFileSync(feedsFile, JSON.stringify([feed]), { mode: 0o600 });
  city = await startTestHub({
    queue: 'postgres',
    topology: false,
    workers: 1,
    receivers: false,
    settings: { CERTHUB_FEEDS_FILE: feedsFile },
  });
}, 300_000);
afterAll(async () => {
  await city?.stop();
  await province?.stop();
  await rm(folder, { recursive: true, force: true });
});

async function hubClient(): Promise<ClientSecret> {
  const { createClient } = await province.run<{ createClient: ClientSecret }>(
    'operator',
    `mutation ($client: ClientInput!) { createClient(client: $client) { ... on ClientCreated { clientId clientSecret } } }`,
    { client: { name: '成都市枢纽', role: 'HUB', regionCode: CITY.code } },
  );
  return createClient;
}

/** `version kind` of the number in the province's front-end database. */
async function atReceiver(certificateNo: string): Promise<string[]> {
  const client = new Client({ connectionString: province.receivers['province-statistics'] });
  await client.connect();
  const { rows } = await client.query<{ version: string }>(
    `SELECT version || ' ' || kind AS version FROM certhub_certificate WHERE certificate_no = $1 ORDER BY certhub_certificate.version`,
    [certificateNo],
  );
  await client.end();
  return rows.map(({ version }) => version);
}
const counted = async (hub: TestHub): Promise<number> => {
  const [row] = await hub.query<{ certificates: number }>(
    'SELECT coalesce(sum(certificates), 0)::int AS certificates FROM tally',
  );
  return row?.certificates ?? 0;
};
const answersAt = (hub: TestHub): Promise<{ feed: string; state: string; items: number }[]> =>
  hub.query(`SELECT feed, state, count(*)::int AS items FROM delivery_item GROUP BY 1, 2 ORDER BY 1, 2`);

const by = (caller: CallerName): Asker => ({
  run: (text, variables) => city.run(caller, text, variables),
});

/** Asked for by the institution, agreed to by both offices of the city's hub. */
async function correct(record: CertificateRecord, change: Partial<CertificateRecord>): Promise<void> {
  const { correctionId = '' } = accepted(
    await requestCorrection(by('institution'), {
      certificateNo: record.certificateNo,
      record: { ...record, ...change },
      reason: '姓名录入有误',
      evidence: [await sendFileAs(city, 'institution', '证明.pdf')],
    }),
  );
  accepted(await approveCorrection(by('city'), correctionId));
  accepted(await approveCorrection(by('province'), correctionId));
}

describe('a batch that the city’s hub certified', () => {
  const { header, records } = sampleDesk().batch({ records: RECORDS });
  const certified = records.map((record) => ({ ...SAMPLE_RECORD, ...record }));
  const [first, second, third] = certified;
  if (!first || !second || !third) throw new Error('The batch holds records.');
  let batchId = '';

  test('is one of the province’s hub, which counts it and hands it on', async () => {
    batchId = await streamBatch(city, header, records);
    await untilChecked(city, batchId);
    await approveBatch(city, 'city', batchId);
    await approveBatch(city, 'province', batchId);
    const { forwarding } = await untilAnswered(city, batchId);
    expect(forwarding).toMatchObject([{ feed: UP, accepted: RECORDS, refused: 0 }]);
    expect(await seenCertificate(office, first.certificateNo)).toMatchObject({
      state: 'LIVE',
      version: 1,
      versions: [{ version: 1, kind: 'ISSUED' }],
    });
    const [delivery] = await city.query<{ id: string }>('SELECT id FROM delivery');
    const parcelId = delivery?.id ?? '';
    const { batches } = await office.run<{ batches: { items: object[] } }>(
      `{ batches(first: 5) { items { id origin state planNo clientBatchNo records institution { code name }
           counts { passed held returned } } } }`,
    );
    expect(batches.items).toEqual([
      {
        id: parcelId,
        origin: 'HUB',
        state: 'APPROVED',
        planNo: header.planNo,
        clientBatchNo: header.clientBatchNo,
        records: RECORDS,
        institution: { code: '0001', name: first.institutionName },
        counts: { passed: RECORDS, held: 0, returned: 0 },
      },
    ]);
    const seen = await office.run<object>(
      `query ($id: ID!) { batch(id: $id) { snapshotDigest acceptance progress { chunksChecked } reviews { step } }
         records(batchId: $id, first: 1) { total items { line verdict } } }`,
      { id: parcelId },
    );
    expect(seen).toEqual({
      batch: { snapshotDigest: null, acceptance: 'PARTIAL', progress: { chunksChecked: 0 }, reviews: [] },
      records: { total: RECORDS, items: [{ line: 1, verdict: 'PASSED' }] },
    });
    const frozen = await office.ask('query ($id: ID!) { snapshotOfBatch(batchId: $id) { digest } }', { id: parcelId });
    expect(frozen.errors.map(({ extensions }) => extensions?.code)).toEqual(['NOT_FOUND']);
    await until(
      () => counted(province),
      (certificates) => certificates === RECORDS,
    );
    const answered = await until(
      () => answersAt(province),
      (items) => items.every(({ state }) => state !== 'PENDING') && items.length === 4,
    );
    expect(answered).toEqual(
      ['national-database', 'province-statistics'].flatMap((feed) => [
        { feed, state: 'ACCEPTED', items: RECORDS - 1 },
        { feed, state: 'REFUSED', items: 1 },
      ]),
    );
    expect(await atReceiver(first.certificateNo)).toEqual(['1 ISSUED']);
  });

  test('is taken once, although it is sent again', async () => {
    await city.query(`UPDATE delivery SET state = 'DUE', due_at = now() WHERE feed = $1`, [UP]);
    await until(
      () => city.query<{ state: string }>('SELECT DISTINCT state FROM delivery'),
      (states) => states.every(({ state }) => state === 'ANSWERED'),
    );
    expect(await city.query(`SELECT outcome FROM delivery_attempt ORDER BY attempt_no`)).toEqual([
      { outcome: 'taken' },
      { outcome: 'taken' },
    ]);
    expect(await province.query(`SELECT count(*)::int AS versions FROM certificate_version`)).toEqual([
      { versions: RECORDS },
    ]);
  });

  test('is corrected up the whole chain', async () => {
    await correct(first, { name: '更正后' });
    const versions = await until(
      () => atReceiver(first.certificateNo),
      (found) => found.length > 1,
    );
    expect(versions).toEqual(['1 ISSUED', '2 CORRECTED']);
    expect(await seenCertificate(office, first.certificateNo)).toMatchObject({ state: 'LIVE', version: 2 });
  });

  test('is recalled up the whole chain, and counted no more', async () => {
    const proposed = accepted(
      await proposeRecall(by('province'), {
        scope: { certificateNos: [first.certificateNo, second.certificateNo] },
        ground: 'VIOLATION',
        reason: '弄虚作假',
        basis: ['内人社办发〔2024〕53号 第四十四条'],
        evidence: [await sendFileAs(city, 'province', '决定.pdf')],
      }),
    );
    accepted(await confirmRecall(by('secondProvince'), proposed));
    await until(
      () => atReceiver(second.certificateNo),
      (found) => found.length > 1,
    );
    const versions = await until(
      () => atReceiver(first.certificateNo),
      (found) => found.length > 2,
    );
    expect(versions).toEqual(['1 ISSUED', '2 CORRECTED', '3 REVOKED']);
    expect(await seenCertificate(office, second.certificateNo)).toMatchObject({ state: 'REVOKED', version: 2 });
    for (const hub of [city, province]) {
      await until(
        () => counted(hub),
        (certificates) => certificates === RECORDS - 2,
      );
    }
  });

  test('costs nobody at either hub a night', () => {
    expect(city.errorLines()).toEqual([]);
    expect(province.errorLines()).toEqual([]);
  });

  test('is provably the same on both sides, and healed where the province lost a part of it', async () => {
    const reconciled = async (): Promise<object | undefined> => {
      const { reconcileFeed } = await city.run<{ reconcileFeed: { reconciliationId?: string; code?: string } }>(
        'operator',
        `mutation { reconcileFeed(feed: "${UP}") { ... on ReconciliationAsked { reconciliationId } ... on Refusal { code } } }`,
      );
      const ended = await until(
        () =>
          city.query<{ state: string }>(
            `SELECT state, missing, extra, differing, owed, healed, hub_versions AS hub, feed_versions AS feed FROM reconciliation
              WHERE id = $1`,
            [reconcileFeed.reconciliationId],
          ),
        ([run]) => run !== undefined && run.state !== 'RUNNING',
      );
      return ended[0];
    };
    const versions = RECORDS + 3;
    const same = { missing: 0, extra: 0, differing: 0, owed: 0, healed: 0, hub: versions, feed: versions };
    expect(await reconciled()).toEqual({ state: 'EQUAL', ...same });
    // As after a restore from an older backup.
    const lost = certified.at(-1)?.certificateNo;
    for (const table of ['delivery_item', 'received_version', 'certificate_version', 'certificate']) {
      await province.query(`DELETE FROM ${table} WHERE certificate_no = $1`, [lost]);
    }
    expect(await reconciled()).toEqual({ ...same, state: 'HEALED', missing: 1, healed: 1, feed: versions - 1 });
    await until(
      () => province.query(`SELECT FROM certificate WHERE certificate_no = $1`, [lost]),
      (found) => found.length === 1,
    );
    expect(await reconciled()).toEqual({ state: 'EQUAL', ...same });
  });

  test('is refused above where the number is another hub’s, and the institution learns why', async () => {
    await province.query(`UPDATE received_version SET region_code = '510300' WHERE certificate_no = $1`, [
      third.certificateNo,
    ]);
    await correct(third, { name: '更正后' });
    const findings = await until(
      () => allFindings(city, batchId, { code: 'FWD-001' }),
      (found) => found.length > 0,
    );
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({ source: UP, path: '/certificateNo' });
    expect(findings[0]?.message.en).toContain('another hub');
    expect(findings[0]?.message.en).toContain('H-TAKEN');
    expect(await seenCertificate(office, third.certificateNo)).toMatchObject({ version: 1 });
  });
});
