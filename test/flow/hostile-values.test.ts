/** Values that JSON allows and a database does not: they are judged like any other fault, and no batch gets stuck on them. */
import { onEachBackend } from '../kit/each-backend';
import { put } from '../kit/graphql-client';
import {
  allFindings,
  approveBatch,
  idOf,
  openUpload,
  pushBatch,
  returnBatch,
  sealUpload,
  sha256,
  untilAnswered,
  untilChecked,
} from '../kit/operations';
import { sampleDesk } from '../kit/sample-desk';

jest.setTimeout(120_000);

const NUL = '\u0000';
const HALF_PAIR = '\ud83d';
/** Text that does not compress, so that no index could hold it. */
const noise = (length: number): string =>
  Array.from({ length }, (_, index) => String.fromCharCode(0x4e00 + ((index * 7_919) % 20_000))).join('');
const FULL_WIDTH = 'Ｓ';
const PROTO = '__proto__ as a field';

onEachBackend('hostile values', (hub) => {
  const desk = sampleDesk();

  const HOSTILE: readonly (readonly [string, (record: Record<string, unknown>) => Record<string, unknown>])[] = [
    ['NUL in a name', (record) => ({ ...record, name: `甲${NUL}乙` })],
    [
      'NUL in a certificate number',
      (record) => ({ ...record, certificateNo: `${String(record['certificateNo'])}${NUL}` }),
    ],
    ['only NUL as a number', (record) => ({ ...record, certificateNo: NUL })],
    ['NUL in an identity number', (record) => ({ ...record, idNumber: `${FULL_WIDTH}${NUL}1` })],
    ['NUL in a code', (record) => ({ ...record, level: NUL, sex: NUL, occupationCode: NUL, siteCode: NUL })],
    ['NUL in a date', (record) => ({ ...record, examDate: `2026-06-01${NUL}`, birthDate: NUL, issuedOn: NUL })],
    ['NUL in the name of a field', (record) => ({ ...record, [`a${NUL}b`]: 1 })],
    ['NUL in a remark', (record) => ({ ...record, remark: NUL })],
    ['half a pair in a name', (record) => ({ ...record, name: `甲${HALF_PAIR}` })],
    ['half a pair in a certificate number', (record) => ({ ...record, certificateNo: `${FULL_WIDTH}${HALF_PAIR}` })],
    ['half a pair in the name of a field', (record) => ({ ...record, [`a${HALF_PAIR}`]: 1 })],
    [
      'full-width identifiers',
      (record) => ({ ...record, certificateNo: `${FULL_WIDTH}${String(record['certificateNo']).slice(1)}` }),
    ],
    ['a pair in a remark', (record) => ({ ...record, remark: '𠮷野家🎓' })],
    [PROTO, (record) => ({ ...record, ...(JSON.parse('{"__proto__": "x"}') as object) })],
    ['constructor as a field', (record) => ({ ...record, constructor: 'x', toString: 'y' })],
    ['slashes and tildes in the name of a field', (record) => ({ ...record, 'a/b~c"\\': 1 })],
    ['a very long number', (record) => ({ ...record, certificateNo: noise(2_500) })],
    ['a very long text', (record) => ({ ...record, name: '长'.repeat(4_000) })],
    [
      'odd numbers',
      (record) => ({ ...record, skillScore: -0, theoryScore: 1e-320, reviewScore: 1.7976931348623157e308 }),
    ],
    ['every field null', (record) => Object.fromEntries(Object.keys(record).map((name) => [name, null]))],
    ['nothing at all', () => ({})],
  ];

  test('each gets a verdict and its findings, by the typed door and by the streamed one', async () => {
    const typed = desk.batch({ records: HOSTILE.length + 2 });
    // The JSON reader in front of GraphQL refuses __proto__ outright; the streamed door makes a finding of it.
    const bad = typed.records.map((record, index) =>
      HOSTILE[index]?.[0] === PROTO ? { ...record, proto: 'x' } : (HOSTILE[index]?.[1]({ ...record }) ?? record),
    );
    const typedId = idOf(await pushBatch(hub(), typed.header, bad));
    const streamed = desk.batch({ records: HOSTILE.length + 2 });
    const content = streamed.records
      .map((record, index) => `${JSON.stringify(HOSTILE[index]?.[1]({ ...record }) ?? record)}\n`)
      .join('');
    const { uploadId = '', path = '' } = await openUpload(hub(), streamed.header);
    const answer = await put(`${hub().url}${path}`, await hub().bearer('institution'), content);
    expect(answer).toMatchObject({ status: 201, body: { receipts: [{ records: HOSTILE.length + 2 }] } });
    const streamedId = idOf(
      await sealUpload(hub(), uploadId, { chunks: 1, records: HOSTILE.length + 2, digest: sha256(content) }),
    );
    for (const batchId of [typedId, streamedId]) {
      const { counts, state } = await untilChecked(hub(), batchId, 30_000);
      expect(state).toBe('CITY_REVIEW');
      const lines = new Set((await allFindings(hub(), batchId)).map(({ line }) => line));
      const clean = HOSTILE.map((_, index) => index + 1).filter((line) => !lines.has(line));
      // What stays without a finding is what the contract allows: 𠮷 and an emoji in a remark.
      expect(clean.map((line) => HOSTILE[line - 1]?.[0])).toEqual(['a pair in a remark']);
      expect(counts).toEqual({ passed: 3, held: 0, returned: HOSTILE.length - 1 });
      const { records } = await hub().run<{ records: { total: number; items: { line: number; verdict: string }[] } }>(
        'city',
        `query ($batchId: ID!) { records(batchId: $batchId, first: 100) { total items { line verdict name idNumber certificateNo remark: workType } } }`,
        { batchId },
      );
      expect(records.total).toBe(HOSTILE.length + 2);
      expect(records.items).toHaveLength(HOSTILE.length + 2);
    }
    await approveBatch(hub(), 'city', typedId);
    expect(await approveBatch(hub(), 'province', typedId)).toMatchObject({ state: 'APPROVED', returnedLines: 0 });
    await untilAnswered(hub(), typedId);
    expect(hub().errorLines()).toEqual([]);
  });

  test('texts of people beside records: a refusal or a stored text, never an error of ours', async () => {
    const { header, records } = desk.batch({ records: 3 });
    const batchId = idOf(await pushBatch(hub(), header, records));
    await untilChecked(hub(), batchId);
    expect(await returnBatch(hub(), 'city', batchId, `原因${NUL}`)).toMatchObject({ code: 'REASON_MISSING' });
    expect(await returnBatch(hub(), 'city', batchId, '长'.repeat(501))).toMatchObject({ code: 'REASON_MISSING' });
    const declared = {
      ...desk.batch({ records: 1 }).header,
      declarations: [{ line: 1, rule: 'AUT-009', reason: HALF_PAIR }],
    };
    expect(await openUpload(hub(), declared)).toMatchObject({
      code: 'HEADER_INVALID',
      places: [{ field: 'declarations/0/reason' }],
    });
    const { header: opened, records: sent } = desk.batch({ records: 1 });
    const { uploadId = '' } = await openUpload(hub(), opened);
    const manifest = { chunks: 1, records: 1, digest: 'x' };
    const sealing = await sealUpload(hub(), uploadId, { ...manifest, signature: NUL, keyId: 'k'.repeat(1_000) });
    expect(sealing).toMatchObject({ code: 'MANIFEST_INVALID', places: [{ field: 'signature' }, { field: 'keyId' }] });
    expect(sent).toHaveLength(1);
    const client = await hub().run<{ createClient: { code: string } }>(
      'operator',
      `mutation ($name: String!) { createClient(client: { name: $name, role: NATION }) { ... on Refusal { code } } }`,
      { name: NUL },
    );
    expect(client.createClient.code).toBe('CLIENT_INVALID');
    const regions = await hub().run<{ saveRegions: { code: string } }>(
      'operator',
      `mutation ($name: String!) { saveRegions(regions: [{ code: "519000", name: $name, grade: CITY, parentCode: "510000" }]) {
         ... on Refusal { code } } }`,
      { name: `样${NUL}` },
    );
    expect(regions.saveRegions.code).toBe('REGISTRY_INVALID');
    expect(hub().errorLines()).toEqual([]);
  });

  test('filters and cursors with such values find nothing and break nothing', async () => {
    for (const value of [NUL, HALF_PAIR, `'; --`, '𠮷']) {
      const { errors, data } = await hub().ask(
        'institution',
        `query ($v: String!) { batches(filter: { planNo: $v, clientBatchNo: $v, institutionCode: $v }) { total } }`,
        { v: value },
      );
      expect({ errors, data }).toEqual({ errors: [], data: { batches: { total: 0 } } });
    }
    expect(hub().errorLines()).toEqual([]);
  });
});
