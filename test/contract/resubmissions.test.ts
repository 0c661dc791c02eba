/** Resubmissions and the deadlines: which day judges them, and which declared reasons answer for them. */
import { forwardingBench, type ForwardingBench } from '../kit/approved-batch';
import { lateHub, settlingDesk } from '../kit/settling-desk';
import type { WaitingBatch } from '../kit/waiting-batch';

describe('a resubmission and the deadline of the first upload', () => {
  const REASON = '系统升级';
  let bench: ForwardingBench;
  beforeEach(async () => {
    bench = await forwardingBench();
  });
  afterEach(() => bench.close());

  const { checked, settled, findings } = settlingDesk(() => bench);
  /** Returned, and mended a day later: its own delay is nobody's concern here. */
  const firstSealed = async (sealedAt: string): Promise<string> => {
    const first = await checked({ records: 1, firstSerial: 1 });
    await bench.source.query(
      `UPDATE batch SET state = 'RETURNED', sealed_at = $2, checked_at = '2026-06-29T01:00:00Z' WHERE id = $1`,
      [first, sealedAt],
    );
    return first;
  };
  const mending = async (first: string, change: Partial<WaitingBatch> = {}): Promise<string> => {
    const id = await checked({ records: 1, firstSerial: 1, ...change });
    await bench.source.query(`UPDATE batch SET resubmission_of = $2 WHERE id = $1`, [id, first]);
    return id;
  };
  const codes = async (batchId: string): Promise<unknown[]> =>
    (await findings(batchId)).map(({ code, source }) => `${String(code)} ${String(source)}`);

  test('it is late when the first batch of the chain was late, outside the verdict digest', async () => {
    const [inTime, tooLate] = [
      await mending(await firstSealed('2026-06-09T01:00:00Z')),
      await mending(await firstSealed('2026-06-10T01:00:00Z'), { firstSerial: 2 }),
    ];
    expect(await settled(inTime, lateHub())).toMatchObject({ passed: 1 });
    expect(await settled(tooLate, lateHub())).toMatchObject({ held: 1 });
    expect([await codes(inTime), await codes(tooLate)]).toEqual([[], ['TIM-003 HUB']]);
    const digests = await bench.source.query(`SELECT DISTINCT verdict_digest FROM batch WHERE id = ANY($1)`, [
      [inTime, tooLate],
    ]);
    expect(digests).toHaveLength(1);
  });

  test('naming a batch of which nothing came back, or one of another plan, does not dodge it', async () => {
    const whole = await firstSealed('2026-06-08T01:00:00Z');
    await bench.source.query(`UPDATE batch SET state = 'CITY_REVIEW' WHERE id = $1`, [whole]);
    const ofOtherPlan = await firstSealed('2026-06-08T01:00:00Z');
    await bench.source.query(`UPDATE batch SET plan_no = 'P2' WHERE id = $1`, [ofOtherPlan]);
    for (const first of [whole, ofOtherPlan]) {
      const id = await mending(first);
      expect(await settled(id, lateHub())).toMatchObject({ held: 1 });
      expect(await codes(id)).toEqual(['TIM-003 HUB']);
    }
  });

  test('a reason given for the first batch holds for what mends it, and not for what only names it', async () => {
    const first = await checked({
      records: 1,
      firstSerial: 1,
      declarations: [{ rule: 'TIM-003', reason: REASON }],
    });
    expect(await settled(first, lateHub())).toMatchObject({ passed: 1 });
    const named = await mending(first);
    expect(await settled(named, lateHub())).toMatchObject({ held: 1 });
    await bench.source.query(
      `UPDATE batch SET state = 'RETURNED', sealed_at = '2026-06-26T01:00:00Z', decided_at = '2026-06-29T01:00:00Z' WHERE id = $1`,
      [first],
    );
    const mended = await mending(first);
    expect(await settled(mended, lateHub())).toMatchObject({ passed: 1 });
    expect(await findings(mended)).toMatchObject([{ code: 'TIM-003', source: 'HUB', reason: REASON }]);
  });

  test('what a reviewer returned is late by the day of that return, not by the day of the check', async () => {
    const first = await firstSealed('2026-06-09T01:00:00Z');
    await bench.source.query(
      `UPDATE batch SET state = 'CITY_REVIEW', returned = 1, checked_at = '2026-06-01T01:00:00Z' WHERE id = $1`,
      [first],
    );
    await bench.source.query(
      `INSERT INTO returned_record (batch_id, line, step, reason, returned_by, returned_at)
       VALUES ($1, 1, 'CITY', '照片不符', 'city', '2026-06-29T02:00:00Z')`,
      [first],
    );
    const inTime = await mending(first);
    await settled(inTime, lateHub());
    expect(await codes(inTime)).toEqual([]);
    await bench.source.query(`UPDATE returned_record SET returned_at = '2026-06-02T02:00:00Z'`);
    const late = await mending(first, { firstSerial: 2 });
    await settled(late, lateHub());
    expect(await codes(late)).toEqual(['TIM-005 HUB']);
  });

  test('a reason given for the delay of one resubmission says nothing of the next one in the chain', async () => {
    const first = await firstSealed('2026-06-08T01:00:00Z');
    const slow = `UPDATE batch SET state = 'RETURNED', checked_at = '2026-06-15T01:00:00Z', decided_at = NULL WHERE id = $1`;
    await bench.source.query(slow, [first]);
    const second = await mending(first, { declarations: [{ rule: 'TIM-005', reason: REASON }] });
    expect(await settled(second, lateHub())).toMatchObject({ passed: 1 });
    await bench.source.query(slow, [second]);
    const third = await mending(second);
    expect(await settled(third, lateHub())).toMatchObject({ held: 1 });
    expect(await findings(third)).toMatchObject([{ code: 'TIM-005', reason: null }]);
  });
});
