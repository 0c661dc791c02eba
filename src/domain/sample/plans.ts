/** The announced exams of the sample province and the people who run them. */
import type { SnapshotAssessor } from '../reference/snapshot';
import type { RegistryFiling, RegistryInstitution, RegistryPlan } from '../registry/document';
import { addDays } from './days';
import { drawFrom, mix, textNumber } from './draw';
import { SAMPLE_MAIN_INSTITUTION, type SampleInstitution } from './institutions';

/** Of ten candidates nine pass: where nearly everybody does, AUT-016 wonders. */
const PASSING_OF_TEN = 9;
const headcountFor = (room: number): number => Math.ceil((room * 10) / PASSING_OF_TEN);
/** Certificates that a plan of the sample gives. */
export const roomOf = ({ headcount }: Pick<RegistryPlan, 'headcount'>): number =>
  Math.floor((headcount * PASSING_OF_TEN) / 10);

/** Ready for load: one batch of a million records, the largest that the hub takes. */
const LOAD_PLAN_ROOM = 1_000_000;
export const LOAD_PLAN_HEADCOUNT = headcountFor(LOAD_PLAN_ROOM);
const MAIN_PLAN_ROOM = 200_000;
const MAIN_SIDE_PLAN_ROOM = 100_000;
const PLAN_ROOM_MIN = 400;
const PLAN_ROOM_SPREAD = 4_600;

/** The second year's certificates of the load plan are issued by then. */
const LOAD_DAYS_INTO_YEAR = 10;

const EXAM_DAYS = 3;
/** Just long enough ago for the notice of results to be over and the certificates to be issued. */
const LATEST_EXAM_DAYS_AGO = 15;
const EXAM_DAYS_APART = 7;
const EXAM_TURNS = 15;
const FILED_DAYS_BEFORE_EXAM = 35;
const ENROLMENT_DAYS_BEFORE_FILING = 5;
const SIDE_LEVELS = ['LEVEL_3', 'LEVEL_4', 'LEVEL_5'] as const;
const PROVINCE_APPROVES = new Set(['LEVEL_3', 'LEVEL_2', 'LEVEL_1']);

interface PlanChoice {
  readonly filing: RegistryFiling;
  readonly level: string;
  readonly siteCode: string;
  readonly headcount: number;
  readonly examFrom: string;
  readonly status?: string;
}

/**
 * No two plans share site and level: serials run per site, year and level, so each plan numbers from 000001.
 * The first plan of the main institution is of level 2, the only level at which every fault can be planted.
 */
export function samplePlans(
  { institution, sites }: SampleInstitution,
  filings: readonly RegistryFiling[],
  seed: number,
  today: string,
): readonly RegistryPlan[] {
  const openSites = sites.filter(({ to }) => to === null).map(({ code }) => code);
  const isMain = institution.code === SAMPLE_MAIN_INSTITUTION;
  const choices = isMain
    ? mainChoices(filings, openSites, today)
    : sideChoices(institution, filings, openSites, seed, today);
  return choices.map((choice, place) => planOf(choice, place, today));
}

function mainChoices(filings: readonly RegistryFiling[], siteCodes: readonly string[], today: string): PlanChoice[] {
  const loadSite = siteCodes.at(-1);
  const [firstSite] = siteCodes;
  const [firstFiling] = filings;
  if (loadSite === undefined || firstSite === undefined || firstFiling === undefined) {
    throw new RangeError('The main institution needs sites and filings.');
  }
  const side = siteCodes.slice(0, -1).flatMap((siteCode) => SIDE_LEVELS.map((level) => ({ siteCode, level })));
  return [
    {
      filing: firstFiling,
      level: 'LEVEL_2',
      siteCode: firstSite,
      headcount: headcountFor(MAIN_PLAN_ROOM),
      examFrom: examDay(0, today),
    },
    ...side.map(({ siteCode, level }, place) => ({
      filing: filings[place % filings.length] ?? firstFiling,
      level,
      siteCode,
      headcount: headcountFor(MAIN_SIDE_PLAN_ROOM),
      examFrom: examDay(place, today),
    })),
    // A year has 999,999 serials per site and level; this exam is held in December, so that certificates of two
    // years are issued for it.
    {
      filing: firstFiling,
      level: 'LEVEL_5',
      siteCode: loadSite,
      headcount: LOAD_PLAN_HEADCOUNT,
      examFrom: `${Number(addDays(today, -LOAD_DAYS_INTO_YEAR).slice(0, 4)) - 1}-12-01`,
    },
  ];
}

function sideChoices(
  { code: institutionCode, regionCode }: RegistryInstitution,
  filings: readonly RegistryFiling[],
  siteCodes: readonly string[],
  seed: number,
  today: string,
): PlanChoice[] {
  const draw = drawFrom(mix(seed, textNumber(`plans of ${institutionCode}`)));
  return filings.slice(0, 2).map((filing, place) => ({
    filing,
    level: filing.levels[filing.levels.length - 1 - place] ?? 'LEVEL_5',
    siteCode: siteCodes[place % siteCodes.length] ?? '',
    headcount: headcountFor(PLAN_ROOM_MIN + draw.below(PLAN_ROOM_SPREAD)),
    examFrom: examDay(draw.below(regionCode === HASTY_REGION ? 1 : EXAM_TURNS), today),
    // One plan of the province still waits for its approval.
    ...(institutionCode === WAITING_INSTITUTION && place === 1 ? { status: 'SUBMITTED' } : {}),
  }));
}
const WAITING_INSTITUTION = '0039';
/** Panzhihua asks for certificate data within days of the approval of results: its exams are the latest ones. */
const HASTY_REGION = '510400';

const examDay = (turn: number, today: string): string =>
  addDays(today, -LATEST_EXAM_DAYS_AGO - (turn % EXAM_TURNS) * EXAM_DAYS_APART);

function planOf(
  { filing, level, siteCode, headcount, examFrom, status }: PlanChoice,
  place: number,
  today: string,
): RegistryPlan {
  const { institutionCode } = filing;
  const filedOn = addDays(examFrom, -FILED_DAYS_BEFORE_EXAM);
  return {
    planNo: `P${today.slice(0, 4)}-${institutionCode}-${String(place + 1).padStart(3, '0')}`,
    institutionCode,
    status: status ?? 'APPROVED',
    provinceApproved: PROVINCE_APPROVES.has(level),
    filedOn,
    enrolmentClosedOn: addDays(filedOn, -ENROLMENT_DAYS_BEFORE_FILING),
    occupationCode: filing.occupationCode,
    workType: filing.workTypes[0] ?? '--',
    level,
    siteCode,
    examFrom,
    examTo: addDays(examFrom, EXAM_DAYS - 1),
    headcount,
    roster: null,
    assessors: assessorIds(filing),
    internalSupervisors: [`Q-${institutionCode}-1`],
    invigilators: [`V-${institutionCode}-1`, `V-${institutionCode}-2`],
    trainers: [`T-${institutionCode}-1`, `T-${institutionCode}-2`],
  };
}

/** Three: the least that is asked for, and an odd number. */
const ASSESSORS_PER_ITEM = 3;
const ASSESSOR_SINCE_DAYS = 800;
const ASSESSOR_UNTIL_DAYS = 600;
const BAN_FROM_DAYS = 700;
const BAN_DAYS = 60;

const assessorIds = ({ id }: RegistryFiling): readonly string[] =>
  Array.from({ length: ASSESSORS_PER_ITEM }, (_, place) => `A-${id}-${place + 1}`);

/** The assessors of one filing; the first one was once barred for two months, long before any exam of the sample. */
export const sampleAssessors = (filing: RegistryFiling, today: string): readonly SnapshotAssessor[] =>
  assessorIds(filing).map((id, place) => ({
    id,
    occupationCodes: [filing.occupationCode],
    from: addDays(today, -ASSESSOR_SINCE_DAYS),
    to: addDays(today, ASSESSOR_UNTIL_DAYS),
    barred:
      place === 0 ? [{ from: addDays(today, -BAN_FROM_DAYS), to: addDays(today, -BAN_FROM_DAYS + BAN_DAYS) }] : [],
  }));
