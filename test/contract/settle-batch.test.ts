/** What ends a check: rules across records, declarations, verdicts. */
import { settleBatch } from '../../src/app/settle-batch';
import { LINES_PER_SLICE } from '../../src/app/note-findings';
import { approveBatch as decideBatch } from '../../src/app/review-batch';
import { recordDigest } from '../../src/domain/rules/declarations';
import { certificateNoOf, forwardingBench, type ForwardingBench } from '../kit/approved-batch';
import { decisionHub, PROVINCE, waitingBatch, type WaitingBatch } from '../kit/waiting-batch';

/** Where the planner is misled the same work takes minutes. */
const PLAN_LIMIT_MS = 30_000;

describe('settling', () => {
  let bench: ForwardingBench;
  beforeEach(async () => {
    bench = await forwardingBench();
  });
  afterEach(() => bench.close());

  const checked = async (content: WaitingBatch): Promise<string> => {
    const id = await waitingBatch(bench, { ...content, state: 'CHECKING' });
    await bench.source.query(
      `INSERT INTO chunk (upload_id, chunk_no, first_line, records, bytes, digest, body, received_at, checked_at, packs)
       VALUES ($1, 1, 1, $2, 1, '\\x00', '\\x00', now(), now(), 'p')`,
      [id, content.records],
    );
    return id;
  };
  const settle = (batchId: string): Promise<object> => settleBatch(decisionHub(bench).hub, { batchId });
  const settled = async (batchId: string): Promise<object> => {
    expect(await settle(batchId)).toEqual({ kind: 'settled' });
    const [row] = await bench.source.query(`SELECT state, passed, held, returned FROM batch WHERE id = $1`, [batchId]);
    return row;
  };
  const findings = (batchId: string): Promise<Record<string, unknown>[]> =>
    bench.source.query(
      `SELECT line, code, source, message_en AS message, declared_reason AS reason FROM finding WHERE batch_id = $1 ORDER BY line, code`,
      [batchId],
    );
  /** Lines 2, 4, 6 … repeat the holding of the line before. */
  const repeatHoldings = (batchId: string): Promise<unknown> =>
    bench.source.query(
      `UPDATE record SET holding_key = decode(md5('pair' || (line - 1) / 2), 'hex') WHERE batch_id = $1`,
      [batchId],
    );

  test('somebody who is at it already is not waited for', async () => {
    const id = await checked({ records: 1, firstSerial: 1 });
    await bench.transaction(async ({ batches }) => {
      await batches.lockIn(id, 'CHECKING');
      expect(await settle(id)).toEqual({ kind: 'nothing-to-do' });
    });
    expect(await settled(id)).toEqual({ state: 'CITY_REVIEW', passed: 1, held: 0, returned: 0 });
    expect(await settle(id)).toEqual({ kind: 'nothing-to-do' });
  });

  test('every line of a group that is longer than a slice is told of the first line', async () => {
    const records = LINES_PER_SLICE + 7;
    const id = await checked({ records, firstSerial: 1 });
    await bench.source.query(
      `UPDATE record SET certificate_no = $2, holding_key = NULL WHERE batch_id = $1 AND line > 3`,
      [id, certificateNoOf(999_999)],
    );
    expect(await settled(id)).toMatchObject({ passed: 4, returned: records - 4 });
    const found = await findings(id);
    expect(found.map(({ line }) => line)).toEqual(Array.from({ length: records - 4 }, (_, index) => index + 5));
    expect(new Set(found.map(({ code, source }) => `${String(code)} ${String(source)}`))).toEqual(
      new Set(['AUT-010 HUB']),
    );
    expect(new Set(found.map(({ message }) => message))).toEqual(
      new Set(['The certificate number repeats that of line 4.']),
    );
  });

  test('a line whose number is taken and repeated has one finding', async () => {
    const issued = await waitingBatch(bench, { records: 2, firstSerial: 1 });
    await decideBatch(decisionHub(bench).hub, PROVINCE, { batchId: issued });
    const id = await checked({ records: 3, firstSerial: 2, firstHolding: 100 });
    await bench.source.query(`UPDATE record SET certificate_no = $2 WHERE batch_id = $1`, [id, certificateNoOf(2)]);
    await settled(id);
    expect((await findings(id)).map(({ line, code }) => `${String(line)} ${String(code)}`)).toEqual([
      '1 AUT-010',
      '2 AUT-010',
      '3 AUT-010',
    ]);
  });

  test('a holding is declared by its line or by the digest of its record; other rules and lines stay open', async () => {
    const issued = await waitingBatch(bench, { records: 4, firstSerial: 1 });
    await decideBatch(decisionHub(bench).hub, PROVINCE, { batchId: issued });
    const [{ data }] = await bench.source.query(`SELECT data FROM record LIMIT 1`);
    const changed = { ...JSON.parse(data), remark: '甲' };
    const id = await checked({
      records: 4,
      firstSerial: 101,
      firstHolding: 1,
      declarations: [
        { line: 1, rule: 'AUT-009', reason: '遗失补证' },
        { line: 1, rule: 'AUT-009', reason: '后说的不算' },
        { recordDigest: recordDigest(changed), rule: 'AUT-009', reason: '更换证书' },
        { line: 3, rule: 'AUT-007', reason: '另一条规则' },
        { line: 4, rule: 'AUT-009', reason: '  ' },
      ],
    });
    await bench.source.query(`UPDATE record SET data = $2 WHERE batch_id = $1 AND line = 2`, [
      id,
      JSON.stringify(changed),
    ]);
    expect(await settled(id)).toEqual({ state: 'CITY_REVIEW', passed: 2, held: 2, returned: 0 });
    expect((await findings(id)).map(({ reason }) => reason)).toEqual(['遗失补证', '更换证书', null, null]);
  });

  describe('of a batch that the statistics do not know', () => {
    const RECORDS = 20_000;

    /** The planner then promises one row of every later batch. */
    const misleadPlanner = async (): Promise<void> => {
      for (const table of ['record', 'finding', 'certificate', 'certificate_version', 'delivery_item'])
        await bench.source.query(`ALTER TABLE ${table} SET (autovacuum_enabled = false)`);
      for (const records of [200, 2_000]) {
        const firstSerial = records * 10;
        const settledBefore = await checked({ records, firstSerial, firstHolding: firstSerial });
        await repeatHoldings(settledBefore);
        await settled(settledBefore);
        const approvedBefore = await waitingBatch(bench, { records, firstSerial: firstSerial + records });
        await decideBatch(decisionHub(bench).hub, PROVINCE, { batchId: approvedBefore });
      }
      await bench.source.query('ANALYZE');
    };

    test(
      'verdicts are decided in the time that the records need',
      async () => {
        await misleadPlanner();
        const id = await checked({ records: RECORDS, firstSerial: 100_000 });
        await repeatHoldings(id);
        expect(await settled(id)).toMatchObject({ passed: RECORDS / 2 });
        expect(await findings(id)).toHaveLength(RECORDS / 2);
      },
      PLAN_LIMIT_MS,
    );

    test(
      'certificates, versions and deliveries are made in the time that the records need',
      async () => {
        await misleadPlanner();
        const batchId = await waitingBatch(bench, { records: RECORDS, firstSerial: 100_000 });
        expect(await decideBatch(decisionHub(bench).hub, PROVINCE, { batchId })).toMatchObject({ state: 'APPROVED' });
        const [made] = await bench.source.query(
          `SELECT (SELECT count(*)::int FROM certificate WHERE batch_id = $1) AS certificates,
                  (SELECT count(*)::int FROM certificate_version WHERE batch_id = $1) AS versions,
                  (SELECT count(*)::int FROM delivery WHERE batch_id = $1) AS parcels,
                  (SELECT count(*)::int FROM delivery_item) AS items`,
          [batchId],
        );
        expect(made).toEqual({
          certificates: RECORDS,
          versions: RECORDS,
          parcels: RECORDS / 2_000,
          items: RECORDS + 2_200,
        });
      },
      PLAN_LIMIT_MS,
    );
  });
});
