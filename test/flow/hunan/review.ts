/** All or nothing, a resubmission of what changed, bulk approval, and what a plan led to. */
import { accepted } from '../../kit/life/answers';
import {
  approveBatch,
  approveBatches,
  batchOf,
  checkedBatch,
  findingNames,
  findingsOf,
  recheckOf,
  resubmitChanges,
  returnRecords,
  reviewSummary,
  untilBatchAnswered,
  untilBatchChecked,
} from '../../kit/life/batches';
import { fullCheckDigest } from '../../kit/life/dry-runs';
import { headerOf, recordsOfSitting } from '../../kit/life/hunan';
import { outcomeOf } from '../../kit/life/plans';
import type { Chapter } from '../../kit/life/chapters';
import { NOTICE, MIDDLE, JUNIOR, type HunanLife } from './life';

export function tellReview(chapter: Chapter, life: () => HunanLife): void {
  chapter(
    'all or nothing: one bad record returns the batch; what changed is judged again, to the same verdicts',
    async () => {
      const { school, offices, plans, batches } = life();
      const header = headerOf(plans.middle, 'HN-4-1', NOTICE, { acceptance: 'ALL_OR_NOTHING' });
      const records = recordsOfSitting(MIDDLE, [1, 6], '2026-01-16');
      const [good] = records.slice(2);
      const bad = records.map((record, index) => (index === 2 ? { ...record, birthDate: '2004-03-02' } : record));
      const returned = await checkedBatch(school, header, bad);
      expect(returned).toMatchObject({ state: 'RETURNED', counts: { passed: 5, held: 0, returned: 1 } });
      expect(findingNames(await findingsOf(school, returned.id))).toEqual(['3 AUT-003 /birthDate']);
      expect(await approveBatch(offices.city, returned.id)).toMatchObject({ code: 'STATE_CONFLICT' });
      expect(await resubmitChanges(school, returned.id, 'HN-4-2', [{ line: 7, record: good }])).toMatchObject({
        code: 'CHANGES_INVALID',
        places: [{ record: 7, field: 'line' }],
      });
      const sent = accepted(await resubmitChanges(school, returned.id, 'HN-4-2', [{ line: 3, record: good }]));
      expect(sent).toMatchObject({ records: 6, repeated: false });
      const mended = await untilBatchChecked(school, sent.batchId ?? '');
      expect(mended).toMatchObject({ state: 'CITY_REVIEW', counts: { passed: 6, held: 0, returned: 0 } });
      const { recheck, verdictDigest } = await recheckOf(school, mended.id);
      expect(recheck).toEqual({ rechecked: 1, reused: 5, reason: null });
      const whole = { ...header, clientBatchNo: 'HN-4-2', resubmissionOf: returned.id };
      expect(verdictDigest).toBe(await fullCheckDigest(school, whole, records));
      batches.middle = mended.id;
    },
  );

  chapter('bulk approval by the digest of what was read: changed in between, nothing is decided', async () => {
    const { school, offices, plans, batches, setDay } = life();
    const { city, secondCity, province, secondProvince } = offices;
    const parts: readonly (readonly [number, number])[] = [
      [1, 8],
      [9, 16],
      [17, 24],
    ];
    const junior: string[] = [];
    for (const [index, places] of parts.entries()) {
      const header = headerOf(plans.junior, `HN-5-${index + 1}`, NOTICE);
      const batch = await checkedBatch(school, header, recordsOfSitting(JUNIOR, places, '2026-01-16'));
      expect(batch).toMatchObject({ state: 'CITY_REVIEW', counts: { passed: 8, held: 0, returned: 0 } });
      junior.push(batch.id);
    }
    batches.junior = junior;
    const all = [...junior, batches.middle];
    const read = accepted(await reviewSummary(city, all));
    expect(read.totals).toEqual({ batches: 4, records: 30, passed: 30, held: 0, returned: 0, certificates: 30 });
    accepted(await returnRecords(secondCity, junior[1] ?? '', [{ line: 5, reason: '照片与证件不符' }]));
    expect(await approveBatches(city, all, read.digest ?? '')).toMatchObject({ code: 'SUMMARY_CHANGED' });
    for (const id of all) expect(await batchOf(school, id)).toMatchObject({ state: 'CITY_REVIEW' });
    const again = accepted(await reviewSummary(city, all));
    expect(again.totals).toEqual({ batches: 4, records: 30, passed: 29, held: 0, returned: 1, certificates: 29 });
    const { answers } = accepted(await approveBatches(city, all, again.digest ?? ''));
    expect(answers?.map(({ reviewed }) => reviewed?.state)).toEqual(all.map(() => 'PROVINCE_REVIEW'));
    setDay('2026-01-20');
    const above = accepted(await reviewSummary(province, all));
    const both = await Promise.all([province, secondProvince].map((by) => approveBatches(by, all, above.digest ?? '')));
    const heard = both.flatMap((answer) => answer.answers ?? []);
    expect(
      heard
        .filter(({ reviewed }) => reviewed?.state === 'APPROVED')
        .map(({ batchId }) => batchId)
        .sort(),
    ).toEqual([...all].sort());
    const lost = heard.flatMap(({ refusal }) => (refusal === null ? [] : [refusal.code]));
    expect(lost.filter((code) => code !== 'STATE_CONFLICT' && code !== 'SUMMARY_CHANGED')).toEqual([]);
    for (const id of all) {
      expect((await batchOf(school, id)).reviews.map(({ step, decision }) => `${step} ${decision}`)).toEqual([
        'CITY APPROVED',
        'PROVINCE APPROVED',
      ]);
    }
  });

  chapter(
    'what a plan led to: three batches, the returned record mended by itself, certificates and answers from above',
    async () => {
      const { school, offices, plans, batches } = life();
      const [, second = ''] = batches.junior;
      const [record] = recordsOfSitting(JUNIOR, [13, 13], '2026-01-16');
      const sent = accepted(await resubmitChanges(school, second, 'HN-5-2-R', [{ line: 5, record }], 'NOT_PASSED'));
      const { batchId = '', records } = sent;
      expect(records).toBe(1);
      expect(await untilBatchChecked(school, batchId)).toMatchObject({
        state: 'CITY_REVIEW',
        counts: { passed: 1 },
      });
      expect(await approveBatch(offices.city, batchId)).toMatchObject({ state: 'PROVINCE_REVIEW' });
      expect(await approveBatch(offices.province, batchId)).toMatchObject({ state: 'APPROVED' });
      for (const id of [...batches.junior, batchId, batches.middle]) await untilBatchAnswered(school, id);
      const outcome = await outcomeOf(school, plans.junior);
      expect(outcome).toMatchObject({
        records: { passed: 24, held: 0, returned: 1 },
        certificates: [{ count: 24 }],
        certificatesTotal: 24,
      });
      expect(outcome.batches.map((batch) => [batch.state, batch.records])).toEqual([
        ['APPROVED', 8],
        ['APPROVED', 8],
        ['APPROVED', 8],
        ['APPROVED', 1],
      ]);
      // The receivers of the kit refuse serial 7.
      expect(outcome.feeds).toEqual([
        { feed: 'national-database', accepted: 23, refused: 1, pending: 0 },
        { feed: 'province-statistics', accepted: 23, refused: 1, pending: 0 },
      ]);
      expect((await outcomeOf(school, plans.middle)).certificatesTotal).toBe(6);
    },
  );
}
