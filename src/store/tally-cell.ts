/** A row of `certificate` as the cell of a tally: the same for the hub's own tallies and for the reports of feeds. */
import type { TallyDefinition, TallyDimension } from '../domain/statistics/definition';

/** $n of the lists that the definition brings. */
export interface CellParameters {
  readonly noSchool: string;
  /** First years of age. */
  readonly froms: string;
  readonly codes: string;
}

/** width_bucket counts how many bands begin at or below the age; the first band begins at 0. */
const ageBand = ({ froms, codes }: CellParameters): string =>
  `(${codes}::text[])[greatest(1, width_bucket(extract(year FROM age(exam_date, birth_date))::int, ${froms}::int[]))] COLLATE "C"`;

const COLUMNS: Readonly<Record<TallyDimension, (parameters: CellParameters) => string>> = {
  regionCode: () => 'region_code',
  institutionKind: () => 'institution_kind',
  schoolType: ({ noSchool }) => `coalesce(school_type, ${noSchool}::text)`,
  occupationCode: () => 'occupation_code',
  level: () => 'level',
  sex: () => 'sex',
  ageBand,
  candidateCategory: () => 'candidate_category',
};

/** The columns of a cell, in the order of the definition. */
export const cellColumns = ({ dimensions }: TallyDefinition, parameters: CellParameters): readonly string[] =>
  dimensions.map((dimension) => COLUMNS[dimension](parameters));

export const cellValues = ({ noSchool, ageBands }: TallyDefinition): readonly unknown[] => [
  noSchool,
  ageBands.map(({ from }) => from),
  ageBands.map(({ code }) => code),
];
