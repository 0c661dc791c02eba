import type { Parameters } from '../packs/parameters';
import type { SnapshotInstitution } from '../reference/snapshot';

type Certifying = Pick<SnapshotInstitution, 'kind' | 'schoolType'>;

/** The levels that this kind of institution may certify: the ladder of its kind, narrowed for schools by some packs. */
export function ladderOf({ kind, schoolType }: Certifying, { ladders }: Parameters): readonly string[] {
  const ladder = ladders[kind] ?? [];
  const { SCHOOL: school } = ladders;
  return schoolType === null || school === undefined ? ladder : ladder.filter((level) => school.includes(level));
}

/** The levels that a pack leaves to this type of school (CMP-016); `undefined` for all others. */
export const levelLimitOf = ({ schoolType }: Certifying, { levelLimits }: Parameters): readonly string[] | undefined =>
  schoolType === null ? undefined : levelLimits[schoolType];

/** Bases that this kind of institution may certify by (CMP-022); `undefined` where the pack says nothing of it. */
export const allowedBasesOf = (
  { kind, schoolType }: Certifying,
  { allowedBases }: Parameters,
): readonly string[] | undefined => (schoolType === null ? undefined : allowedBases.SCHOOL) ?? allowedBases[kind];
