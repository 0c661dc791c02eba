import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import { confirmCalendarYear } from '../../src/app/deadlines/confirm-calendar-year';
import { countWorkingDays, WORKING_DAYS_SPAN_MAX } from '../../src/app/deadlines/count-working-days';
import {
  CALENDAR_YEARS_MAX,
  listCalendarYears,
  type CalendarYearView,
} from '../../src/app/deadlines/list-calendar-years';
import { proposeCalendarYear } from '../../src/app/deadlines/propose-calendar-year';
import { Access, READERS } from '../access';
import type { RequestContext } from '../request-context';
import {
  CalendarYear,
  CalendarYearInput,
  ConfirmCalendarYearResult,
  ProposeCalendarYearResult,
  WorkingDays,
} from './calendar-type';
import { calendarQuestionInvalid } from './errors';

@Resolver()
export class CalendarResolver {
  @Access(...READERS)
  @Query(() => [CalendarYear], {
    description: '各年节假日安排及其来源;默认去年至明年 / Calendars by year; from last year to the next by default',
  })
  async calendarYears(
    @Arg('from', () => Int, { nullable: true, description: '起始年份 / First year' }) from: number | null | undefined,
    @Arg('to', () => Int, {
      nullable: true,
      description: `截止年份,最多 ${CALENDAR_YEARS_MAX} 年 / Last year; at most ${CALENDAR_YEARS_MAX} years`,
    })
    to: number | null | undefined,
    @Ctx() { hub }: RequestContext,
  ): Promise<readonly CalendarYearView[]> {
    const years = await listCalendarYears(hub, { from: from ?? null, to: to ?? null });
    if (years === undefined) throw calendarQuestionInvalid();
    return years;
  }

  @Access(...READERS)
  @Query(() => WorkingDays, {
    description: '两日之间(首尾均计)的工作日 / Working days from one day to another, both included',
  })
  async workingDays(
    @Arg('from', () => String, { description: 'YYYY-MM-DD' }) from: string,
    @Arg('to', () => String, {
      description: `YYYY-MM-DD,最多 ${WORKING_DAYS_SPAN_MAX} 天 / At most ${WORKING_DAYS_SPAN_MAX} days`,
    })
    to: string,
    @Arg('regionCode', () => String, { description: '六位区划代码 / Region code of six digits' }) regionCode: string,
    @Ctx() { hub }: RequestContext,
  ): Promise<WorkingDays> {
    const counted = await countWorkingDays(hub, { from, to, regionCode });
    if (counted === undefined) throw calendarQuestionInvalid();
    return counted;
  }

  @Access('NATION', 'OPERATOR')
  @Mutation(() => ProposeCalendarYearResult, {
    description:
      '按国务院办公厅通知录入一年的节假日安排 / Records the calendar of a year by the notice of the State Council',
  })
  proposeCalendarYear(
    @Arg('calendar', () => CalendarYearInput, { description: '该年度的放假与调休安排 / The days of that year' })
    calendar: CalendarYearInput,
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<typeof ProposeCalendarYearResult> {
    return proposeCalendarYear(hub, caller, calendar);
  }

  @Access('NATION', 'OPERATOR')
  @Mutation(() => ConfirmCalendarYearResult, {
    description:
      '确认节假日安排,须由录入人以外的人办理;未办结期限随即重新计算 / ' +
      'Confirms a calendar, by another person than recorded it; open deadlines are counted anew',
  })
  confirmCalendarYear(
    @Arg('calendarYearId', () => ID, { description: '放假安排编号 / Id of the recorded calendar' })
    calendarYearId: string,
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<typeof ConfirmCalendarYearResult> {
    return confirmCalendarYear(hub, caller, { id: calendarYearId });
  }
}
