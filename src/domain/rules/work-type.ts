/** Which work types an occupation has (CMP-014): those of the catalogue, or, where it names none, those of the filings. */
import type { SnapshotOccupation } from '../reference/snapshot';
import type { Ground } from './ground';

type Known = Pick<Ground, 'filedWorkTypes'>;

/** `undefined` where nobody names any: then every text may be right. */
export function workTypesOf(
  { code, workTypes }: SnapshotOccupation,
  { filedWorkTypes }: Known,
): readonly string[] | undefined {
  if (workTypes.length > 0) return workTypes;
  const filed = filedWorkTypes.get(code);
  return filed === undefined ? undefined : [...filed];
}

const belongs = (workType: string, { code, workTypes }: SnapshotOccupation, { filedWorkTypes }: Known): boolean =>
  workTypes.length > 0 ? workTypes.includes(workType) : filedWorkTypes.get(code)?.has(workType) !== false;

/** The work type, unless it is none of the occupation's; an occupation that is not known has all of them. */
export const workTypeOf = (
  workType: string | undefined,
  occupation: SnapshotOccupation | undefined,
  known: Known,
): string | undefined =>
  workType === undefined || occupation === undefined || belongs(workType, occupation, known) ? workType : undefined;
