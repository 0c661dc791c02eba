/**
 * The sample province: a registry document with real region and occupation codes and otherwise invented content.
 * The same seed, catalogue and day make the same document.
 */
import type { SnapshotOccupation } from '../reference/snapshot';
import type { RegistryDocument } from '../registry/document';
import { sampleFilings } from './filings';
import { sampleInstitutions } from './institutions';
import { sampleAssessors, samplePlans } from './plans';
import { SAMPLE_REGIONS, SAMPLE_REGULATORS } from './regions';
import { isRostered, rosterOf } from './rosters';
import { firstPlaceOf } from './sample-plan';
import { skillItems } from './skill-items';

export type SampleRegistry = Required<RegistryDocument>;

/** The day on which the sample plays; every exam lies before it. */
export const SAMPLE_TODAY = '2026-06-30';
/** 中华人民共和国职业分类大典（2022年版） was adopted on this day. */
const CATALOGUE_FROM = '2022-09-28';

export interface SampleRegistryOptions {
  readonly seed: number;
  /** Rows of the catalogue (`data/occupations-2022.csv`). */
  readonly occupations: readonly { readonly code: string; readonly name: string }[];
  readonly today?: string;
}

/** Throws RangeError when the catalogue lacks an occupation that the sample uses. */
export function sampleRegistry({ seed, occupations, today = SAMPLE_TODAY }: SampleRegistryOptions): SampleRegistry {
  const listed: readonly SnapshotOccupation[] = occupations.map(({ code, name }) => ({ code, name, workTypes: [] }));
  const items = skillItems(listed);
  const filed = sampleInstitutions(seed, today).map((each) => ({
    each,
    filings: sampleFilings(each, items, seed, today),
  }));
  const plans = filed.flatMap(({ each, filings }) => samplePlans(each, filings.inForce, seed, today));
  return {
    regions: SAMPLE_REGIONS,
    regulators: SAMPLE_REGULATORS,
    institutions: filed.map(({ each }) => each.institution),
    sites: filed.flatMap(({ each }) => each.sites),
    filings: filed.flatMap(({ filings }) => [...filings.inForce, filings.lapsed]),
    plans: plans.map((plan, turn) =>
      isRostered(plan) ? { ...plan, roster: rosterOf(plan, firstPlaceOf(plans, turn), today) } : plan,
    ),
    catalogue: [{ edition: '2022', from: CATALOGUE_FROM, to: null, occupations: listed }],
    assessors: filed.flatMap(({ filings }) => filings.inForce.flatMap((filing) => sampleAssessors(filing, today))),
    signingKeys: [],
  };
}
