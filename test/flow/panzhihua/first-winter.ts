/** The filing, staff, and the plans over New Year: from enrolment to the look-up of a certificate. */
import { accepted } from '../../kit/life/answers';
import { passStep, sendAttachment, submitted } from '../../kit/life/applications';
import { barStaff, confirmBar } from '../../kit/life/bars';
import { confirmProposal, liftBar } from '../../kit/life/proposals';
import { approveBatch, checkedBatch, findingNames, findingsOf, untilBatchAnswered } from '../../kit/life/batches';
import { workingDaysIn } from '../../kit/life/calendars';
import { crewOf } from '../../kit/life/crews';
import { deadlinesOf, termOf, toldTo } from '../../kit/life/deadlines';
import { decisionsOn } from '../../kit/life/decisions';
import { candidates, firstFiling, OLD_NAME, PANZHIHUA, planOf, recordsOf, resultsOf } from '../../kit/life/panzhihua';
import { approvePlan, filePlan, outcomeOf, seenPlan } from '../../kit/life/plans';
import { certificateNoOf } from '../../kit/life/records';
import { submitResults } from '../../kit/life/results';
import { fieldsAt, header, SITE, type Year } from './year';

export function firstWinter(year: () => Year): void {
  test('the province assesses and records a university, by two people; at once it stands in the directory', async () => {
    const {
      hub,
      college,
      offices: { city, province, secondProvince },
    } = year();
    const standing = await submitted(college, 'FILING', firstFiling(await sendAttachment(hub, college, '材料.pdf')));
    expect(standing).toMatchObject({ state: 'SUBMITTED', dueBy: 'PROVINCE', dueAct: 'ASSESS' });
    expect(await passStep(city, standing)).toMatchObject({ code: 'APPLICATION_ELSEWHERE' });
    const assessed = accepted(await passStep(province, standing));
    expect(assessed).toMatchObject({ state: 'SUBMITTED', dueBy: 'PROVINCE', dueAct: 'RECORD' });
    expect(await passStep(province, assessed)).toMatchObject({ code: 'FOUR_EYES' });
    const recorded = accepted(await passStep(secondProvince, assessed));
    expect(recorded).toMatchObject({ state: 'PUBLISHED', publishedOn: '2025-09-08', dueBy: null });

    const directory = await fetch(`${hub.url}/public/directory.json?regionCode=${PANZHIHUA.code}`);
    expect(await directory.json()).toMatchObject({
      total: 1,
      items: [{ institutionName: OLD_NAME, sites: [{ code: SITE }], from: '2025-09-08', to: '2028-09-07' }],
    });
    const decided = await decisionsOn(city, 'APPLICATION', standing.applicationId ?? '');
    expect(decided.map(({ role, decidedBy, basis }) => [role, decidedBy, basis])).toEqual([
      ['PROVINCE', province.clientId, ['川 2021-06-16 通知 三']],
      ['PROVINCE', secondProvince.clientId, ['川 2021-06-16 通知 三']],
    ]);
  });

  test('whom two regulators barred serves no more, a supervisor does not watch, a roster holds nobody twice', async () => {
    const {
      hub,
      college,
      setDay,
      offices: { city, secondCity },
    } = year();
    setDay('2025-12-15');
    const people = candidates(1, 4);
    const crew = await crewOf(college);
    const [first = '', second = '', , fourth = ''] = crew.assessors;
    const plan = planOf(
      {
        planNo: 'PZH-STAFF',
        siteCode: SITE,
        enrolmentClosedOn: '2025-12-10',
        exam: ['2026-01-19', '2026-01-20'],
        people,
      },
      await crewOf(college),
    );
    const { barId = '' } = accepted(
      await barStaff(city, {
        id: fourth,
        from: '2025-12-15',
        to: '2028-12-14',
        reason: '考评打分失实',
        basis: ['川 2021-06-16 通知 七(五)'],
      }),
    );
    expect(await confirmBar(city, barId)).toMatchObject({ code: 'FOUR_EYES' });
    expect(await confirmBar(secondCity, barId)).toMatchObject({ staffId: fourth, state: 'CONFIRMED' });
    expect((await toldTo(college, 'STAFF_BAR_CONFIRMED')).map(({ subject }) => subject.id)).toEqual([fourth]);

    const withBarred = await filePlan(college, { ...plan, assessors: [first, second, fourth] });
    expect([withBarred.code, fieldsAt(withBarred)]).toEqual(['PLAN_INVALID', ['assessors/2']]);
    expect(withBarred.places?.[0]?.message.en).toBe('Barred on 2026-01-19');

    const watching = await filePlan(college, {
      ...plan,
      invigilators: [...crew.invigilators, ...crew.internalSupervisors],
    });
    expect([watching.code, fieldsAt(watching)]).toEqual(['PLAN_INVALID', ['internalSupervisors/0']]);

    const twice = await filePlan(college, {
      ...plan,
      roster: [...people.slice(0, 3), ...people.slice(0, 1)].map(({ idType, idNumber }) => ({ idType, idNumber })),
    });
    expect([twice.code, fieldsAt(twice)]).toEqual(['PLAN_INVALID', ['roster 4']]);
    expect(twice.places?.[0]?.message.en).toBe('Entries 1 and 4 are the same person');
    expect(JSON.stringify(twice)).not.toContain(people[0]?.idNumber);

    // Who put the bar in force proposes its end; another of the city decides it.
    const { proposalId = '' } = accepted(
      await liftBar(secondCity, barId, '复查后评分属实', ['川 2021-06-16 通知 七(五)']),
    );
    expect(await confirmProposal(secondCity, proposalId)).toMatchObject({ code: 'FOUR_EYES' });
    expect(await toldTo(college, 'STAFF_BAR_LIFTED')).toEqual([]);
    expect(await confirmProposal(city, proposalId)).toMatchObject({ state: 'CONFIRMED', repeated: false });
    expect((await toldTo(college, 'STAFF_BAR_LIFTED')).map(({ subject }) => subject.id)).toEqual([fourth]);
    expect(await hub.query('SELECT FROM plan')).toHaveLength(0);
  });

  test('filed on the 20th working day over New Year it is in time, on the 21st it keeps a remark', async () => {
    const {
      college,
      setDay,
      offices: { city, province },
    } = year();
    // 1 and 2 January are free, Sunday 4 January is worked.
    expect(await workingDaysIn(college, '2025-12-11', '2026-01-08', PANZHIHUA.code)).toEqual({
      days: 29,
      workingDays: 20,
      unpublishedYear: null,
      holidays: ['2026-01-01', '2026-01-02'],
      workdays: ['2026-01-04'],
    });
    const newYear = { siteCode: SITE, enrolmentClosedOn: '2025-12-10', exam: ['2026-01-19', '2026-01-20'] as const };
    setDay('2026-01-08');
    const inTime = accepted(
      await filePlan(
        college,
        planOf({ ...newYear, planNo: 'PZH-NY-20', people: candidates(1, 10) }, await crewOf(college)),
      ),
    );
    expect(inTime).toMatchObject({ state: 'FILED', filedOn: '2026-01-08', remarks: [], revision: 1 });
    setDay('2026-01-09');
    const late = accepted(
      await filePlan(
        college,
        planOf({ ...newYear, planNo: 'PZH-NY-21', people: candidates(11, 13) }, await crewOf(college)),
      ),
    );
    expect(late).toMatchObject({ state: 'FILED', filedOn: '2026-01-09', remarks: [{ code: 'FILED_LATE' }] });
    expect(late.remarks?.[0]?.message.zh).toContain('第 21 个工作日');
    expect((await seenPlan(city, 'PZH-NY-21')).remarks).toEqual([{ code: 'FILED_LATE' }]);

    // Most urgent first, with the working days that are left.
    const waiting = await deadlinesOf(city, { mine: true });
    expect(
      waiting.map(({ term, subject, dueOn, workingDaysLeft }) => [term, subject.id, dueOn, workingDaysLeft]),
    ).toEqual([
      ['PLAN_CITY', 'PZH-NY-20', '2026-01-15', 4],
      ['PLAN_CITY', 'PZH-NY-21', '2026-01-16', 5],
    ]);
    for (const planNo of ['PZH-NY-20', 'PZH-NY-21']) {
      expect(await approvePlan(city, planNo)).toMatchObject({ state: 'CITY_APPROVED' });
      expect(await approvePlan(province, planNo)).toMatchObject({ state: 'APPROVED' });
    }
    // 20 working days after the exam, over Spring Festival with its make-up Saturday.
    expect(await termOf(college, 'RESULTS_UPLOAD', 'PZH-NY-20')).toMatchObject({
      state: 'OPEN',
      dueOn: '2026-02-24',
      warnOn: '2026-02-13',
      basis: ['攀学院〔2024〕63号 第十四条(四)'],
    });
  });

  test('certificates by candidate category, one value outside the set, somebody off the roster; down to the look-up', async () => {
    const {
      college,
      setDay,
      offices: { city, province },
    } = year();
    setDay('2026-01-22');
    const { results } = accepted(
      await submitResults(college, { planNo: 'PZH-NY-20', entries: resultsOf(candidates(1, 10), [9]) }),
    );
    // Sichuan asks for no notice: certificates may follow at once.
    expect(results).toMatchObject({ state: 'CLOSED', candidates: 10, passed: 9, noticeFrom: null });
    expect(await termOf(college, 'CERTIFICATE_DATA', 'PZH-NY-20')).toMatchObject({
      state: 'OPEN',
      dueOn: '2026-01-29',
    });

    setDay('2026-01-26');
    const categories = [
      'COLLEGE_STUDENT',
      'EMPLOYEE',
      'POOR_WORKER',
      'RURAL_MIGRANT',
      'REGISTERED_UNEMPLOYED',
      'SCHOOL_LEAVER',
      'UNEMPLOYED_GRADUATE',
      'OTHER',
      'PENSIONER',
      'EMPLOYEE',
    ];
    const people = [...candidates(1, 9), ...candidates(400, 400)];
    const exam = { siteCode: SITE, examDate: '2026-01-19', issuedOn: '2026-01-23', from: 101 };
    const records = recordsOf(people, exam).map((record, index) => ({
      ...record,
      candidateCategory: categories[index],
      affiliation: index === 0 ? 'OWN_STUDENT' : 'EXTERNAL',
    }));
    const batch = await checkedBatch(college, header('PZH-NY-20', 'NY-20', '2026-01-22'), records);
    expect(findingNames(await findingsOf(college, batch.id))).toEqual([
      '9 CPL-002 /candidateCategory',
      '10 AUT-011 /idNumber',
    ]);
    expect(batch).toMatchObject({ state: 'CITY_REVIEW', counts: { passed: 8, held: 0, returned: 2 } });
    for (const term of ['RESULTS_UPLOAD', 'CERTIFICATE_DATA']) {
      expect(await termOf(college, term, 'PZH-NY-20')).toMatchObject({ state: 'MET', workingDaysLate: null });
    }
    expect(await approveBatch(city, batch.id)).toMatchObject({ state: 'PROVINCE_REVIEW' });
    expect(await approveBatch(province, batch.id)).toMatchObject({ state: 'APPROVED' });
    await untilBatchAnswered(college, batch.id);
    const outcome = await outcomeOf(college, 'PZH-NY-20');
    expect(outcome).toMatchObject({
      plan: { state: 'APPROVED', rosterLength: 10 },
      results: [{ state: 'CLOSED' }],
      batches: [{ id: batch.id, state: 'APPROVED', records: 10 }],
      records: { passed: 8, held: 0, returned: 2 },
      certificates: [{ state: 'LIVE', count: 8 }],
      certificatesTotal: 8,
    });
    expect(outcome.decisions.map(({ act }) => act)).toEqual(['CITY_APPROVED', 'PROVINCE_APPROVED']);
    expect(outcome.feeds.map(({ accepted: taken, refused, pending }) => [taken, refused, pending])).toEqual([
      [8, 0, 0],
      [8, 0, 0],
    ]);
    const certificateNo = certificateNoOf(SITE, '2026-01-23', 'LEVEL_3', 101);
    const { certificate, certificatesOfPlan } = await college.run<Record<string, unknown>>(
      `query ($no: ID!) {
         certificate(certificateNo: $no) { certificateNo state version level examDate issuedOn siteCode }
         certificatesOfPlan(planNo: "PZH-NY-20", first: 1) { total items { certificateNo state batchId } } }`,
      { no: certificateNo },
    );
    expect(certificate).toEqual({
      certificateNo,
      state: 'LIVE',
      version: 1,
      level: 'LEVEL_3',
      examDate: '2026-01-19',
      issuedOn: '2026-01-23',
      siteCode: SITE,
    });
    expect(certificatesOfPlan).toEqual({ total: 8, items: [{ certificateNo, state: 'LIVE', batchId: batch.id }] });
  });

  test('the plan of the 21st working day: TIM-002 speaks at the batch, and it returns', async () => {
    const { college } = year();
    const exam = { siteCode: SITE, examDate: '2026-01-19', issuedOn: '2026-01-23', from: 111 };
    const batch = await checkedBatch(
      college,
      header('PZH-NY-21', 'NY-21', '2026-01-22'),
      recordsOf(candidates(11, 13), exam),
    );
    expect(batch).toMatchObject({ state: 'RETURNED', counts: { passed: 0, held: 0, returned: 3 } });
    const findings = await findingsOf(college, batch.id);
    expect(findingNames(findings)).toEqual(['batch TIM-002']);
    expect(findings[0]?.message.zh).toContain('经过 21 个工作日');
    // What is returned whole was not uploaded: the term runs on, by the same last day.
    expect(await termOf(college, 'RESULTS_UPLOAD', 'PZH-NY-21')).toMatchObject({ state: 'OPEN', dueOn: '2026-02-24' });
  });
}
