/** Another name, and data that come late. */
import type { Actor } from '../../kit/hub';
import { filedThrough, sendAttachment } from '../../kit/life/applications';
import { approveBatch, checkedBatch, findingNames, findingsOf, untilBatchAnswered } from '../../kit/life/batches';
import { crewOf } from '../../kit/life/crews';
import { termOf, toldTo, untilTerm } from '../../kit/life/deadlines';
import { declareFindings } from '../../kit/life/declarations';
import { candidates, NEW_NAME, nameChange, OLD_NAME, planOf, recordsOf, COLLEGE } from '../../kit/life/panzhihua';
import { approvedPlan, outcomeOf } from '../../kit/life/plans';
import { certificateNoOf } from '../../kit/life/records';
import { header, SITE, type Year } from './year';

export function newName(year: () => Year): void {
  test('a new name: CMP-034 goes by the day of issue, and the history knows both; late data are met late', async () => {
    const {
      hub,
      college,
      setDay,
      offices: { city, province, secondProvince },
    } = year();
    const [planNo, examDate] = ['PZH-NAME', '2026-04-14'] as const;
    const people = candidates(61, 64);
    setDay('2026-04-01');
    const plan = planOf(
      {
        planNo,
        siteCode: SITE,
        enrolmentClosedOn: '2026-03-30',
        exam: [examDate, examDate],
        people,
      },
      await crewOf(college),
    );
    await approvedPlan(college, plan, [city, province]);

    setDay('2026-04-20');
    const proof = await sendAttachment(hub, college, '更名批复.pdf');
    expect(await filedThrough(college, 'BASIC_CHANGE', nameChange(proof), [province, secondProvince])).toMatchObject({
      state: 'PUBLISHED',
      publishedOn: '2026-04-20',
    });
    expect(await nameOn(city, '2026-04-19')).toBe(OLD_NAME);
    expect(await nameOn(city, '2026-04-20')).toBe(NEW_NAME);
    // On the day before nobody knew of another name.
    expect(await nameOn(city, '2026-04-20', '2026-04-19T00:00:00Z')).toBe(OLD_NAME);
    expect(await changesOfInstitution(city)).toEqual([['name', 'names'], []]);

    setDay('2026-05-12');
    expect(await untilTerm(college, 'RESULTS_UPLOAD', planNo, 'WARNED')).toMatchObject({
      warnOn: '2026-05-12',
      dueOn: '2026-05-14',
      workingDaysLeft: 2,
    });
    setDay('2026-05-15');
    expect(await untilTerm(city, 'RESULTS_UPLOAD', planNo, 'OVERDUE')).toMatchObject({ workingDaysLeft: -1 });
    const told = (await toldTo(college)).filter(({ subject }) => subject.id === planNo);
    expect(told.map(({ topic }) => topic)).toEqual([
      'TERM_OVERDUE',
      'TERM_WARNING',
      'PLAN_APPROVED',
      'PLAN_CITY_APPROVED',
    ]);

    const exam = { siteCode: SITE, examDate, issuedOn: '2026-04-17', from: 301 };
    const [before, after] = [recordsOf(people, exam), recordsOf(people, { ...exam, issuedOn: '2026-04-22' })];
    const batch = await checkedBatch(college, header(planNo, 'NAME', '2026-04-15'), [
      before[0],
      { ...after[1], institutionName: NEW_NAME },
      after[2],
      { ...before[3], institutionName: NEW_NAME },
    ]);
    expect(findingNames(await findingsOf(college, batch.id))).toEqual([
      'batch TIM-003',
      '3 CMP-034 /institutionName',
      '4 CMP-034 /institutionName',
    ]);
    expect(batch).toMatchObject({ counts: { passed: 0, held: 2, returned: 2 } });
    // Nothing of it passed yet, so nothing was uploaded.
    expect(await untilTerm(college, 'RESULTS_UPLOAD', planNo, 'OVERDUE')).toMatchObject({ dueOn: '2026-05-14' });

    const reasons = [{ rule: 'TIM-003', line: null, reason: '更名期间系统停用' }];
    expect(await declareFindings(college, batch.id, reasons)).toMatchObject({
      state: 'CITY_REVIEW',
      counts: { passed: 2, held: 0, returned: 2 },
    });
    expect(await termOf(college, 'RESULTS_UPLOAD', planNo)).toMatchObject({ state: 'MET', workingDaysLate: 1 });
    expect(await approveBatch(city, batch.id)).toMatchObject({ state: 'PROVINCE_REVIEW' });
    expect(await approveBatch(province, batch.id)).toMatchObject({ state: 'APPROVED' });
    await untilBatchAnswered(college, batch.id);
    expect(await outcomeOf(city, planNo)).toMatchObject({ certificates: [{ state: 'LIVE', count: 2 }] });
    for (const [issuedOn, serial, name] of [
      ['2026-04-17', 301, OLD_NAME],
      ['2026-04-22', 302, NEW_NAME],
    ] as const) {
      const { certificate } = await college.run<{ certificate: object }>(
        `query ($no: ID!) { certificate(certificateNo: $no) { institutionName institution { name } } }`,
        { no: certificateNoOf(SITE, issuedOn, 'LEVEL_3', serial) },
      );
      expect(certificate).toEqual({ institutionName: name, institution: { name: NEW_NAME } });
    }
  });
}

/** The name of the university on that day, as the hub knew it at a moment. */
async function nameOn(city: Actor, onDay: string, knownAt: string | null = null): Promise<string | null> {
  const { registryAsOf: known } = await city.run<{ registryAsOf: { nameOnDay: string | null } }>(
    `query ($code: ID!, $onDay: String!, $knownAt: DateTimeISO) {
       registryAsOf(institutionCode: $code, onDay: $onDay, knownAt: $knownAt) {
         ... on RegistryAsOf { nameOnDay } ... on Refusal { code } } }`,
    { code: COLLEGE, onDay, knownAt },
  );
  return known.nameOnDay;
}

/** Fields that each version changed, the latest first. */
async function changesOfInstitution(city: Actor): Promise<readonly (readonly string[])[]> {
  const { registryHistory: history } = await city.run<{
    registryHistory: { readonly items: readonly { readonly changed: readonly string[] }[] };
  }>(`query ($code: ID!) { registryHistory(noun: INSTITUTION, key: $code) { items { changed } } }`, {
    code: COLLEGE,
  });
  return history.items.map(({ changed: fields }) => [...fields].sort());
}
