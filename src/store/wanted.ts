/**
 * What a feed wants (`src/domain/forwarding/wants.ts`), as conditions on rows of `certificate`. What a feed does not say costs
 * nothing: one that wants everything of its region has no condition at all.
 */
import type { FeedDescription, FeedWants } from '../domain/forwarding/feed';
import { isOccupationBeginning } from '../domain/forwarding/wants';
import { regionPrefixOf } from '../domain/tenancy/region-prefix';

export interface Wanted {
  /** `certificate.level = ANY ($3) AND …`, or `true`. */
  readonly sql: string;
  /** For the placeholders from the one that was asked for. */
  readonly parameters: readonly unknown[];
}

interface Condition {
  /** Holds `?` for each of its parameters. */
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

const among = (column: string, codes: readonly string[]): readonly Condition[] =>
  codes.length === 0 ? [] : [{ sql: `certificate.${column} = ANY (?::text[])`, parameters: [codes] }];

function occupations(codes: readonly string[]): readonly Condition[] {
  if (codes.length === 0) return [];
  const beginnings = codes.filter(isOccupationBeginning).map((code) => `${code}%`);
  return [
    {
      sql: `(certificate.occupation_code = ANY (?::text[]) OR certificate.occupation_code LIKE ANY (?::text[]))`,
      parameters: [codes, beginnings],
    },
  ];
}

const conditionsOf = (wants: FeedWants): readonly Condition[] => [
  ...among('institution_code', wants.institutionCodes),
  ...among('institution_kind', wants.institutionKinds),
  ...among('school_type', wants.schoolTypes),
  ...occupations(wants.occupationCodes),
  ...among('level', wants.levels),
  ...(wants.issuedFrom === null ? [] : [{ sql: `certificate.issued_on >= ?::date`, parameters: [wants.issuedFrom] }]),
];

function joined(conditions: readonly Condition[], firstParameter: number): Wanted {
  let next = firstParameter;
  const sql = conditions.map((condition) => condition.sql.replaceAll('?', () => `$${next++}`)).join(' AND ');
  return { sql: sql === '' ? 'true' : sql, parameters: conditions.flatMap(({ parameters }) => parameters) };
}

/** Of certificates whose region is known to fit. */
export const wantedOfRegion = ({ wants }: Pick<FeedDescription, 'wants'>, firstParameter: number): Wanted =>
  joined(conditionsOf(wants), firstParameter);

/** Of any certificates. */
export function wanted(
  { cargo, region, wants }: Pick<FeedDescription, 'cargo' | 'region' | 'wants'>,
  firstParameter: number,
): Wanted {
  if (cargo !== 'certificates') return { sql: 'false', parameters: [] };
  const prefix = regionPrefixOf(region);
  const place = prefix === '' ? [] : [{ sql: `starts_with(certificate.region_code, ?)`, parameters: [prefix] }];
  return joined([...place, ...conditionsOf(wants)], firstParameter);
}
