/**
 * revision  what a feed is told of a period at one time. It never changes; when counting again gives something else, the next
 *           revision takes its place and says what changed.
 */
import { TALLY_DIMENSIONS, type TallyDimension } from './definition';

export type TallyCell = { readonly [Dimension in TallyDimension]: string };
export type TallyRow = TallyCell & { readonly certificates: number };

/** FIRST, then in the order in which they are looked at: DEFINITION, SCOPE (the feed's region or wants), COUNTS. */
export const REVISION_REASONS = ['FIRST', 'DEFINITION', 'SCOPE', 'COUNTS'] as const;
export type RevisionReason = (typeof REVISION_REASONS)[number];

/** Against the revision before. */
export interface RevisionChanges {
  readonly rowsAdded: number;
  readonly rowsRemoved: number;
  readonly rowsChanged: number;
  /** Sum of what rows gained, and of what they lost: a certificate that moves between rows is in both. */
  readonly certificatesGained: number;
  readonly certificatesLost: number;
}

export interface RevisionFacts {
  readonly definition: string;
  readonly regionCode: string;
  /** Digest of what the feed wants. */
  readonly wants: string;
  /** Digest of definition, period, region and rows. */
  readonly digest: string;
}

/** `undefined`: there is nothing new to tell. */
export function revisionReason(former: RevisionFacts | undefined, now: RevisionFacts): RevisionReason | undefined {
  if (former === undefined) return 'FIRST';
  if (former.definition !== now.definition) return 'DEFINITION';
  if (former.digest === now.digest) return undefined;
  return former.regionCode === now.regionCode && former.wants === now.wants ? 'COUNTS' : 'SCOPE';
}

export function revisionChanges(former: readonly TallyRow[], now: readonly TallyRow[]): RevisionChanges {
  const before = new Map(former.map((row) => [cellKey(row), row.certificates]));
  let [rowsAdded, rowsChanged, certificatesGained, certificatesLost] = [0, 0, 0, 0];
  for (const row of now) {
    const key = cellKey(row);
    const difference = row.certificates - (before.get(key) ?? 0);
    if (!before.has(key)) rowsAdded += 1;
    else if (difference !== 0) rowsChanged += 1;
    before.delete(key);
    certificatesGained += Math.max(0, difference);
    certificatesLost += Math.max(0, -difference);
  }
  for (const certificates of before.values()) certificatesLost += certificates;
  return { rowsAdded, rowsRemoved: before.size, rowsChanged, certificatesGained, certificatesLost };
}

const cellKey = (row: TallyCell): string => TALLY_DIMENSIONS.map((dimension) => row[dimension]).join('|');
