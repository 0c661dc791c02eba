/** The calendar of a year: proposed by one, confirmed by another. */
import { REFUSAL } from '../operations';
import { said, type Answer, type Asker } from './answers';

export interface GivenCalendar {
  readonly year: number;
  readonly notice: string;
  readonly holidays: readonly string[];
  readonly workdays: readonly string[];
}

export const proposeYear = (
  by: Asker,
  calendar: GivenCalendar,
): Promise<Answer<{ readonly calendarYearId: string; readonly year: number; readonly repeated: boolean }>> =>
  said(
    by,
    `mutation ($calendar: CalendarYearInput!) { proposeCalendarYear(calendar: $calendar) {
       ... on CalendarProposed { calendarYearId year repeated } ${REFUSAL} } }`,
    { calendar },
  );

export const confirmYear = (
  by: Asker,
  id: string,
): Promise<Answer<{ readonly calendarYearId: string; readonly year: number }>> =>
  said(
    by,
    `mutation ($id: ID!) { confirmCalendarYear(calendarYearId: $id) { ... on CalendarConfirmed { calendarYearId year } ${REFUSAL} } }`,
    {
      id,
    },
  );

export interface CountedDays {
  readonly days: number;
  readonly workingDays: number | null;
  readonly unpublishedYear: number | null;
  readonly holidays: readonly string[];
  readonly workdays: readonly string[];
}

/** First and last day counted. */
export async function workingDaysIn(by: Asker, from: string, to: string, regionCode: string): Promise<CountedDays> {
  const { workingDays } = await by.run<{ workingDays: CountedDays }>(
    `query ($from: String!, $to: String!, $regionCode: String!) {
       workingDays(from: $from, to: $to, regionCode: $regionCode) {
         days workingDays unpublishedYear holidays workdays } }`,
    { from, to, regionCode },
  );
  return workingDays;
}
