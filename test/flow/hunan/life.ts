/** The hub, the people and the days of the life of a Hunan technician college, and what its chapters hand on. */
import { type Actor, startTestHub, type TestHub } from '../../kit/hub';
import { type Page } from '../../kit/life/answers';
import { COLLEGE, HUNAN, type Sitting } from '../../kit/life/hunan';
import { candidates } from '../../kit/life/people';
import { applicantOf, type Offices, officesOf } from '../../kit/life/steps';
import { until } from '../../kit/operations';

export const FORTY_SEVEN = '湘人社函〔2020〕47号';
export const NOTICE = ['2026-01-09', '2026-01-15'] as const;
const EXAM = { examFrom: '2026-01-07', examTo: '2026-01-08' };
const people = (count: number, from: number) => candidates(count, { cityCode: HUNAN.city, from });
export const SENIOR: Sitting = { level: 'LEVEL_3', ...EXAM, people: people(10, 1) };
export const MIDDLE: Sitting = { level: 'LEVEL_4', ...EXAM, people: people(6, 101) };
export const JUNIOR: Sitting = { level: 'LEVEL_5', ...EXAM, people: people(24, 201) };
/** Of the senior sitting: who failed, and against whom the objection is. */
export const FAILED_PLACE = 10;
export const STRUCK_PLACE = 4;

export interface SeenFiling {
  readonly id: string;
  readonly occupationCode: string;
  readonly from: string;
  readonly to: string | null;
}

export interface HunanLife {
  readonly hub: TestHub;
  readonly school: Actor;
  readonly offices: Offices;
  /** Numbers of the plans and ids of the batches, once a chapter has made them. */
  readonly plans: { senior: string; middle: string; junior: string };
  readonly batches: { senior: string; middle: string; junior: readonly string[] };
  /** Of the senior sitting. */
  noticeId: string;
  /** Nine in the morning in China. */
  setDay(day: string): void;
  /** By their first days. */
  filingsOf(): Promise<readonly SeenFiling[]>;
  filingOf(occupationCode: string, from: string): Promise<string>;
  /** Waits for the end of the daily watch, which says nothing when it has nothing to say. */
  watched(day: string): Promise<unknown>;
  /** Without a token, as the public reads. */
  publicPage(path: string): Promise<{ readonly status: number; readonly text: string }>;
}

export async function startHunanLife(): Promise<HunanLife> {
  const hub = await startTestHub({
    queue: 'postgres',
    workers: 1,
    sweepSeconds: 1,
    clock: '2025-12-15T01:00:00Z',
    empty: { province: { code: HUNAN.province, name: '湖南省' }, cities: [{ code: HUNAN.city, name: '湘潭市' }] },
  });
  const school = await applicantOf(hub, COLLEGE);
  const filingsOf = async (): Promise<readonly SeenFiling[]> => {
    const { filings } = await school.run<{ filings: Page<SeenFiling> }>(
      'query ($code: ID!) { filings(institutionCode: $code) { total items { id occupationCode from to } } }',
      { code: COLLEGE },
    );
    return [...filings.items].sort((one, other) => (one.from < other.from ? -1 : 1));
  };
  return {
    hub,
    school,
    offices: await officesOf(hub, HUNAN),
    plans: { senior: '', middle: '', junior: '' },
    batches: { senior: '', middle: '', junior: [] },
    noticeId: '',
    setDay: (day) => hub.setClock(`${day}T01:00:00Z`),
    filingsOf,
    filingOf: async (code, from) =>
      (await filingsOf()).find((filing) => filing.occupationCode === code && filing.from === from)?.id ?? '',
    watched: (day) =>
      until(
        () => hub.query('SELECT FROM registry_watch_day WHERE day = $1', [day]),
        (days) => days.length === 1,
      ),
    publicPage: async (path) => {
      const response = await fetch(`${hub.url}${path}`);
      return { status: response.status, text: await response.text() };
    },
  };
}
