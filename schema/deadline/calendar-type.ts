import { Field, GraphQLISODateTime, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { RecordedYear } from '../../src/app/deadlines/calendar-ports';
import { CALENDAR_SOURCES, type CalendarYearView } from '../../src/app/deadlines/list-calendar-years';
import type { WorkingDaysCounted } from '../../src/app/deadlines/count-working-days';
import type { GivenYear } from '../../src/domain/calendar/calendar-year';
import { codeType } from '../codes';
import { resultOf } from '../refusal/type';

const SOURCES_ZH = {
  RECORDED: '人工录入并确认',
  PACK: '规则包',
  RELEASE: '本版本',
  NONE: '未公布',
} as const satisfies Record<CalendarYearView['source'], string>;

const CalendarSources = codeType(
  'CalendarSource',
  '节假日安排的来源 / Where the calendar of a year comes from',
  CALENDAR_SOURCES.map((code) => ({ code, zh: SOURCES_ZH[code] })),
);
const HOLIDAYS = '放假日 YYYY-MM-DD / Days off';
const WORKDAYS = '调休上班日 YYYY-MM-DD / Make-up workdays';
const NOTICE = '国务院办公厅通知名称或文号 / Title or number of the notice';

@ObjectType({ description: '录入的节假日安排 / A calendar that was recorded', simpleResolvers: true })
export class RecordedCalendar implements Pick<RecordedYear, 'id' | 'holidays' | 'workdays' | 'notice'> {
  @Field(() => ID, { description: '编号 / Id' })
  readonly id: string;
  @Field(() => [String], { description: HOLIDAYS })
  readonly holidays: readonly string[];
  @Field(() => [String], { description: WORKDAYS })
  readonly workdays: readonly string[];
  @Field(() => String, { description: NOTICE })
  readonly notice: string;
  @Field(() => ID, { description: '录入的客户端 / Client that recorded it' })
  readonly recordedBy: string;
  @Field(() => GraphQLISODateTime, { description: '录入时刻 / Recorded at' })
  readonly recordedAt: Date;
  @Field(() => ID, { nullable: true, description: '确认的客户端 / Client that confirmed it' })
  readonly confirmedBy: string | null;
  @Field(() => GraphQLISODateTime, { nullable: true, description: '确认时刻 / Confirmed at' })
  readonly confirmedAt: Date | null;
}

@ObjectType('CalendarYear', { description: '一年的节假日安排 / The calendar of one year', simpleResolvers: true })
export class CalendarYear implements CalendarYearView {
  @Field(() => Int, { description: '年份 / Year' })
  readonly year: number;
  @Field(() => CalendarSources, { description: '来源 / Where it comes from' })
  readonly source: CalendarYearView['source'];
  @Field(() => Boolean, { description: '现已需要而尚未公布 / Needed by now and not there' })
  readonly missing: boolean;
  @Field(() => [String], { description: '周一至周五的放假日 / Days off from Monday to Friday' })
  readonly holidays: readonly string[];
  @Field(() => [String], { description: '周末的上班日 / Workdays on weekends' })
  readonly workdays: readonly string[];
  @Field(() => RecordedCalendar, { nullable: true, description: '录入并确认的安排 / As recorded and confirmed' })
  readonly recorded: RecordedYear | null;
  @Field(() => RecordedCalendar, { nullable: true, description: '待确认的安排 / Waits for a second person' })
  readonly proposed: RecordedYear | null;
}

@ObjectType('WorkingDays', { description: '一段日期的工作日 / The working days of a span', simpleResolvers: true })
export class WorkingDays implements WorkingDaysCounted {
  @Field(() => Int, { description: '日历天数,首尾均计 / Days, the first and the last one included' })
  readonly days: number;
  @Field(() => Int, {
    nullable: true,
    description: '工作日;空为其中有年份未公布节假日安排 / Working days; null when a calendar is not published',
  })
  readonly workingDays: number | null;
  @Field(() => Int, { nullable: true, description: '首个未公布的年份 / The first year that is not published' })
  readonly unpublishedYear: number | null;
  @Field(() => [String], { description: '周一至周五的放假日 / Days off from Monday to Friday' })
  readonly holidays: readonly string[];
  @Field(() => [String], { description: '周末的上班日 / Workdays on weekends' })
  readonly workdays: readonly string[];
}

@InputType({ description: '一年的节假日安排 / The calendar of one year' })
export class CalendarYearInput implements GivenYear {
  @Field(() => Int, { description: '年份 / Year' })
  readonly year: number;
  @Field(() => [String], { description: HOLIDAYS })
  readonly holidays: readonly string[];
  @Field(() => [String], { description: WORKDAYS })
  readonly workdays: readonly string[];
  @Field(() => String, { description: NOTICE })
  readonly notice: string;
}

@ObjectType({ description: '节假日安排待确认 / The calendar waits to be confirmed', simpleResolvers: true })
export class CalendarProposed {
  @Field(() => ID, { description: '编号 / Id' })
  readonly calendarYearId: string;
  @Field(() => Int, { description: '年份 / Year' })
  readonly year: number;
  @Field(() => Boolean, { description: '此前已录入相同安排 / The same days had been recorded before' })
  readonly repeated: boolean;
}

@ObjectType({ description: '节假日安排已确认并生效 / The calendar is confirmed and holds', simpleResolvers: true })
export class CalendarConfirmed {
  @Field(() => ID, { description: '编号 / Id' })
  readonly calendarYearId: string;
  @Field(() => Int, { description: '年份 / Year' })
  readonly year: number;
}

export const ProposeCalendarYearResult = resultOf(
  'ProposeCalendarYearResult',
  CalendarProposed,
  '录入的结果 / Answer to proposeCalendarYear',
);
export const ConfirmCalendarYearResult = resultOf(
  'ConfirmCalendarYearResult',
  CalendarConfirmed,
  '确认的结果 / Answer to confirmCalendarYear',
);
