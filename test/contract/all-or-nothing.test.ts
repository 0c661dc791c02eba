/** Batches that are to be taken whole or not at all. */
import { approveBatch } from '../../src/app/review-batch';
import { addHubFinding } from '../kit/held-batch';
import { batchRow, decisionsOf, useOffice } from '../kit/review-office';
import { settlingDesk } from '../kit/settling-desk';
import { PROVINCE } from '../kit/waiting-batch';

describe('a batch with acceptance', () => {
  const office = useOffice();
  const { waiting, give } = office;
  const { checked, settled } = settlingDesk(() => office.bench);

  describe('all or nothing', () => {
    const whole = { acceptance: 'ALL_OR_NOTHING' } as const;
    const issued = async (id: string): Promise<number> => {
      const [row] = await office.bench.source.query(
        `SELECT (SELECT count(*)::int FROM certificate WHERE batch_id = $1) + (SELECT count(*)::int FROM delivery WHERE batch_id = $1) AS made`,
        [id],
      );
      return row.made;
    };

    test('one record that is returned or held at the settling returns the batch', async () => {
      let firstSerial = 800_000;
      for (const [verdict, severity] of [
        ['RETURNED', 'error'],
        ['HELD', 'confirm'],
      ] as const) {
        const id = await checked({ records: 3, firstSerial, ...whole });
        firstSerial += 3;
        await addHubFinding(office.bench, id, { line: 2, code: 'AUT-012', severity });
        await office.bench.source.query(`UPDATE record SET verdict = $2 WHERE batch_id = $1 AND line = 2`, [
          id,
          verdict,
        ]);
        expect(await settled(id)).toMatchObject({ state: 'RETURNED', passed: 2 });
      }
      const clean = await checked({ records: 3, firstSerial, ...whole });
      expect(await settled(clean)).toMatchObject({ state: 'CITY_REVIEW', passed: 3 });
    });

    test('one record that a reviewer returns returns the batch', async () => {
      const id = await waiting(3, whole);
      expect(await give(id, [2])).toMatchObject({ state: 'RETURNED', counts: { passed: 2, returned: 1 } });
    });

    test('one number that was taken meanwhile returns the batch at its promotion, and nothing is issued', async () => {
      const first = await waiting(1, { state: 'PROVINCE_REVIEW', firstSerial: 500_000 });
      await approveBatch(office.desk.hub, PROVINCE, { batchId: first });
      const id = await waiting(3, { state: 'PROVINCE_REVIEW', firstSerial: 499_999, firstHolding: 700_000, ...whole });
      const answer = { kind: 'reviewed', batchId: id, state: 'RETURNED', returnedLines: 1 };
      expect(await approveBatch(office.desk.hub, PROVINCE, { batchId: id })).toEqual(answer);
      expect(await approveBatch(office.desk.hub, PROVINCE, { batchId: id })).toEqual(answer);
      expect(await issued(id)).toBe(0);
      expect(await batchRow(office.bench, id)).toEqual({ state: 'RETURNED', passed: 2, held: 0, returned: 1 });
      const findings = await office.bench.source.query(`SELECT line, code FROM finding WHERE batch_id = $1`, [id]);
      expect(findings).toEqual([{ line: 2, code: 'AUT-010' }]);
      expect(await decisionsOf(office.bench, id)).toMatchObject([{ act: 'PROVINCE_RETURNED' }]);
    });

    test('a number that stands twice in it, and a holding given meanwhile, do the same', async () => {
      const twice = await waiting(3, { state: 'PROVINCE_REVIEW', ...whole });
      await office.bench.source.query(
        `UPDATE record SET certificate_no = (SELECT certificate_no FROM record r WHERE r.batch_id = $1 AND line = 1) WHERE batch_id = $1 AND line = 3`,
        [twice],
      );
      expect(await approveBatch(office.desk.hub, PROVINCE, { batchId: twice })).toMatchObject({
        state: 'RETURNED',
        returnedLines: 1,
      });
      const first = await waiting(1, { state: 'PROVINCE_REVIEW', firstHolding: 600_000 });
      await approveBatch(office.desk.hub, PROVINCE, { batchId: first });
      const held = await waiting(2, { state: 'PROVINCE_REVIEW', firstHolding: 600_000, ...whole });
      expect(await approveBatch(office.desk.hub, PROVINCE, { batchId: held })).toMatchObject({
        state: 'RETURNED',
        returnedLines: 1,
      });
      expect(await issued(held)).toBe(0);
      expect(await batchRow(office.bench, held)).toEqual({ state: 'RETURNED', passed: 1, held: 1, returned: 0 });
    });

    test('whole, it is issued whole', async () => {
      const id = await waiting(3, { state: 'PROVINCE_REVIEW', ...whole });
      expect(await approveBatch(office.desk.hub, PROVINCE, { batchId: id })).toMatchObject({
        state: 'APPROVED',
        returnedLines: 0,
      });
      expect(await issued(id)).toBe(4);
    });
  });
});
