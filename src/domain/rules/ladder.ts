import type { Parameters } from '../packs/parameters';
import type { SnapshotInstitution } from '../reference/snapshot';

/** The levels that this kind of institution may certify: the ladder of its kind, narrowed for schools by some packs. */
export function ladderOf({ kind, schoolType }: SnapshotInstitution, { ladders }: Parameters): readonly string[] {
  const ladder = ladders[kind] ?? [];
  const { SCHOOL: school } = ladders;
  return schoolType === null || school === undefined ? ladder : ladder.filter((level) => school.includes(level));
}

/** The levels that a pack leaves to this type of school (CMP-016); `undefined` for all others. */
export const levelLimitOf = (
  { schoolType }: SnapshotInstitution,
  { levelLimits }: Parameters,
): readonly string[] | undefined => (schoolType === null ? undefined : levelLimits[schoolType]);
