/** The province's approval: what becomes a certificate, what comes back, and what the same decision hears again. */
import { approveBatch, returnBatch } from '../../src/app/review-batch';
import { forwardingBench, certificateNoOf, INSTITUTION, type ForwardingBench } from '../kit/approved-batch';
import {
  CITY,
  decisionHub,
  PROVINCE,
  SECOND_PROVINCE,
  waitingBatch,
  type DecisionHub,
  type WaitingBatch,
} from '../kit/waiting-batch';

describe('approval', () => {
  let bench: ForwardingBench;
  let desk: DecisionHub;
  beforeEach(async () => {
    bench = await forwardingBench();
    desk = decisionHub(bench);
  });
  afterEach(() => bench.close());

  const waiting = (content: WaitingBatch): Promise<string> => waitingBatch(bench, content);
  const approve = (batchId: string, caller = PROVINCE): Promise<object> => approveBatch(desk.hub, caller, { batchId });
  const approved = (batchId: string, returnedLines = 0): object => ({
    kind: 'reviewed',
    batchId,
    state: 'APPROVED',
    returnedLines,
  });
  const stateOf = async (batchId: string): Promise<unknown> => {
    const [row] = await bench.source.query(
      `SELECT passed, held, returned,
              (SELECT count(*)::int FROM certificate WHERE batch_id = $1) AS certificates,
              (SELECT count(*)::int FROM certificate_version WHERE batch_id = $1) AS versions,
              (SELECT count(*)::int FROM certificate JOIN certificate_version AS version USING (certificate_no, batch_id, line)
                WHERE batch_id = $1) AS pairs,
              (SELECT count(*)::int FROM delivery_item JOIN delivery ON delivery.id = delivery_id WHERE batch_id = $1) AS items
         FROM batch WHERE id = $1`,
      [batchId],
    );
    return row;
  };
  const made = (passed: number, rest: { held?: number; returned?: number } = {}): object => ({
    passed,
    held: 0,
    returned: 0,
    ...rest,
    certificates: passed,
    versions: passed,
    pairs: passed,
    items: passed,
  });
  const findings = (batchId: string): Promise<unknown[]> =>
    bench.source.query(
      `SELECT line, code, severity, source, declared_reason AS reason FROM finding WHERE batch_id = $1 ORDER BY line, id`,
      [batchId],
    );

  test('a number that another batch took meanwhile leaves neither certificate nor version', async () => {
    const first = await waiting({ records: 3, firstSerial: 1 });
    const second = await waiting({ records: 5, firstSerial: 3, firstHolding: 1_000 });
    expect(await approve(first)).toEqual(approved(first));
    expect(await approve(second)).toEqual(approved(second, 1));
    expect(await stateOf(first)).toEqual(made(3));
    expect(await stateOf(second)).toEqual(made(4, { returned: 1 }));
    expect(await findings(second)).toEqual([
      { line: 1, code: 'AUT-010', severity: 'error', source: 'HUB', reason: null },
    ]);
    const [kept] = await bench.source.query(`SELECT batch_id AS id FROM certificate WHERE certificate_no = $1`, [
      certificateNoOf(3),
    ]);
    expect(kept).toEqual({ id: first });
  });

  test('a taken number is an error, however a pack weighs the rule', async () => {
    desk = decisionHub(bench, () => undefined);
    await approve(await waiting({ records: 1, firstSerial: 1 }));
    const second = await waiting({ records: 1, firstSerial: 1 });
    expect(await approve(second)).toEqual(approved(second, 1));
    expect(await stateOf(second)).toEqual(made(0, { returned: 1 }));
  });

  test('of a number that stands twice in the batch, passed by a pack that does not mind, the first line has it', async () => {
    const id = await waiting({ records: 4, firstSerial: 1 });
    await bench.source.query(`UPDATE record SET certificate_no = $2 WHERE batch_id = $1 AND line IN (2, 4)`, [
      id,
      certificateNoOf(9),
    ]);
    expect(await approve(id)).toEqual(approved(id, 1));
    expect(await stateOf(id)).toEqual(made(3, { returned: 1 }));
    expect(await findings(id)).toMatchObject([{ line: 4, code: 'AUT-010' }]);
  });

  test('a holding that another batch gave meanwhile holds the record', async () => {
    const first = await waiting({ records: 3, firstSerial: 1 });
    const second = await waiting({ records: 4, firstSerial: 101, firstHolding: 2 });
    await approve(first);
    expect(await approve(second)).toEqual(approved(second, 2));
    expect(await stateOf(second)).toEqual(made(2, { held: 2 }));
    expect(await findings(second)).toEqual(
      [1, 2].map((line) => ({ line, code: 'AUT-009', severity: 'confirm', source: 'HUB', reason: null })),
    );
  });

  test('a holding that was declared, at the check or by now, passes', async () => {
    await approve(await waiting({ records: 3, firstSerial: 1 }));
    const declared = await waiting({
      records: 2,
      firstSerial: 101,
      firstHolding: 1,
      declarations: [{ line: 2, rule: 'AUT-009', reason: '遗失补证' }],
    });
    await bench.source.query(
      `INSERT INTO finding (batch_id, line, code, severity, dimension, path, message_zh, message_en, basis, source, declared_reason)
       VALUES ($1, 1, 'AUT-009', 'confirm', 'authenticity', '/idNumber', '样例', 'sample', '{}', 'HUB', '更换证书')`,
      [declared],
    );
    expect(await approve(declared)).toEqual(approved(declared));
    expect(await stateOf(declared)).toEqual(made(2));
    expect(await findings(declared)).toMatchObject([
      { line: 1, reason: '更换证书' },
      { line: 2, reason: '遗失补证' },
    ]);
  });

  test('the packs of the batch say how much a holding weighs', async () => {
    await approve(await waiting({ records: 2, firstSerial: 1 }));
    const again = { records: 2, firstHolding: 1 };
    desk = decisionHub(bench, () => 'error');
    const returned = await waiting({ ...again, firstSerial: 101 });
    expect(await approve(returned)).toEqual(approved(returned, 2));
    expect(await stateOf(returned)).toEqual(made(0, { returned: 2 }));
    desk = decisionHub(bench, () => 'signal');
    const signalled = await waiting({ ...again, firstSerial: 201 });
    expect(await approve(signalled)).toEqual(approved(signalled));
    expect(await stateOf(signalled)).toEqual(made(2));
    expect(await findings(signalled)).toHaveLength(2);
  });

  test('of two batches with the same holdings, approved at the same moment, one makes the certificates', async () => {
    const batches = await Promise.all(
      [1, 1_001, 2_001].map((firstSerial) => waiting({ records: 50, firstSerial, firstHolding: 1 })),
    );
    const outcomes = await Promise.all(batches.map((batchId) => approve(batchId)));
    expect(outcomes.map((outcome) => Reflect.get(outcome, 'returnedLines')).sort()).toEqual([0, 50, 50]);
    const [counted] = await bench.source.query(
      `SELECT count(*)::int AS certificates, count(DISTINCT holding_key)::int AS holdings FROM certificate`,
    );
    expect(counted).toEqual({ certificates: 50, holdings: 50 });
  });

  describe('the same decision again', () => {
    const remindersOf = (): readonly string[] => [...desk.reminded];

    test('hears the stored outcome, changes nothing and reminds of nothing', async () => {
      await approve(await waiting({ records: 1, firstSerial: 1 }));
      const id = await waiting({ records: 3, firstSerial: 1, firstHolding: 100, state: 'CITY_REVIEW' });
      const byCity = { kind: 'reviewed', batchId: id, state: 'PROVINCE_REVIEW', returnedLines: 0 };
      expect(await approve(id, CITY)).toEqual(byCity);
      expect(await approve(id, CITY)).toEqual(byCity);
      expect(await approve(id)).toEqual(approved(id, 1));
      const after = [await stateOf(id), remindersOf()];
      expect(await approve(id)).toEqual(approved(id, 1));
      expect(await approve(id, CITY)).toEqual(byCity);
      expect([await stateOf(id), remindersOf()]).toEqual(after);
    });

    test('of one caller, four times at once, is one decision', async () => {
      const id = await waiting({ records: 20, firstSerial: 1 });
      const outcomes = await Promise.all([1, 2, 3, 4].map(() => approve(id)));
      expect(outcomes).toEqual(Array(4).fill(approved(id)));
      expect(await stateOf(id)).toEqual(made(20));
      expect(remindersOf()).toEqual(['deliver 1', 'tally 1']);
    });

    test('a return keeps its first reason', async () => {
      const id = await waiting({ records: 1, firstSerial: 1 });
      const give = (reason: string): Promise<object> => returnBatch(desk.hub, PROVINCE, { batchId: id, reason });
      const returned = { kind: 'reviewed', batchId: id, state: 'RETURNED', returnedLines: 0 };
      expect(await give('材料不全')).toEqual(returned);
      expect(await give('其他理由')).toEqual(returned);
      expect(await bench.source.query(`SELECT reason FROM review`)).toEqual([{ reason: '材料不全' }]);
    });

    test('another decision, another caller or another step is no repeat', async () => {
      const id = await waiting({ records: 1, firstSerial: 1 });
      await approve(id);
      const conflict = { kind: 'refused', code: 'STATE_CONFLICT' };
      expect(await approve(id, SECOND_PROVINCE)).toMatchObject(conflict);
      expect(await approve(id, CITY)).toMatchObject(conflict);
      expect(await returnBatch(desk.hub, PROVINCE, { batchId: id, reason: '材料不全' })).toMatchObject(conflict);
    });
  });

  test('the institution of the batch stands in its certificates', async () => {
    await approve(await waiting({ records: 1, firstSerial: 1 }));
    const [certificate] = await bench.source.query(
      `SELECT institution_code AS code, institution_kind AS kind, region_code AS region, level, birth_date AS born FROM certificate`,
    );
    expect(certificate).toEqual({
      code: INSTITUTION,
      kind: 'SOCIAL_ORG',
      region: '510100',
      level: 'LEVEL_3',
      born: '1990-05-01',
    });
  });
});
