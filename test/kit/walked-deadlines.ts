import type { TestHub } from './hub';
import type { WalkedOperation, WalkedWorld } from './root-operations';

/** Invented days of a year that nobody has published; confirmed never, so that no other test counts by them. */
const CALENDAR = {
  year: 2031,
  notice: '国务院办公厅关于2031年部分节假日安排的通知(样例)',
  holidays: ['2031-01-01', '2031-05-01', '2031-10-01', '2031-10-02', '2031-10-03'],
  workdays: [],
};
const PROPOSE =
  'mutation ($calendar: CalendarYearInput!) { proposeCalendarYear(calendar: $calendar) { __typename ... on CalendarProposed { calendarYearId } ... on Refusal { code } } }';

/** Makes what the operations below name; answers ids that the world lacks. Called once, before the walk. */
export async function prepareDeadlines(hub: TestHub, _world: WalkedWorld): Promise<Readonly<Record<string, string>>> {
  const proposed = await hub.run<{ proposeCalendarYear: { readonly calendarYearId?: string } }>('operator', PROPOSE, {
    calendar: CALENDAR,
  });
  return { calendarId: proposed.proposeCalendarYear.calendarYearId ?? '' };
}

const SUPERVISORS = ['city', 'otherCity', 'province', 'secondProvince', 'otherProvince', 'nation', 'operator'] as const;
const ALL = ['institution', 'otherInstitution', ...SUPERVISORS] as const;
const NATIONAL = ['nation', 'operator'] as const;
const REFUSAL = '{ __typename ... on Refusal { code places { message { en } } } }';
const none = (): object => ({});

export const DEADLINE_QUERIES: Readonly<Record<string, WalkedOperation>> = {
  deadlines: {
    query: '{ deadlines(filter: { institutionCode: "0001" }) { total } }',
    variables: none,
    allowed: ALL,
    outside: { callers: ['otherInstitution', 'otherCity', 'otherProvince'], hear: { total: 0 } },
  },
  deadlineSummary: {
    query: '{ deadlineSummary(regionCode: "510100") { term } }',
    variables: none,
    allowed: SUPERVISORS,
  },
  calendarYears: { query: '{ calendarYears { year } }', variables: none, allowed: ALL },
  workingDays: {
    query: '{ workingDays(from: "2026-06-01", to: "2026-06-30", regionCode: "510100") { workingDays } }',
    variables: none,
    allowed: ALL,
  },
  notifications: { query: '{ notifications(unread: true) { total unread } }', variables: none, allowed: ALL },
  decisions: {
    query: '{ decisions(institutionCode: "0001") { total } }',
    variables: none,
    allowed: ALL,
    outside: { callers: ['otherInstitution', 'otherCity', 'otherProvince'], hear: { total: 0 } },
  },
};

export const DEADLINE_MUTATIONS: Readonly<Record<string, WalkedOperation>> = {
  proposeCalendarYear: {
    query: `mutation ($calendar: CalendarYearInput!) { proposeCalendarYear(calendar: $calendar) ${REFUSAL} }`,
    variables: () => ({ calendar: CALENDAR }),
    allowed: NATIONAL,
  },
  confirmCalendarYear: {
    query: `mutation ($id: ID!) { confirmCalendarYear(calendarYearId: $id) ${REFUSAL} }`,
    variables: ({ work }) => ({ id: work['calendarId'] ?? '' }),
    allowed: NATIONAL,
  },
  markNotificationsRead: {
    query: `mutation ($ids: [ID!]!) { markNotificationsRead(ids: $ids) ${REFUSAL} }`,
    variables: () => ({ ids: [] }),
    allowed: ALL,
  },
};
