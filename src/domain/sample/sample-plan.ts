/** Everything that one plan fixes for all of its records, looked up once. */
import type { BatchHeader } from '../intake/header';
import type { RegistryFiling, RegistryInstitution, RegistryPlan } from '../registry/document';
import { addDays } from './days';
import { mix, textNumber } from './draw';
import { roomOf } from './plans';
import { adultPeople, youngPeople, type AgeGroup } from './people';
import type { SampleRegistry } from './sample-registry';

/** Serials 000001 to 999999 of one site, year and level. */
export const SERIALS_PER_YEAR = 999_999;

const NOTICE_DAYS_AFTER_EXAM = 2;
const NOTICE_DAYS = 7;
const ISSUE_DAYS = 3;

export interface SamplePlan {
  readonly seed: number;
  readonly institution: RegistryInstitution;
  readonly filing: RegistryFiling;
  readonly plan: RegistryPlan;
  readonly occupationName: string;
  readonly noticeFrom: string;
  readonly noticeTo: string;
  readonly resultsApprovedOn: string;
  readonly examDays: readonly string[];
  /** Days of issue; the second list serves whoever comes after the last serial of the first year. */
  readonly issueDays: readonly (readonly string[])[];
  readonly young: AgeGroup;
  readonly adult: AgeGroup;
  /** Places in the age groups that belong to the plans before this one. */
  readonly firstPlace: number;
}

/** Throws RangeError when the registry lacks the institution, its plan, or the filing behind the plan. */
export function samplePlan(
  registry: SampleRegistry,
  institutionCode: string,
  planNo: string,
  seed: number,
  today: string,
): SamplePlan {
  const institution = registry.institutions.find(({ code }) => code === institutionCode);
  const turn = registry.plans.findIndex((plan) => plan.planNo === planNo && plan.institutionCode === institutionCode);
  const plan = registry.plans[turn];
  if (institution === undefined || plan === undefined) throw new RangeError('The institution has no such plan.');
  const filing = registry.filings.find(
    (each) => each.institutionCode === institutionCode && each.occupationCode === plan.occupationCode,
  );
  if (filing === undefined) throw new RangeError('The plan has no filing.');
  const noticeFrom = addDays(plan.examTo, NOTICE_DAYS_AFTER_EXAM);
  const noticeTo = addDays(noticeFrom, NOTICE_DAYS - 1);
  const resultsApprovedOn = addDays(noticeTo, 1);
  return {
    seed: mix(seed, textNumber(planNo)),
    institution,
    filing,
    plan,
    occupationName: occupationNameOf(registry, plan.occupationCode),
    noticeFrom,
    noticeTo,
    resultsApprovedOn,
    examDays: days(plan.examFrom, 1 + daysApart(plan.examFrom, plan.examTo)),
    issueDays: [
      daysOfOneYear(addDays(resultsApprovedOn, 1)),
      days(`${Number(noticeTo.slice(0, 4)) + 1}-01-04`, ISSUE_DAYS),
    ],
    young: youngPeople(today),
    adult: adultPeople(today),
    firstPlace: firstPlaceOf(registry.plans, turn),
  };
}

const DAY_MS = 24 * 60 * 60 * 1_000;
const daysApart = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
const days = (first: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, place) => addDays(first, place));

/** `turn` is the plan's place in the registry. */
export const firstPlaceOf = (plans: SampleRegistry['plans'], turn: number): number =>
  plans.slice(0, turn).reduce((places, plan) => places + roomOf(plan), 0);

/** Serials run per year: issued in two years, the certificates of one exam would leave gaps in both. */
const daysOfOneYear = (first: string): readonly string[] =>
  days(first, ISSUE_DAYS).filter((day) => day.slice(0, 4) === first.slice(0, 4));

function occupationNameOf({ catalogue }: SampleRegistry, occupationCode: string): string {
  const found = catalogue.flatMap(({ occupations }) => occupations).find(({ code }) => code === occupationCode);
  if (found === undefined) throw new RangeError('The occupation of the plan is not in the catalogue.');
  return found.name;
}

/** `startSerial` makes the institution's own batch number unique when a plan is sent in several batches. */
export function sampleHeader(
  { plan, noticeFrom, noticeTo, resultsApprovedOn }: SamplePlan,
  startSerial: number,
): BatchHeader {
  return {
    planNo: plan.planNo,
    clientBatchNo: `${plan.planNo}-${String(startSerial).padStart(7, '0')}`,
    noticeFrom,
    noticeTo,
    resultsApprovedOn,
  };
}
