/** The exam across New Year: plan, results, certificates, and what came back. */
import { accepted, fieldsOf } from '../../kit/life/answers';
import {
  approveBatch,
  checkedBatch,
  findingNames,
  findingsOf,
  pushBatch,
  recheckOf,
  resubmitChanges,
  returnRecords,
  untilBatchAnswered,
  untilBatchChecked,
} from '../../kit/life/batches';
import { workingDaysIn } from '../../kit/life/calendars';
import { certificateOf } from '../../kit/life/certificates';
import { termOf } from '../../kit/life/deadlines';
import { approvePlan, cancelPlan, changePlan, filePlan, returnPlan, outcomeOf, seenPlan } from '../../kit/life/plans';
import { heldByFeeds } from '../../kit/life/receivers';
import { certificateNoOf, resultsOfExam } from '../../kit/life/records';
import { submitResults, untilClosed } from '../../kit/life/results';
import { CHENGDU, EXAM, COLLEGE, ELECTRICIAN, OLD_NAME, STUDENTS, winterPlan } from '../../kit/life/sichuan';
import { FEEDS, NOTICE, HASTY_LINE, DOUBTED_LINE, certificateNo, goodRecords, type SichuanLife } from './life';

export function winterExam(life: () => SichuanLife): void {
  test('its plan goes through city and province across New Year, over a Sunday that is a workday', async () => {
    const { hub, offices, college, siteCode, crew } = life();
    hub.setClock('2025-12-29T01:00:00Z');
    const wish = { ...winterPlan(siteCode, crew), examTo: EXAM.from };
    expect(fieldsOf(await filePlan(college, { ...wish, audience: ['EXTERNAL'] }))).toEqual(['audience/0']);
    expect(fieldsOf(await filePlan(college, { ...wish, level: 'LEVEL_2' }))).toEqual(['level']);
    const filed = await filePlan(college, wish);
    expect(filed).toMatchObject({
      planNo: 'P2025-510100-000001',
      state: 'FILED',
      filedOn: '2025-12-29',
      remarks: [],
      repeated: false,
    });
    expect(await filePlan(college, wish)).toMatchObject({ planNo: filed.planNo, repeated: true });
    const { planNo = '' } = filed;
    life().planNo = planNo;
    // Five working days after the filing: 30 and 31 December, Sunday 4, 5 and 6 January.
    expect(await workingDaysIn(college, '2025-12-30', '2026-01-06', CHENGDU.code)).toMatchObject({
      workingDays: 5,
      holidays: ['2026-01-01', '2026-01-02'],
      workdays: ['2026-01-04'],
    });
    expect(await seenPlan(offices.city, planNo)).toMatchObject({
      waitsFor: 'CITY',
      dueOn: '2026-01-06',
      rosterLength: 34,
    });
    hub.setClock('2026-01-04T01:00:00Z');
    expect(await termOf(offices.city, 'PLAN_CITY', planNo)).toMatchObject({ workingDaysLeft: 2 });
    expect(await approvePlan(offices.province, planNo)).toMatchObject({ code: 'PLAN_STATE_CONFLICT' });
    // The city sends it back on that Sunday; changed, it stands as filed anew, and the term with it.
    expect(await returnPlan(offices.city, planNo, '考试安排须留出两天')).toMatchObject({
      state: 'RETURNED',
      revision: 1,
    });
    expect(await changePlan(college, planNo, 1, { ...wish, examTo: EXAM.to })).toMatchObject({
      state: 'FILED',
      revision: 2,
      filedOn: '2026-01-04',
    });
    expect(await seenPlan(offices.city, planNo)).toMatchObject({ waitsFor: 'CITY', dueOn: '2026-01-09' });
    expect(await approvePlan(offices.city, planNo)).toMatchObject({ state: 'CITY_APPROVED' });
    expect(await approvePlan(offices.province, planNo)).toMatchObject({ state: 'APPROVED' });
    expect(await seenPlan(college, planNo)).toMatchObject({
      state: 'APPROVED',
      provinceApproved: true,
      waitsFor: null,
    });
    const other = accepted(await filePlan(college, { ...wish, level: 'LEVEL_4' }));
    expect(other).toMatchObject({ planNo: 'P2026-510100-000001', state: 'FILED', filedOn: '2026-01-04' });
    expect(await cancelPlan(college, other.planNo ?? '', '报名人数不足')).toMatchObject({ state: 'CANCELLED' });
    expect(await approvePlan(offices.city, other.planNo ?? '')).toMatchObject({ code: 'PLAN_STATE_CONFLICT' });
  });

  test('a notice that nobody asks for is held all the same, and closes by the clock', async () => {
    const { hub, college, planNo } = life();
    hub.setClock('2026-01-19T01:00:00Z');
    const entries = resultsOfExam(STUDENTS, [32, 33]);
    const { results } = accepted(await submitResults(college, { planNo, entries, noticeTo: NOTICE.noticeTo }));
    expect(results).toMatchObject({ state: 'ON_NOTICE', candidates: 34, passed: 32, ...NOTICE });
    const shown = await fetch(`${hub.url}/public/notices/${results?.id ?? ''}.json?first=1`);
    expect(await shown.json()).toMatchObject({
      institution: { code: COLLEGE, name: OLD_NAME },
      candidates: 34,
      entries: { total: 34, items: [{ entryNo: 1, name: '钱**', idNumber: '51**************2X', passed: true }] },
    });
    hub.setClock('2026-01-24T01:00:00Z');
    expect(await untilClosed(college, planNo)).toMatchObject([{ state: 'CLOSED', struck: 0, openObjections: 0 }]);
    const gone = await fetch(`${hub.url}/public/notices/${results?.id ?? ''}.json`);
    expect(gone.status).toBe(404);
  });

  test('a record outside the filed levels is found, another is returned by its reviewer, the others are certificates', async () => {
    const { hub, offices, college, siteCode, planNo } = life();
    hub.setClock('2026-01-28T01:00:00Z');
    const header = { planNo, clientBatchNo: 'YL-2026-01', ...NOTICE };
    const hasty = goodRecords(siteCode).map((record, index) =>
      index + 1 === HASTY_LINE
        ? {
            ...record,
            level: 'LEVEL_2',
            eligibilityCondition: '2-4',
            reviewScore: 71,
            certificateNo: certificateNoOf(siteCode, '2026-01-28', 'LEVEL_2', 1),
          }
        : record,
    );
    expect(await pushBatch(college, { ...header, noticeTo: '2026-01-24' }, hasty)).toMatchObject({
      code: 'HEADER_INVALID',
    });
    const batch = await checkedBatch(college, header, hasty);
    const batchId = batch.id;
    life().batchId = batchId;
    expect(batch).toMatchObject({
      state: 'CITY_REVIEW',
      counts: { passed: 31, held: 0, returned: 1 },
      packs: ['sichuan@2021-06-16'],
    });
    expect(findingNames(await findingsOf(college, batchId))).toEqual(['5 CMP-018 /level']);
    expect(
      await returnRecords(offices.city, batchId, [{ line: DOUBTED_LINE, reason: '照片与证件不符' }]),
    ).toMatchObject({
      state: 'CITY_REVIEW',
      counts: { passed: 30, held: 0, returned: 2 },
    });
    expect(await approveBatch(offices.province, batchId)).toMatchObject({ code: 'STATE_CONFLICT' });
    expect(await approveBatch(offices.city, batchId)).toMatchObject({ state: 'PROVINCE_REVIEW', returnedLines: 0 });
    expect(await approveBatch(offices.province, batchId)).toMatchObject({ state: 'APPROVED', returnedLines: 0 });
    expect(findingNames(await findingsOf(college, batchId))).toEqual(['5 CMP-018 /level', '7 REV-001']);
    const { forwarding } = await untilBatchAnswered(college, batchId);
    expect([...forwarding].sort((one, two) => one.feed.localeCompare(two.feed))).toEqual(
      FEEDS.map((feed) => ({ feed, certificates: 30, delivered: 30, accepted: 30, refused: 0, pending: 0 })),
    );
    expect(await heldByFeeds(hub, certificateNo(siteCode, 11))).toEqual(
      Object.fromEntries(FEEDS.map((feed) => [feed, '1 ISSUED'])),
    );
    expect(await heldByFeeds(hub, certificateNo(siteCode, 17))).toEqual(
      Object.fromEntries(FEEDS.map((feed) => [feed, null])),
    );
  });

  test('what came back is sent again alone, and the plan tells all that came of it', async () => {
    const { hub, offices, college, otherCollege, siteCode, planNo, batchId } = life();
    hub.setClock('2026-02-02T01:00:00Z');
    const good = goodRecords(siteCode);
    const changes = [HASTY_LINE, DOUBTED_LINE].map((line) => ({ line, record: good[line - 1] }));
    const sent = accepted(await resubmitChanges(college, batchId, 'YL-2026-01-R', changes, 'NOT_PASSED'));
    expect(sent).toMatchObject({ records: 2, repeated: false });
    const againId = sent.batchId ?? '';
    expect(await resubmitChanges(college, batchId, 'YL-2026-01-R', changes, 'NOT_PASSED')).toMatchObject({
      batchId: againId,
      repeated: true,
    });
    expect(await untilBatchChecked(college, againId)).toMatchObject({
      state: 'CITY_REVIEW',
      counts: { passed: 2, held: 0, returned: 0 },
    });
    expect(await recheckOf(college, againId)).toMatchObject({ recheck: { rechecked: 1, reused: 1, reason: null } });
    accepted(await approveBatch(offices.city, againId));
    accepted(await approveBatch(offices.province, againId));
    await untilBatchAnswered(college, againId);
    const outcome = await outcomeOf(offices.city, planNo);
    expect(outcome).toMatchObject({
      plan: { planNo, state: 'APPROVED', rosterLength: 34 },
      decisions: [
        { act: 'CITY_RETURNED', role: 'CITY', reason: '考试安排须留出两天' },
        { act: 'CITY_APPROVED', role: 'CITY' },
        { act: 'PROVINCE_APPROVED', role: 'PROVINCE' },
      ],
      results: [{ state: 'CLOSED', ...NOTICE }],
      batches: [
        { id: batchId, records: 32, counts: { passed: 30, held: 0, returned: 2 } },
        { id: againId, records: 2, resubmissionOf: batchId, counts: { passed: 2, held: 0, returned: 0 } },
      ],
      certificates: [{ state: 'LIVE', count: 32 }],
      certificatesTotal: 32,
    });
    expect([...outcome.feeds].sort((one, two) => one.feed.localeCompare(two.feed))).toEqual(
      FEEDS.map((feed) => ({ feed, accepted: 32, refused: 0, pending: 0 })),
    );
    expect(await certificateOf(college, certificateNo(siteCode, 17))).toMatchObject({
      state: 'LIVE',
      version: 1,
      occupationName: ELECTRICIAN.name,
      feeds: FEEDS.map(() => ({ state: 'ACCEPTED', version: 1 })),
    });
    await expect(certificateOf(otherCollege, certificateNo(siteCode, 17))).rejects.toThrow('NOT_FOUND');
  });
}
