/** Single records that return, what is told and noted, and the terms that begin and end with the steps of a batch. */
import type { Caller } from '../../src/app/caller';
import { approveBatch, returnBatch } from '../../src/app/review-batch';
import { returnRecords } from '../../src/app/review/return-records';
import {
  batchRow,
  decisionsOf,
  INSTITUTION_CALLER,
  OFFICE_NOW,
  OTHER_CITY,
  RETURN_REASON,
  SECOND_CITY,
  termsOf,
  toldOf,
  useOffice,
} from '../kit/review-office';
import { addHubFinding } from '../kit/held-batch';
import { settlingDesk } from '../kit/settling-desk';
import { CITY, PROVINCE } from '../kit/waiting-batch';

describe('the steps of a review', () => {
  const office = useOffice();
  const { waiting, give } = office;
  const { checked, settled } = settlingDesk(() => office.bench);

  describe('return of single records', () => {
    test('the others go on, and the finding says why', async () => {
      const id = await waiting(5);
      expect(await give(id, [2, 4])).toEqual({
        kind: 'returned',
        batchId: id,
        state: 'CITY_REVIEW',
        counts: { passed: 3, held: 0, returned: 2 },
        repeated: false,
      });
      expect(await batchRow(office.bench, id)).toEqual({ state: 'CITY_REVIEW', passed: 3, held: 0, returned: 2 });
      const findings = await office.bench.source.query(
        `SELECT line, code, severity, source, message_zh AS zh, basis FROM finding WHERE batch_id = $1 ORDER BY line`,
        [id],
      );
      expect(findings).toEqual(
        [2, 4].map((line) => ({
          line,
          code: 'REV-001',
          severity: 'error',
          source: 'REVIEW',
          zh: `市州审核退回该记录:${RETURN_REASON}`,
          // Of Sichuan, whose notice has no clause on the review: never that of another province.
          basis: ['人社职司便函〔2020〕17号'],
        })),
      );
      expect(await approveBatch(office.desk.hub, CITY, { batchId: id })).toMatchObject({ state: 'PROVINCE_REVIEW' });
      expect(await approveBatch(office.desk.hub, PROVINCE, { batchId: id })).toMatchObject({
        state: 'APPROVED',
        returnedLines: 0,
      });
      const issued = await office.bench.source.query(`SELECT line FROM certificate WHERE batch_id = $1 ORDER BY line`, [
        id,
      ]);
      expect(issued).toEqual([{ line: 1 }, { line: 3 }, { line: 5 }]);
    });

    test('noted with its author, told to the institution, which has a term for mending', async () => {
      const id = await waiting(5);
      await give(id, [2]);
      await returnRecords(office.desk.hub, CITY, {
        batchId: id,
        records: [
          { line: 3, reason: '成绩单缺页' },
          { line: 4, reason: '签名不全' },
        ],
      });
      expect(await decisionsOf(office.bench, id)).toEqual([
        { act: 'CITY_RECORDS_RETURNED', reason: RETURN_REASON, by: CITY.clientId },
        {
          act: 'CITY_RECORDS_RETURNED',
          reason: '逐条退回 2 条记录 / 2 records, each for its own reason',
          by: CITY.clientId,
        },
      ]);
      expect(await toldOf(office.bench, id)).toEqual([
        { topic: 'RECORDS_RETURNED', who: 'INSTITUTION 0001' },
        { topic: 'RECORDS_RETURNED', who: 'INSTITUTION 0001' },
      ]);
      expect(await termsOf(office.bench, id)).toEqual([{ term: 'BATCH_MENDING', state: 'OPEN', due: '2026-10-19' }]);
    });

    test('the same again is the same answer; another reason for a returned line is not', async () => {
      const id = await waiting(3);
      await give(id, [1]);
      expect(await give(id, [1])).toMatchObject({ repeated: true, counts: { passed: 2, returned: 1 } });
      expect(await give(id, [1], CITY, '另一理由')).toMatchObject({
        code: 'RECORDS_NOT_RETURNABLE',
        places: [{ record: 1 }],
      });
      expect(await give(id, [1], SECOND_CITY)).toMatchObject({ code: 'RECORDS_NOT_RETURNABLE' });
      await approveBatch(office.desk.hub, CITY, { batchId: id });
      expect(await give(id, [1])).toMatchObject({ repeated: true, state: 'PROVINCE_REVIEW' });
      expect(await give(id, [2])).toMatchObject({ code: 'STATE_CONFLICT', places: [{ field: 'state' }] });
    });

    test('places are named, values are not', async () => {
      const id = await waiting(3);
      await office.bench.source.query(`UPDATE record SET verdict = 'RETURNED' WHERE batch_id = $1 AND line = 3`, [id]);
      expect(await give(id, [2, 3, 9])).toMatchObject({
        code: 'RECORDS_NOT_RETURNABLE',
        places: [{ record: 3 }, { record: 9 }],
      });
      const number = '联系 13800138000';
      const unfit = await give(id, [1], CITY, number);
      expect(unfit).toMatchObject({
        code: 'RECORDS_RETURN_INVALID',
        places: [{ record: 1, field: 'records/0/reason' }],
      });
      expect(JSON.stringify(unfit)).not.toContain('13800138000');
      expect(await give(id, [1], CITY, '  ')).toMatchObject({ code: 'RECORDS_RETURN_INVALID' });
      expect(await give(id, [0])).toMatchObject({ places: [{ field: 'records/0/line' }] });
      expect(await give(id, [1, 1])).toMatchObject({ places: [{ field: 'records/1/line' }] });
      expect(await give(id, [])).toMatchObject({ code: 'RECORDS_RETURN_INVALID' });
      expect(await batchRow(office.bench, id)).toMatchObject({ passed: 3 });
    });

    test('held records can be returned too, and a declaration brings none of them back', async () => {
      const id = await waiting(3);
      await office.bench.source.query(`UPDATE record SET verdict = 'HELD' WHERE batch_id = $1 AND line = 3`, [id]);
      expect(await give(id, [3])).toMatchObject({ counts: { passed: 2, held: 0, returned: 1 } });
      await office.bench.transaction(({ records }) => records.redecide(id, [0]));
      await office.bench.transaction(({ records }) => records.redecide(id, [3]));
      const [row] = await office.bench.source.query(`SELECT verdict FROM record WHERE batch_id = $1 AND line = 3`, [
        id,
      ]);
      expect(row).toEqual({ verdict: 'RETURNED' });
    });

    test('when nothing passes any more the batch is returned', async () => {
      const id = await waiting(2);
      expect(await give(id, [1, 2])).toMatchObject({ state: 'RETURNED', counts: { passed: 0, returned: 2 } });
      expect(await give(id, [1, 2])).toMatchObject({ state: 'RETURNED', repeated: true });
      const [review] = await office.bench.source.query(
        `SELECT step, decision, reason FROM review WHERE batch_id = $1`,
        [id],
      );
      expect(review).toEqual({ step: 'CITY', decision: 'RETURNED', reason: RETURN_REASON });
      // Sichuan is told by no clause of another province.
      const noted = await office.bench.source.query(`SELECT DISTINCT basis FROM decision WHERE subject_id = $1`, [id]);
      expect(noted).toEqual([{ basis: ['人社职司便函〔2020〕17号'] }]);
      expect(await toldOf(office.bench, id)).toEqual([{ topic: 'BATCH_RETURNED', who: 'INSTITUTION 0001' }]);
    });

    test('four eyes: whoever returned records at the city does not decide at the province', async () => {
      const id = await waiting(3);
      const both: Caller = { ...PROVINCE, clientId: CITY.clientId };
      await give(id, [1]);
      await approveBatch(office.desk.hub, SECOND_CITY, { batchId: id });
      expect(await approveBatch(office.desk.hub, both, { batchId: id })).toMatchObject({ code: 'FOUR_EYES' });
      expect(await give(id, [2], both)).toMatchObject({ code: 'FOUR_EYES' });
      expect(await give(id, [2], { ...PROVINCE, clientId: 'institution' })).toMatchObject({ code: 'FOUR_EYES' });
      expect(await give(id, [2], PROVINCE)).toMatchObject({ counts: { passed: 1, returned: 2 } });
      expect(await approveBatch(office.desk.hub, PROVINCE, { batchId: id })).toMatchObject({ state: 'APPROVED' });
    });

    test('outside the territory and outside the step there is no such batch', async () => {
      const id = await waiting(3);
      expect(await give(id, [1], OTHER_CITY)).toMatchObject({ code: 'BATCH_NOT_FOUND' });
      expect(await give('no-id', [1])).toMatchObject({ code: 'BATCH_NOT_FOUND' });
      expect(await give(id, [1], PROVINCE)).toMatchObject({ code: 'STATE_CONFLICT' });
      expect(await give(id, [1], INSTITUTION_CALLER)).toMatchObject({ code: 'FORBIDDEN' });
    });

    test('beside an approval one of the two is first, and what was returned never becomes a certificate', async () => {
      for (let round = 0; round < 4; round += 1) {
        const id = await waiting(20, { state: 'PROVINCE_REVIEW' });
        const [returned, approved] = await Promise.all([
          give(id, [1, 2], PROVINCE),
          approveBatch(office.desk.hub, { ...PROVINCE, clientId: 'second' }, { batchId: id }),
        ]);
        expect(approved).toMatchObject({ kind: 'reviewed', state: 'APPROVED' });
        const [issued] = await office.bench.source.query(
          `SELECT count(*)::int AS certificates, count(*) FILTER (WHERE line IN (1, 2))::int AS early FROM certificate WHERE batch_id = $1`,
          [id],
        );
        if (returned.kind === 'returned') expect(issued).toEqual({ certificates: 18, early: 0 });
        else expect([returned.code, issued]).toEqual(['STATE_CONFLICT', { certificates: 20, early: 2 }]);
      }
    });
  });

  describe('terms and what is told', () => {
    test('from the check to the approval', async () => {
      const id = await checked({ records: 2, firstSerial: 900_001 });
      const { activePacks } = office.desk.hub;
      await settled(id, { now: () => OFFICE_NOW, activePacks });
      expect(await termsOf(office.bench, id)).toEqual([{ term: 'BATCH_CITY', state: 'OPEN', due: '2026-10-19' }]);
      office.setNow(new Date('2026-10-13T02:00:00Z'));
      await approveBatch(office.desk.hub, CITY, { batchId: id });
      office.setNow(new Date('2026-10-14T02:00:00Z'));
      await approveBatch(office.desk.hub, PROVINCE, { batchId: id });
      expect(await termsOf(office.bench, id)).toEqual([
        { term: 'BATCH_CITY', state: 'MET', due: '2026-10-19' },
        { term: 'BATCH_PROVINCE', state: 'MET', due: '2026-10-20' },
      ]);
      expect(await toldOf(office.bench, id)).toEqual([
        { topic: 'BATCH_ARRIVED', who: 'CITY 510100' },
        { topic: 'BATCH_ARRIVED', who: 'PROVINCE 510000' },
        { topic: 'BATCH_CITY_APPROVED', who: 'INSTITUTION 0001' },
        { topic: 'BATCH_APPROVED', who: 'INSTITUTION 0001' },
      ]);
      expect((await decisionsOf(office.bench, id)).map(({ act, by }) => [act, by])).toEqual([
        ['CITY_APPROVED', CITY.clientId],
        ['PROVINCE_APPROVED', PROVINCE.clientId],
      ]);
    });

    test('a return ends the term of the office and opens that of the institution', async () => {
      const id = await checked({ records: 2, firstSerial: 900_011 });
      await settled(id, { now: () => OFFICE_NOW, activePacks: office.desk.hub.activePacks });
      await returnBatch(office.desk.hub, CITY, { batchId: id, reason: '公示材料不全' });
      expect(await termsOf(office.bench, id)).toEqual([
        { term: 'BATCH_CITY', state: 'MET', due: '2026-10-19' },
        { term: 'BATCH_MENDING', state: 'OPEN', due: '2026-10-19' },
      ]);
      expect(await decisionsOf(office.bench, id)).toEqual([
        { act: 'CITY_RETURNED', reason: '公示材料不全', by: CITY.clientId },
      ]);
    });

    test('what the check returns in part comes back to the institution, and the rest to the city', async () => {
      const id = await checked({ records: 3, firstSerial: 900_021 });
      await addHubFinding(office.bench, id, { line: 2, code: 'AUT-012', severity: 'error' });
      await office.bench.source.query(`UPDATE record SET verdict = 'RETURNED' WHERE batch_id = $1 AND line = 2`, [id]);
      await settled(id, { now: () => OFFICE_NOW, activePacks: office.desk.hub.activePacks });
      expect((await termsOf(office.bench, id)).map(({ term }) => term).sort()).toEqual(['BATCH_CITY', 'BATCH_MENDING']);
      expect((await toldOf(office.bench, id)).map(({ topic }) => topic).sort()).toEqual([
        'BATCH_ARRIVED',
        'RECORDS_RETURNED',
      ]);
    });
  });
});
