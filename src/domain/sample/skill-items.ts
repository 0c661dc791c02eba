/** Occupations that the sample institutions are filed for: real codes of majors 3 to 6, none of them an access-type one. */
import type { SnapshotOccupation } from '../reference/snapshot';

export interface SkillItem {
  readonly occupationCode: string;
  readonly occupationName: string;
  /** `--` where the occupation is certified as a whole. */
  readonly workType: string;
}

const CODES_AND_WORK_TYPES: readonly (readonly [code: string, workType: string])[] = [
  ['6-31-01-03', '--'],
  ['4-12-01-01', '汽车机械维修工'],
  ['4-10-01-05', '--'],
  ['4-03-02-01', '--'],
  ['4-01-06-01', '--'],
  ['6-31-07-03', '--'],
  ['5-05-01-01', '--'],
  ['3-01-01-02', '--'],
  ['4-03-02-07', '--'],
  ['4-10-03-01', '--'],
  ['6-18-01-01', '数控车工'],
  ['6-20-01-01', '--'],
  ['6-20-03-01', '--'],
  ['6-29-03-05', '--'],
  ['6-05-01-01', '--'],
  ['6-02-06-01', '--'],
  ['6-31-03-01', '--'],
  ['6-29-01-01', '--'],
  ['4-10-01-03', '--'],
  ['4-03-02-04', '--'],
  ['4-02-06-03', '--'],
  ['4-04-05-01', '--'],
  ['4-04-04-02', '--'],
  ['4-14-01-03', '--'],
  ['4-02-07-08', '--'],
  ['3-01-02-07', '--'],
  ['5-01-02-02', '--'],
  ['5-05-02-01', '--'],
];

/** Throws RangeError when the catalogue lacks one of the codes. */
export function skillItems(occupations: readonly SnapshotOccupation[]): readonly SkillItem[] {
  const names = new Map(occupations.map(({ code, name }) => [code, name]));
  return CODES_AND_WORK_TYPES.map(([occupationCode, workType]) => {
    const occupationName = names.get(occupationCode);
    if (occupationName === undefined) throw new RangeError(`The catalogue lacks ${occupationCode}.`);
    return { occupationCode, occupationName, workType };
  });
}
