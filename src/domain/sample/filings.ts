/** What the sample institutions are filed for: terms in force, and one item each whose filing no longer holds. */
import type { Interruption } from '../reference/snapshot';
import type { RegistryFiling, RegistryInstitution } from '../registry/document';
import { addDays, addYears } from './days';
import { drawFrom, mix, textNumber } from './draw';
import { SAMPLE_MAIN_INSTITUTION, type SampleInstitution } from './institutions';
import type { SkillItem } from './skill-items';

const ITEMS_OF_MAIN = 8;
const ITEMS_OF_OTHERS = 3;
const TERM_YEARS = 3;
/** Filings in force began this long ago; those that lapsed, long enough ago to have run their term. */
const FILED_DAYS_AGO = 500;
const LAPSED_FILED_DAYS_AGO = 1_500;
/** Longer ago than any exam of the sample. */
const BROKEN_DAYS_AGO = 420;

export interface SampleFilings {
  readonly inForce: readonly RegistryFiling[];
  readonly lapsed: RegistryFiling;
}

export function sampleFilings(
  { institution, sites }: SampleInstitution,
  items: readonly SkillItem[],
  seed: number,
  today: string,
): SampleFilings {
  const isMain = institution.code === SAMPLE_MAIN_INSTITUTION;
  const count = isMain ? ITEMS_OF_MAIN : ITEMS_OF_OTHERS;
  // The main institution takes the first items, so that its plans are the same for every seed.
  const start = isMain ? 0 : drawFrom(mix(seed, textNumber(institution.code))).below(items.length);
  const turn = Number(institution.code);
  const filings = Array.from({ length: count + 1 }, (_, place) => {
    const item = items[(start + place) % items.length];
    if (item === undefined) throw new RangeError('The list of skill items is empty.');
    return filingOf(institution, item, `F-${institution.code}-${place + 1}`, today);
  });
  const openSites = sites.filter(({ to }) => to === null).map(({ code }) => code);
  return {
    inForce: filings.slice(0, count).map((filing, place) => ({
      ...filing,
      // The first filing names its sites, the others hold for every site of the institution.
      siteCodes: place === 0 ? openSites : [],
      interruptions: place === 1 ? [pastSuspension(today)] : [],
    })),
    lapsed: lapse(filings.slice(count).at(0), turn, today),
  };
}

function filingOf(institution: RegistryInstitution, item: SkillItem, id: string, today: string): RegistryFiling {
  const from = addDays(today, -FILED_DAYS_AGO);
  return {
    id,
    institutionCode: institution.code,
    occupationCode: item.occupationCode,
    workTypes: [item.workType],
    levels: levelsOf(institution),
    siteCodes: [],
    audience: audienceOf(institution),
    basis: institution.kind === 'EMPLOYER' ? ['NATIONAL_STANDARD', 'EVALUATION_NORM'] : ['NATIONAL_STANDARD'],
    from,
    to: addDays(addYears(from, TERM_YEARS), -1),
    interruptions: [],
  };
}

/** Inside the strictest limits by school type that a province is known to set; nobody is filed for level 1. */
function levelsOf({ schoolType }: RegistryInstitution): readonly string[] {
  if (schoolType === 'TECHNICAL_SCHOOL') return ['LEVEL_5', 'LEVEL_4'];
  if (schoolType === null || schoolType === 'TECHNICIAN_COLLEGE') return ['LEVEL_5', 'LEVEL_4', 'LEVEL_3', 'LEVEL_2'];
  return ['LEVEL_5', 'LEVEL_4', 'LEVEL_3'];
}

function audienceOf({ kind, schoolType }: RegistryInstitution): readonly string[] {
  if (schoolType !== null) return kind === 'EMPLOYER' ? ['OWN_STUDENT'] : ['OWN_STUDENT', 'EXTERNAL'];
  return kind === 'EMPLOYER' ? ['OWN_STAFF'] : ['OWN_STAFF', 'EXTERNAL'];
}

const pastSuspension = (today: string): Interruption => ({
  kind: 'SUSPENDED',
  from: addDays(today, -FILED_DAYS_AGO + 30),
  to: addDays(today, -FILED_DAYS_AGO + 60),
});

/** By turns: run out, suspended, terminated at the institution's wish, revoked. */
function lapse(filing: RegistryFiling | undefined, turn: number, today: string): RegistryFiling {
  if (filing === undefined) throw new RangeError('An institution needs one more item than it is filed for.');
  const kinds = [undefined, 'SUSPENDED', 'TERMINATED', 'REVOKED'] as const;
  const kind = kinds[turn % kinds.length];
  if (kind !== undefined) {
    return { ...filing, interruptions: [{ kind, from: addDays(today, -BROKEN_DAYS_AGO), to: null }] };
  }
  const from = addDays(today, -LAPSED_FILED_DAYS_AGO);
  return { ...filing, from, to: addDays(addYears(from, TERM_YEARS), -1) };
}
