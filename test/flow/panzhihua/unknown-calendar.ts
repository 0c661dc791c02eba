/** Terms that end in a year whose calendar nobody has published. */
import { accepted } from '../../kit/life/answers';
import { checkedBatch, findingNames, findingsOf } from '../../kit/life/batches';
import { confirmYear, proposeYear, workingDaysIn } from '../../kit/life/calendars';
import { crewOf } from '../../kit/life/crews';
import { deadlinesOf, termOf, toldTo, untilTerm } from '../../kit/life/deadlines';
import { decisionsOn } from '../../kit/life/decisions';
import { candidates, NEW_NAME, PANZHIHUA, planOf, recordsOf } from '../../kit/life/panzhihua';
import { approvePlan, filePlan } from '../../kit/life/plans';
import { until } from '../../kit/operations';
import { fieldsAt, header, SITE, type Year } from './year';

export function unknownCalendar(year: () => Year): void {
  test('a term that ends in 2027 has no day until two people have recorded the calendar of 2027', async () => {
    const {
      hub,
      college,
      nation,
      secondNation,
      setDay,
      offices: { city, province },
    } = year();
    setDay('2026-12-01');
    const missing = await until(
      () => toldTo(nation, 'CALENDAR_MISSING'),
      ({ length }) => length > 0,
    );
    expect(missing.map(({ subject }) => subject)).toEqual([{ kind: 'CALENDAR', id: '2027' }]);

    setDay('2026-12-28');
    const plan = planOf(
      {
        planNo: 'PZH-2027',
        siteCode: SITE,
        enrolmentClosedOn: '2026-12-21',
        exam: ['2027-01-12', '2027-01-12'],
        people: candidates(71, 72),
      },
      await crewOf(college),
    );
    expect(await filePlan(college, plan)).toMatchObject({ state: 'FILED', remarks: [] });
    expect(await termOf(city, 'PLAN_CITY', 'PZH-2027')).toMatchObject({
      state: 'OPEN',
      dueOn: null,
      waitsForYear: 2027,
      workingDaysLeft: null,
    });
    expect(await workingDaysIn(city, '2026-12-29', '2027-01-05', PANZHIHUA.code)).toMatchObject({
      workingDays: null,
      unpublishedYear: 2027,
    });
    // What has no day stands behind what has one.
    expect((await deadlinesOf(city)).at(-1)).toMatchObject({ dueOn: null, subject: { id: 'PZH-2027' } });
    expect(await toldTo(nation, 'CALENDAR_MISSING')).toHaveLength(1);

    const wrong = {
      year: 2027,
      notice: '国务院办公厅关于2027年部分节假日安排的通知',
      holidays: ['2027-02-05', '2026-12-31', '2027-10-01'],
      workdays: ['2027-02-10'],
    };
    const refused = await proposeYear(nation, wrong);
    expect([refused.code, fieldsAt(refused)]).toEqual(['CALENDAR_INVALID', ['holidays 2', 'workdays 1', 'holidays']]);
    expect(refused.places?.at(-1)?.message.zh).toContain('2027-01-01');

    const right = { ...wrong, holidays: ['2027-01-01', '2027-02-05', '2027-10-01'], workdays: ['2027-02-14'] };
    const { calendarYearId: id = '' } = accepted(await proposeYear(nation, right));
    expect(await confirmYear(nation, id)).toMatchObject({ code: 'FOUR_EYES' });
    expect(await termOf(city, 'PLAN_CITY', 'PZH-2027')).toMatchObject({ dueOn: null });
    expect(await confirmYear(secondNation, id)).toMatchObject({ year: 2027 });
    const counted = await until(
      () => termOf(city, 'PLAN_CITY', 'PZH-2027'),
      (term) => term?.dueOn !== null,
    );
    expect(counted).toMatchObject({ state: 'OPEN', dueOn: '2027-01-05', waitsForYear: null, workingDaysLeft: 5 });
    const moved = await toldTo(city, 'TERM_MOVED');
    expect(moved.map(({ subject, text }) => [subject.id, text.zh.includes('2027-01-05')])).toEqual([
      ['PZH-2027', true],
    ]);
    expect(await decisionsOn(nation, 'CALENDAR', '2027')).toMatchObject([
      { act: 'CALENDAR_CONFIRMED', decidedBy: secondNation.clientId, basis: [right.notice] },
    ]);
    expect(await approvePlan(city, 'PZH-2027')).toMatchObject({ state: 'CITY_APPROVED' });
    expect(await approvePlan(province, 'PZH-2027')).toMatchObject({ state: 'APPROVED' });
    // Saturday 14 February is worked by the new calendar, Friday 5 February is free.
    expect(await termOf(college, 'RESULTS_UPLOAD', 'PZH-2027')).toMatchObject({ dueOn: '2027-02-10' });
    // The rules count by the same calendar: the day after is the 21st.
    setDay('2027-02-11');
    const exam = { siteCode: SITE, examDate: '2027-01-12', issuedOn: '2027-01-20', from: 1 };
    const batch = await checkedBatch(
      college,
      header('PZH-2027', '2027', '2027-01-15'),
      recordsOf(candidates(71, 72), exam).map((record) => ({ ...record, institutionName: NEW_NAME })),
    );
    const findings = await findingsOf(college, batch.id);
    expect(findingNames(findings)).toEqual(['batch TIM-003']);
    expect(findings[0]?.message.zh).toContain('经过 21 个工作日');
    // Held whole until the delay is declared: the term runs on, and is over since the day before.
    expect(await untilTerm(college, 'RESULTS_UPLOAD', 'PZH-2027', 'OVERDUE')).toMatchObject({ workingDaysLeft: -1 });
    expect(hub.errorLines()).toEqual([]);
  });
}
