/** The plans over Spring Festival, levels 2 and 1, and an exam that nobody passed. */
import { accepted } from '../../kit/life/answers';
import {
  approveBatches,
  checkedBatch,
  findingNames,
  findingsOf,
  reviewSummary,
  untilBatchAnswered,
} from '../../kit/life/batches';
import { workingDaysIn } from '../../kit/life/calendars';
import { crewOf } from '../../kit/life/crews';
import { termOf } from '../../kit/life/deadlines';
import { candidates, changed, PANZHIHUA, planOf, recordsOf, resultsOf } from '../../kit/life/panzhihua';
import { approvedPlan, outcomeOf, seenPlan } from '../../kit/life/plans';
import { submitResults } from '../../kit/life/results';
import { header, SITE, type Year } from './year';

export function spring(year: () => Year): void {
  test('the same over Spring Festival; levels 2 and 1 need the review score; two batches approved by one digest', async () => {
    const {
      college,
      setDay,
      offices: { city, province },
    } = year();
    // 16 to 23 February are free, Saturdays 14 and 28 February are worked.
    expect(await workingDaysIn(college, '2026-02-03', '2026-03-06', PANZHIHUA.code)).toMatchObject({
      workingDays: 20,
      workdays: ['2026-02-14', '2026-02-28'],
    });
    const spring = { siteCode: SITE, enrolmentClosedOn: '2026-02-02', exam: ['2026-03-16', '2026-03-17'] as const };
    setDay('2026-03-06');
    for (const [planNo, level, people] of [
      ['PZH-SF-2', 'LEVEL_2', candidates(21, 24)],
      ['PZH-SF-1', 'LEVEL_1', candidates(31, 33)],
    ] as const) {
      await approvedPlan(college, planOf({ ...spring, planNo, level, people }, await crewOf(college)), [
        city,
        province,
      ]);
      expect(await seenPlan(city, planNo)).toMatchObject({
        filedOn: '2026-03-06',
        remarks: [],
        provinceApproved: true,
      });
    }
    setDay('2026-03-09');
    const tooLate = planOf({ ...spring, planNo: 'PZH-SF-21', people: candidates(41, 42) }, await crewOf(college));
    await approvedPlan(college, tooLate, [city, province]);
    expect(await seenPlan(city, 'PZH-SF-21')).toMatchObject({ remarks: [{ code: 'FILED_LATE' }] });

    setDay('2026-03-20');
    const exam = { siteCode: SITE, examDate: '2026-03-16', issuedOn: '2026-03-19', from: 201 };
    const push = (planNo: string, records: readonly unknown[]) =>
      checkedBatch(college, header(planNo, planNo, '2026-03-18'), records);
    const technicians = recordsOf(candidates(21, 24), { ...exam, level: 'LEVEL_2' });
    const levelTwo = await push('PZH-SF-2', changed(technicians, 3, { reviewScore: null }));
    expect(findingNames(await findingsOf(college, levelTwo.id))).toEqual(['4 CPL-007 /reviewScore']);
    expect(levelTwo.counts).toEqual({ passed: 3, held: 0, returned: 1 });
    const levelOne = await push('PZH-SF-1', recordsOf(candidates(31, 33), { ...exam, level: 'LEVEL_1' }));
    expect(levelOne.counts).toEqual({ passed: 3, held: 0, returned: 0 });
    const late = await push('PZH-SF-21', recordsOf(candidates(41, 42), exam));
    expect([late.state, findingNames(await findingsOf(college, late.id))]).toEqual(['RETURNED', ['batch TIM-002']]);

    const both = [levelTwo.id, levelOne.id];
    for (const [office, state] of [
      [city, 'PROVINCE_REVIEW'],
      [province, 'APPROVED'],
    ] as const) {
      const { digest = '', totals } = accepted(await reviewSummary(office, both));
      expect(totals).toEqual({
        batches: 2,
        records: 7,
        passed: 6,
        held: 0,
        returned: 1,
        certificates: expect.any(Number),
      });
      expect(await approveBatches(office, both, digest.replace(/^./, 'x'))).toMatchObject({ code: 'SUMMARY_CHANGED' });
      const { answers } = accepted(await approveBatches(office, both, digest));
      expect(answers?.map(({ reviewed }) => reviewed?.state)).toEqual([state, state]);
    }
    for (const [planNo, id] of [
      ['PZH-SF-2', levelTwo.id],
      ['PZH-SF-1', levelOne.id],
    ] as const) {
      await untilBatchAnswered(college, id);
      expect(await outcomeOf(college, planNo)).toMatchObject({ certificates: [{ state: 'LIVE', count: 3 }] });
    }
  });

  test('a plan by which nobody passed owes no certificate data', async () => {
    const {
      college,
      setDay,
      offices: { city, province },
    } = year();
    const people = candidates(51, 52);
    const plan = planOf(
      {
        planNo: 'PZH-NOBODY',
        siteCode: SITE,
        enrolmentClosedOn: '2026-03-16',
        exam: ['2026-03-24', '2026-03-24'],
        people,
      },
      await crewOf(college),
    );
    await approvedPlan(college, plan, [city, province]);
    setDay('2026-03-25');
    const { results } = accepted(
      await submitResults(college, { planNo: 'PZH-NOBODY', entries: resultsOf(people, [0, 1]) }),
    );
    expect(results).toMatchObject({ state: 'CLOSED', candidates: 2, passed: 0 });
    expect(await termOf(college, 'CERTIFICATE_DATA', 'PZH-NOBODY')).toBeUndefined();
    expect(await termOf(college, 'RESULTS_UPLOAD', 'PZH-NOBODY')).toMatchObject({ state: 'CANCELLED' });
  });
}
