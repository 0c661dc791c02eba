/** Filed for a year by city and province, in the directory, and three plans. */
import { accepted } from '../../kit/life/answers';
import { passStep, seenApplication, sendAttachment, submitted } from '../../kit/life/applications';
import { crewOf } from '../../kit/life/crews';
import { termOf, toldTo } from '../../kit/life/deadlines';
import { decisionsOn } from '../../kit/life/decisions';
import { COLLEGE, COLLEGE_NAME, ELECTRICIAN, firstFiling, HUNAN, planOf, SITE } from '../../kit/life/hunan';
import { approvePlan, filePlan } from '../../kit/life/plans';
import { resultsOfExam } from '../../kit/life/records';
import { submitResults } from '../../kit/life/results';
import type { Chapter } from '../../kit/life/chapters';
import { FORTY_SEVEN, SENIOR, MIDDLE, JUNIOR, type HunanLife } from './life';

export function tellFiling(chapter: Chapter, life: () => HunanLife): void {
  chapter(
    'files: the city reviews and assesses, the province records; three people; in force for one year',
    async () => {
      const { hub, school, offices, setDay, filingsOf } = life();
      const { city, secondCity, province } = offices;
      const arrived = await submitted(school, 'FILING', firstFiling(await sendAttachment(hub, school, '材料.pdf')));
      expect(arrived).toMatchObject({ state: 'SUBMITTED', dueBy: 'CITY', dueAct: 'REVIEW' });
      expect(await passStep(province, arrived)).toMatchObject({ code: 'APPLICATION_ELSEWHERE' });
      setDay('2025-12-16');
      const reviewed = accepted(await passStep(city, arrived, '材料齐全,同意受理'));
      expect(reviewed).toMatchObject({ dueBy: 'CITY', dueAct: 'ASSESS' });
      setDay('2025-12-17');
      expect(await passStep(city, reviewed)).toMatchObject({ code: 'FOUR_EYES' });
      expect(await passStep(secondCity, reviewed, null)).toMatchObject({ code: 'OPINION_MISSING' });
      const assessed = accepted(await passStep(secondCity, reviewed, '经现场评估,具备条件'));
      expect(assessed).toMatchObject({ dueBy: 'PROVINCE', dueAct: 'RECORD' });
      setDay('2025-12-19');
      expect(await passStep(province, assessed, null)).toMatchObject({ state: 'PUBLISHED', publishedOn: '2025-12-19' });
      expect(await seenApplication(school, arrived.applicationId ?? '')).toMatchObject({
        institutionCode: COLLEGE,
        route: { basis: [`${FORTY_SEVEN} 三(二)`] },
        steps: [
          { by: 'CITY', act: 'REVIEW' },
          { by: 'CITY', act: 'ASSESS' },
          { by: 'PROVINCE', act: 'RECORD' },
        ],
        decisions: [city, secondCity, province].map(({ clientId }) => ({ outcome: 'PASSED', decidedBy: clientId })),
      });
      expect((await filingsOf()).map(({ from, to }) => [from, to])).toEqual([
        ['2025-12-19', '2026-12-18'],
        ['2025-12-19', '2026-12-18'],
      ]);
    },
  );

  chapter('stands in the public directory, with occupation, level, site, fee and term', async () => {
    const { publicPage } = life();
    const { status, text } = await publicPage(`/public/directory.json?regionCode=${HUNAN.city}&level=LEVEL_3`);
    expect(status).toBe(200);
    expect(JSON.parse(text)).toMatchObject({
      total: 1,
      items: [
        {
          institutionName: COLLEGE_NAME,
          occupationCode: ELECTRICIAN.code,
          occupationName: ELECTRICIAN.name,
          levels: ['LEVEL_5', 'LEVEL_4', 'LEVEL_3'],
          sites: [{ code: SITE }],
          fees: [{ level: 'LEVEL_5', yuan: 180 }],
          from: '2025-12-19',
          to: '2026-12-18',
          standing: 'IN_FORCE',
        },
      ],
    });
    const csv = await publicPage(`/public/directory.csv?regionCode=${HUNAN.city}`);
    expect(csv.text.trim().split('\n')).toHaveLength(3);
  });

  chapter(
    'a plan of level 3 nine working days ahead is late; ten are enough, over New Year and a make-up Sunday',
    async () => {
      const { school, offices, plans, setDay } = life();
      setDay('2025-12-23');
      const crew = await crewOf(school);
      const late = await filePlan(school, planOf({ ...SENIOR, examFrom: '2026-01-06', examTo: '2026-01-06' }, crew));
      expect(late).toMatchObject({
        code: 'PLAN_TOO_LATE',
        places: [{ field: 'examFrom', message: { zh: '须提前 10 个工作日报送,今日报送的最早考试日为 2026-01-07' } }],
      });
      const filed = accepted(await filePlan(school, planOf(SENIOR, crew)));
      const { planNo = '' } = filed;
      expect(filed).toMatchObject({ state: 'FILED', filedOn: '2025-12-23', remarks: [], repeated: false });
      // What was refused gave its serial back.
      expect(planNo).toBe(`P2025-${HUNAN.city}-000001`);
      expect(await filePlan(school, planOf(SENIOR, crew))).toMatchObject({ planNo, repeated: true });
      plans.senior = planNo;
      expect(await termOf(offices.city, 'PLAN_CITY', planNo)).toMatchObject({ state: 'OPEN', dueOn: '2025-12-30' });
      plans.middle = accepted(await filePlan(school, planOf(MIDDLE, crew))).planNo ?? '';
      plans.junior = accepted(await filePlan(school, planOf(JUNIOR, crew))).planNo ?? '';
    },
  );

  chapter('the city approves level 3 and it is not approved yet; of two in the province one decides', async () => {
    const { school, offices, plans, setDay } = life();
    const { city, secondCity, province, secondProvince } = offices;
    setDay('2025-12-24');
    expect(await approvePlan(province, plans.senior)).toMatchObject({
      code: 'PLAN_STATE_CONFLICT',
      places: [{ message: { zh: expect.stringMatching(/^计划待市州审核,修订号 1;评价机构于 /) } }],
    });
    expect(await approvePlan(city, plans.senior)).toMatchObject({ state: 'CITY_APPROVED' });
    expect(await approvePlan(secondCity, plans.senior)).toMatchObject({ code: 'PLAN_STATE_CONFLICT' });
    expect(await termOf(province, 'PLAN_PROVINCE', plans.senior)).toMatchObject({
      state: 'OPEN',
      dueOn: '2025-12-31',
    });
    const both = await Promise.all([province, secondProvince].map((by) => approvePlan(by, plans.senior)));
    expect(both.filter(({ state }) => state === 'APPROVED')).toHaveLength(1);
    expect(both.filter(({ code }) => code === 'PLAN_STATE_CONFLICT')).toMatchObject([
      {
        existingId: plans.senior,
        places: [{ message: { zh: expect.stringMatching(/^计划已批准,修订号 1;省级主管部门于 /) } }],
      },
    ]);
    expect(await decisionsOn(school, 'PLAN', plans.senior)).toMatchObject([
      { act: 'CITY_APPROVED', role: 'CITY', basis: [`${FORTY_SEVEN} 四(一)`, `${FORTY_SEVEN} 五(尾)`] },
      { act: 'PROVINCE_APPROVED', role: 'PROVINCE', basis: [`${FORTY_SEVEN} 四(一)`, `${FORTY_SEVEN} 五(尾)`] },
    ]);
    expect((await toldTo(school)).map(({ topic }) => topic)).toContain('PLAN_APPROVED');
  });

  chapter('plans of levels 4 and 5 need the city only', async () => {
    const { school, offices, plans } = life();
    for (const planNo of [plans.middle, plans.junior]) {
      expect(await approvePlan(offices.city, planNo)).toMatchObject({ state: 'APPROVED' });
    }
    expect(await approvePlan(offices.province, plans.junior)).toMatchObject({ code: 'PLAN_STATE_CONFLICT' });
    const early = { planNo: plans.junior, entries: resultsOfExam(JUNIOR.people) };
    expect(await submitResults(school, early)).toMatchObject({ code: 'RESULTS_TOO_EARLY' });
  });
}
