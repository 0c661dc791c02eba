/**
 * How the institution's filings stand to what one record claims. One answer for the three rules that ask
 * (CMP-017, 018, 019), so that never two of them speak of one mistake.
 */
import type { SnapshotFiling } from '../reference/snapshot';
import { touches } from '../reference/snapshot';

export type FilingState =
  /** Another rule speaks of the occupation or the exam date. */
  | { readonly kind: 'UNDECIDED' }
  /** CMP-017 */
  | { readonly kind: 'NEVER_FILED' }
  /** CMP-018; `filings` are those of the occupation in force that day. */
  | { readonly kind: 'ITEM_NOT_FILED'; readonly filings: readonly SnapshotFiling[] }
  /** CMP-019; `filings` would fit, were they in force. */
  | { readonly kind: 'NOT_IN_FORCE'; readonly filings: readonly SnapshotFiling[] }
  | { readonly kind: 'FILED'; readonly filings: readonly SnapshotFiling[] };

export interface FilingClaim {
  readonly examDate: string;
  /** `undefined` asks for any: the field is unreadable or another rule speaks of it. */
  readonly workType: string | undefined;
  readonly level: string | undefined;
}

export const UNDECIDED: FilingState = Object.freeze({ kind: 'UNDECIDED' });
const NEVER_FILED: FilingState = Object.freeze({ kind: 'NEVER_FILED' });

export const isInForce = (filing: SnapshotFiling, day: string): boolean =>
  touches(filing, day) && !filing.interruptions.some((interruption) => touches(interruption, day));

/** Empty `workTypes` means every work type of the occupation. */
export const coversWorkType = ({ workTypes }: SnapshotFiling, workType: string | undefined): boolean =>
  workType === undefined || workTypes.length === 0 || workTypes.includes(workType);

/** Empty `siteCodes` means every site of the institution; an unreadable site code is at all of them. */
export const holdsAt = ({ siteCodes }: SnapshotFiling, siteCode: string | undefined): boolean =>
  siteCode === undefined || siteCodes.length === 0 || siteCodes.includes(siteCode);

const coversLevel = ({ levels }: SnapshotFiling, level: string | undefined): boolean =>
  level === undefined || levels.includes(level);

/** Whom the filings of the site are for, each once; `undefined` where the state is another or none names the site. */
export function audienceAt(state: FilingState, siteCode: string | undefined): readonly string[] | undefined {
  if (state.kind !== 'FILED') return undefined;
  const filings = state.filings.filter((entry) => holdsAt(entry, siteCode));
  return filings.length === 0 ? undefined : [...new Set(filings.flatMap(({ audience }) => audience))];
}

/** `filings` are all of one occupation, of any time. */
export function filingState(filings: readonly SnapshotFiling[] | undefined, claim: FilingClaim): FilingState {
  if (filings === undefined || filings.length === 0) return NEVER_FILED;
  const fitting = filings.filter(
    (filing) => coversWorkType(filing, claim.workType) && coversLevel(filing, claim.level),
  );
  const fittingInForce = fitting.filter((filing) => isInForce(filing, claim.examDate));
  if (fittingInForce.length > 0) return { kind: 'FILED', filings: fittingInForce };
  if (fitting.length > 0) return { kind: 'NOT_IN_FORCE', filings: fitting };
  const inForce = filings.filter((filing) => isInForce(filing, claim.examDate));
  return inForce.length > 0 ? { kind: 'ITEM_NOT_FILED', filings: inForce } : { kind: 'NOT_IN_FORCE', filings };
}
