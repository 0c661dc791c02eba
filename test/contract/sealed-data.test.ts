/** Personal data at rest: no table tells them, what an earlier release kept in clear is sealed, and a lost key is said. */
import { createHash } from 'node:crypto';
import { GraphQLError } from 'graphql';
import { maskErrors } from '../../schema/mask-errors';
import { approveCorrection } from '../../src/app/certificates/decide-change';
import { approveBatch } from '../../src/app/review-batch';
import { requestCorrection, requestReissue } from '../../src/app/certificates/request-change';
import { sealClear } from '../../src/app/seal-clear';
import { SealedDataUnreadable } from '../../src/app/sealer';
import type { RawRecord } from '../../src/domain/certificate/record';
import { territoryOf } from '../../src/domain/tenancy/territory';
import { packBytes, sealedPacker } from '../../src/platform/pack-bytes';
import { newSealKey } from '../../src/platform/seal-keys';
import { sealerOf } from '../../src/platform/sealer';
import { isKeyOfDatabase, sealKeysLacking } from '../../src/store/key-prints';
import { storesOf } from '../../src/store/stores';
import { createViews } from '../../src/store/views';
import type { Query } from '../../src/store/views/query';
import { FEED } from '../kit/approved-batch';
import { placesInClear } from '../kit/clear-text';
import { silentLog } from '../kit/database';
import {
  certificateNoOf,
  CITY,
  INSTITUTION_CALLER,
  PROVINCE,
  recordOf,
  useCertificateDesk,
} from '../kit/certificate-desk';
import { checkingHub, type CheckingHub } from '../kit/checking-hub';
import { sampleDesk } from '../kit/sample-desk';
import { testSealer } from '../kit/test-sealer';

jest.setTimeout(60_000);

const PAGE = { first: 10, after: null };

describe('what an earlier release kept in clear', () => {
  const desk = useCertificateDesk();
  const query: Query = (sql, parameters = []) => desk.bench.source.query(sql, [...parameters]);
  const views = (): ReturnType<typeof createViews> => createViews(query, testSealer);
  let batchId: string;
  beforeEach(async () => {
    batchId = await desk.issued({ records: 5 });
  });
  const shown = async (): Promise<unknown> => ({
    records: await views().records(territoryOf(CITY), batchId, {}, PAGE),
    found: await views().foundRecords(territoryOf(CITY), { certificateNo: certificateNoOf(2) }, PAGE),
    certificate: await views().certificate(territoryOf(CITY), certificateNoOf(2)),
    parcel: await desk.bench.transaction(async ({ deliveries }) => {
      const [delivery] = await desk.query('SELECT id FROM delivery');
      return deliveries.parcel(String(delivery?.['id']));
    }),
    data: await desk.bench.transaction(({ records }) => records.dataOf(batchId, [1, 2, 3])),
  });
  const inClear = async (): Promise<unknown> =>
    desk.query(
      `SELECT (SELECT count(*)::int FROM record WHERE data IS NOT NULL) AS records,
              (SELECT count(*)::int FROM certificate_version WHERE data IS NOT NULL) AS versions,
              (SELECT count(*)::int FROM attachment WHERE octet_length(body) = bytes) AS attachments`,
    );

  test('is read as it is, sealed by the sweep, and says the same afterwards', async () => {
    const before = await shown();
    expect(await inClear()).toEqual([{ records: 5, versions: 5, attachments: 2 }]);
    expect(await sealClear(desk.hub)).toBe(12);
    expect(await inClear()).toEqual([{ records: 0, versions: 0, attachments: 0 }]);
    expect(await shown()).toEqual(before);
    expect(
      await placesInClear(desk.bench.source, [String(recordOf(1)['idNumber']), String(recordOf(1)['name'])]),
    ).toEqual([]);
    expect(await sealClear(desk.hub)).toBe(0);
  });

  test('two workers at it take different rows', async () => {
    const sealed = await Promise.all([1, 2, 3].map(() => sealClear(desk.hub)));
    expect(sealed.reduce((sum, rows) => sum + rows, 0)).toBe(12);
    expect(await inClear()).toEqual([{ records: 0, versions: 0, attachments: 0 }]);
  });

  test('bodies of chunks: brotli without a seal is read, and sealed', async () => {
    const body = Buffer.from('{"name":"张三"}\n');
    await desk.query(
      `INSERT INTO chunk (upload_id, chunk_no, first_line, records, bytes, digest, body, received_at)
       VALUES ($1, 1, 1, 1, $2, '\\x00', $3, now()), ($1, 2, 2, 1, $2, '\\x00', $4, now())`,
      [batchId, body.length, await packBytes(body), await sealedPacker(testSealer)(body)],
    );
    const bodies = (): Promise<readonly Buffer[]> =>
      desk.bench.transaction(async ({ chunks }) => {
        const found: Buffer[] = [];
        for await (const each of chunks.bodies(batchId)) found.push(each);
        return found;
      });
    const before = await bodies();
    expect(before.map(String)).toEqual([String(body), String(body)]);
    await sealClear(desk.hub);
    expect(await bodies()).toEqual(before);
    const kept = await desk.query('SELECT body FROM chunk');
    expect(kept.every(({ body: each }) => testSealer.isSealed(each as Buffer))).toBe(true);
  });

  describe('without its key', () => {
    const other = sealerOf({ sealKeys: [newSealKey()] });
    beforeEach(async () => {
      await sealClear(desk.hub);
    });

    test('it is not read, by views or by stores, and the error names the key alone', async () => {
      const { certificate, records } = createViews(query, other);
      const stores = storesOf(desk.bench.source.manager, other);
      for (const read of [
        () => certificate(territoryOf(CITY), certificateNoOf(2)),
        () => records(territoryOf(CITY), batchId, {}, PAGE),
        () => stores.records.dataOf(batchId, [1]),
      ]) {
        const error: unknown = await read().catch((thrown: unknown) => thrown);
        expect(error).toBeInstanceOf(SealedDataUnreadable);
        expect(error).toMatchObject({ code: 'SEAL_KEY_MISSING', message: expect.stringContaining(testSealer.keyId) });
      }
    });

    test('a caller is told what is wrong and whom to ask, the log which key it is', () => {
      const told: object[] = [];
      const mask = maskErrors({ newId: () => 'id', log: { ...silentLog, error: (fields) => void told.push(fields) } });
      const originalError = new SealedDataUnreadable('SEAL_KEY_MISSING', 'a1b2c3d4');
      const { message } = originalError;
      expect(mask({ message, path: ['certificate'] }, new GraphQLError(message, { originalError }))).toEqual({
        path: ['certificate'],
        message: expect.not.stringContaining('a1b2c3d4'),
        extensions: expect.objectContaining({
          code: 'SEALED_DATA_UNREADABLE',
          remedy: { zh: expect.any(String), en: expect.any(String) },
        }),
      });
      expect(told).toEqual([{ path: ['certificate'], err: originalError }]);
    });

    test('a process does not start: its key file lacks what the database was sealed under', async () => {
      const print = (text: string): Buffer => createHash('sha256').update(text).digest();
      const right = new Map([['00000001', print('one')]]);
      expect(await sealKeysLacking(query, right)).toEqual([]);
      expect(await sealKeysLacking(query, right)).toEqual([]);
      expect(await sealKeysLacking(query, new Map([['00000002', print('two')]]))).toEqual(['00000001']);
      expect(await sealKeysLacking(query, new Map([['00000001', print('three')]]))).toEqual(['00000001']);
      // What was refused left no trace; a turned key is noted beside the one before it.
      expect(await sealKeysLacking(query, right)).toEqual([]);
      const turned = new Map([['00000002', print('two')], ...right]);
      expect(await sealKeysLacking(query, turned)).toEqual([]);
      expect(await sealKeysLacking(query, right)).toEqual(['00000002']);
      expect(await isKeyOfDatabase(query, 'SEALED_UNDER 00000002', print('two'))).toBe(true);
    });
  });
});

const NAME = '欧阳暗标';
const CORRECTED = '欧阳明标';

describe('the way of a batch', () => {
  let world: CheckingHub;
  const desk = sampleDesk();
  beforeAll(async () => {
    world = await checkingHub(desk, new Date('2026-06-30T01:00:00Z'));
  });
  afterAll(() => world.bench.close());

  test('from the upload to the approval no table tells whose it is', async () => {
    const { header, records } = desk.batch({ records: 60, faultShare: 0.3 });
    const planted: RawRecord[] = [...records].map((record) => ({ ...record, name: NAME }));
    const batchId = await world.checked({ header, records: planted });
    const hub = { ...world.hub, feeds: [] };
    await approveBatch(hub, CITY, { batchId });
    expect(await approveBatch(hub, PROVINCE, { batchId })).toMatchObject({ state: 'APPROVED' });
    const { source } = world.bench;
    for (const table of ['record', 'finding', 'certificate', 'certificate_version']) {
      expect(await source.query(`SELECT FROM ${table} LIMIT 1`)).toHaveLength(1);
    }
    // Shorter ones are planted faults and might stand anywhere.
    const numbers = planted.map(({ idNumber }) => String(idNumber)).filter(({ length }) => length >= 15);
    expect(await placesInClear(source, [NAME, ...numbers])).toEqual([]);
  });
});

describe('a certificate that is changed', () => {
  const certificates = useCertificateDesk();

  test('no table tells whose it is, nor what it says now', async () => {
    const { hub, bench, files } = certificates;
    await certificates.issued({ records: 2 });
    await sealClear(hub);
    const plain = { reason: '姓名录入有误', evidence: [files.institution] };
    const corrected = await requestCorrection(hub, INSTITUTION_CALLER, {
      certificateNo: certificateNoOf(1),
      record: recordOf(1, { name: CORRECTED }),
      ...plain,
    });
    const id = String(Reflect.get(corrected, 'correctionId'));
    const values = [CORRECTED, String(recordOf(1)['name']), String(recordOf(1)['idNumber'])];
    expect(await placesInClear(bench.source, values)).toEqual([]);
    expect(await hub.views.correction(territoryOf(CITY), id)).toMatchObject({
      differences: [expect.objectContaining({ field: 'name' })],
    });
    await approveCorrection(hub, CITY, { id });
    expect(await approveCorrection(hub, PROVINCE, { id })).toMatchObject({ state: 'APPLIED' });
    const reissued = await requestReissue(hub, INSTITUTION_CALLER, {
      certificateNo: certificateNoOf(1),
      record: recordOf(1, { name: CORRECTED, certificateNo: certificateNoOf(11) }),
      ...plain,
    });
    const second = String(Reflect.get(reissued, 'correctionId'));
    await approveCorrection(hub, CITY, { id: second });
    expect(await approveCorrection(hub, PROVINCE, { id: second })).toMatchObject({ state: 'APPLIED' });
    expect(await placesInClear(bench.source, values)).toEqual([]);
    const [row] = await certificates.query(
      `SELECT sealed FROM certificate_version WHERE certificate_no = $1 AND version = 1`,
      [certificateNoOf(11)],
    );
    expect(JSON.parse(String(testSealer.open(row?.['sealed'] as Buffer)))).toMatchObject({ name: CORRECTED });
    expect(await certificates.owed(certificateNoOf(11))).toEqual([expect.stringContaining(FEED.name)]);
  });
});
