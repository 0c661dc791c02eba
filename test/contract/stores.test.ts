/** The stores of intake and checks where flow tests do not reach: locks, order, pages of thousands. */
import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import type { Upload } from '../../src/app/intake-ports';
import type { Batch, Stores, StoredFinding } from '../../src/app/ports';
import type { BatchFacts } from '../../src/domain/rules/batch-facts';
import { packBytes } from '../../src/platform/pack-bytes';
import { createDataSource } from '../../src/store/data-source';
import { transactionOf } from '../../src/store/transaction';
import { freshDatabase } from '../kit/database';
import { testSealer } from '../kit/test-sealer';

const AT = new Date('2026-06-30T01:00:00Z');
const DIGEST = 'ab'.repeat(32);
const FACTS: BatchFacts = {
  records: 1,
  passes: 1,
  examDates: ['2026-06-01'],
  scorePatterns: [['78/85.5/', 1]],
  atPassMark: 0,
  serials: [{ series: 'S000051000123263', runs: [[1, 1]] }],
};

describe('the stores', () => {
  let source: DataSource;
  let transaction: <T>(work: (stores: Stores) => Promise<T>) => Promise<T>;
  beforeEach(async () => {
    const { url } = await freshDatabase();
    source = await createDataSource({ url, poolMax: 6 }).initialize();
    transaction = transactionOf(source, testSealer);
    await source.query(`INSERT INTO region (code, name, grade) VALUES ('510100', '样例市', 'CITY')`);
    await source.query(
      `INSERT INTO institution (code, name, credit_code, kind, region_code, grade)
       VALUES ('0001', '样例机构', '91510100MA0000000X', 'SOCIAL_ORG', '510100', 'CITY')`,
    );
  }, 60_000);
  afterEach(() => source.destroy());

  const upload = (): Upload => ({
    id: randomUUID(),
    institutionCode: '0001',
    regionCode: '510100',
    clientBatchNo: randomUUID(),
    header: { planNo: 'P1', clientBatchNo: 'B1', noticeFrom: '2026-06-01', noticeTo: '2026-06-07' },
    state: 'OPEN',
    openedAt: AT,
    format: null,
    epoch: 0,
    content: null,
    openedBy: 'test',
  });
  const land = async (
    chunks: Stores['chunks'],
    id: string,
    chunk: { readonly chunkNo: number; readonly records: number; readonly bytes: number },
    body: Buffer,
  ): Promise<readonly number[]> => {
    const landed = { ...chunk, digest: DIGEST, sourceBytes: chunk.bytes, state: null, packed: await packBytes(body) };
    return chunks.insert(id, [landed], { landing: null, at: AT });
  };
  const openUpload = async (): Promise<Upload> => {
    const opened = upload();
    expect(await transaction(({ uploads }) => uploads.insert(opened))).toBe(true);
    return opened;
  };
  const sealed = async (records: number): Promise<string> => {
    const { id, clientBatchNo } = await openUpload();
    await transaction(async ({ chunks, snapshots, packSets, batches }) => {
      await land(chunks, id, { chunkNo: 1, records, bytes: 2 }, Buffer.from('{}'));
      await chunks.numberLines(id);
      await snapshots.save(DIGEST, { asOf: '2026-06-30T09:00:00+08:00' } as never, AT);
      await packSets.save(DIGEST, [], AT);
      const batch: Batch = {
        id,
        institutionCode: '0001',
        regionCode: '510100',
        planNo: 'P1',
        clientBatchNo,
        resubmissionOf: null,
        state: 'CHECKING',
        chunks: 1,
        records,
        digest: DIGEST,
        algorithm: 'SHA256',
        signature: null,
        keyId: null,
        preflight: null,
        contentKey: randomUUID().replaceAll('-', ''),
        snapshotDigest: DIGEST,
        packSetDigest: DIGEST,
        sealedAt: AT,
        sealedBy: 'test',
      };
      expect(await batches.insert(batch)).toBe(true);
    });
    return id;
  };
  const finding = (line: number | null, rest: Partial<StoredFinding> = {}): StoredFinding => ({
    line,
    code: 'CMP-023',
    severity: 'error',
    dimension: 'compliance',
    path: '/skillScore',
    message: { zh: '低于合格线', en: 'Below the pass mark' },
    expected: null,
    basis: ['样例〔2026〕1号'],
    fix: null,
    source: 'CHECK',
    declaredReason: null,
    ...rest,
  });

  test('a refusal rolls back what the verb had written', async () => {
    const opened = upload();
    const outcome = await transaction(async ({ uploads }) => {
      await uploads.insert(opened);
      return { kind: 'refused' };
    });
    expect(outcome).toEqual({ kind: 'refused' });
    expect(await source.query('SELECT id FROM upload')).toEqual([]);
  });

  test('a client batch number is taken once for an institution', async () => {
    const opened = await openUpload();
    expect(await transaction(({ uploads }) => uploads.insert({ ...opened, id: randomUUID() }))).toBe(false);
    const found = await transaction(({ uploads }) => uploads.byClientBatchNo('0001', opened.clientBatchNo));
    expect(found).toEqual(opened);
  });

  test('appends go on beside each other; a seal waits for them and keeps later ones out', async () => {
    const { id } = await openUpload();
    const order: string[] = [];
    let letFirstGo = (): void => undefined;
    const firstMayGo = new Promise<void>((resolve) => (letFirstGo = resolve));
    const first = transaction(async ({ uploads }) => {
      await uploads.lock(id, '0001', 'append');
      await transaction((inner) => inner.uploads.lock(id, '0001', 'append'));
      order.push('second append beside the first');
      await firstMayGo;
      order.push('first append done');
    });
    while (order.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    const sealing = transaction(async ({ uploads }) => {
      await uploads.lock(id, '0001', 'seal');
      order.push('sealed');
      await uploads.markSealed(id);
    });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(order).not.toContain('sealed');
    letFirstGo();
    await Promise.all([first, sealing]);
    expect(order).toEqual(['second append beside the first', 'first append done', 'sealed']);
    expect(await transaction(({ uploads }) => uploads.lock(id, '0001', 'append'))).toMatchObject({ state: 'SEALED' });
    expect(await transaction(({ uploads }) => uploads.lock(id, '0002', 'append'))).toBeUndefined();
  });

  test('a chunk is claimed by one, also while that one is still at it, and not after it is checked', async () => {
    const id = await sealed(1);
    await transaction(async ({ chunks }) => {
      expect(await chunks.claim(id, 1)).toMatchObject({ firstLine: 1, records: 1, body: Buffer.from('{}') });
      expect(await transaction((others) => others.chunks.claim(id, 1))).toBeUndefined();
      expect(await transaction((others) => others.chunks.packsOfChecked(id))).toBeUndefined();
      expect(await chunks.facts(id)).toEqual([]);
      await chunks.markChecked(id, 1, { packs: 'national@2019', facts: FACTS, checkedAt: AT });
    });
    expect(await transaction(({ chunks }) => chunks.claim(id, 1))).toBeUndefined();
    expect(await transaction(({ chunks }) => chunks.packsOfChecked(id))).toEqual(['national@2019']);
    expect(await transaction(({ chunks }) => chunks.facts(id))).toEqual([FACTS]);
  });

  test('lines are numbered through all chunks in the order of their numbers, however they came', async () => {
    const { id } = await openUpload();
    await transaction(async ({ chunks }) => {
      for (const [chunkNo, records] of [
        [3, 5],
        [1, 7],
        [2, 1],
      ] as const) {
        await land(chunks, id, { chunkNo, records, bytes: 1 }, Buffer.from([chunkNo]));
      }
      await chunks.numberLines(id);
    });
    expect(await source.query('SELECT chunk_no AS no, first_line AS line FROM chunk ORDER BY chunk_no')).toEqual([
      { no: 1, line: 1 },
      { no: 2, line: 8 },
      { no: 3, line: 9 },
    ]);
    const bodies: number[] = [];
    await transaction(async ({ chunks }) => {
      for await (const body of chunks.bodies(id)) bodies.push(...body);
    });
    expect(bodies).toEqual([1, 2, 3]);
  });

  test('findings of the check come in their order over pages of thousands, those of hub and feeds not among them', async () => {
    const id = await sealed(1);
    const paths = ['/skillScore', '/name', '/证书'];
    const many = Array.from({ length: 12_007 }, (_, index) =>
      finding(1 + (index % 4_000), { path: paths[index % 3] ?? '', code: index % 2 === 0 ? 'CMP-023' : 'AUT-002' }),
    );
    await transaction(({ findings }) =>
      findings.copyIn(id, [
        ...many,
        finding(null, { code: 'TIM-006' }),
        finding(5, { source: 'HUB' }),
        finding(6, { source: 'province-statistics' }),
      ]),
    );
    const read: (readonly [number, string, string])[] = [];
    await transaction(async ({ findings }) => {
      for await (const { line, code, path } of findings.checkFindings(id)) read.push([line ?? 0, code, path]);
    });
    expect(read).toHaveLength(12_008);
    expect(read[0]).toEqual([0, 'TIM-006', '/skillScore']);
    const bytes = (text: string): Buffer => Buffer.from(text, 'utf8');
    const ordered = [...read].sort(
      ([line, code, path], [otherLine, otherCode, otherPath]) =>
        line - otherLine ||
        Buffer.compare(bytes(code), bytes(otherCode)) ||
        Buffer.compare(bytes(path), bytes(otherPath)),
    );
    expect(read).toEqual(ordered);
  });

  test('a batch moves only from the state that it is in', async () => {
    const id = await sealed(1);
    await transaction(async ({ batches }) => {
      expect(await batches.lockIn(id, 'CITY_REVIEW')).toBeUndefined();
      expect(await batches.move(id, 'CITY_REVIEW', 'PROVINCE_REVIEW', AT)).toBe(false);
      expect(await batches.move(id, 'CHECKING', 'CITY_REVIEW', AT)).toBe(true);
      expect(await batches.lockIn(id, 'CITY_REVIEW')).toMatchObject({ id, header: { planNo: 'P1' } });
    });
  });

  test('a snapshot is kept once under its digest and comes back as it was', async () => {
    const snapshot = { asOf: '2026-06-30T09:00:00+08:00', institution: { name: '样例𠮷' } };
    await transaction(async ({ snapshots }) => {
      await snapshots.save(DIGEST, snapshot as never, AT);
      await snapshots.save(DIGEST, snapshot as never, AT);
      expect(await snapshots.load(DIGEST)).toEqual(snapshot);
      await expect(snapshots.load('cd'.repeat(32))).rejects.toThrow();
    });
  });
});
