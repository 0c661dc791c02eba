/** What a reviewer is about to approve, batch by batch and in all, with the digest by which it is confirmed. */
import type { Acceptance } from '../decision/acceptance';
import type { BatchState } from '../decision/batch-state';
import { canonicalDigest } from '../reference/canonical-digest';

export interface SignalCount {
  readonly code: string;
  /** Records with such a finding; of a finding about the whole batch, 0. */
  readonly records: number;
}

/** Of one batch, or of several together. */
interface Counted {
  readonly records: number;
  readonly passed: number;
  readonly held: number;
  readonly returned: number;
  /** Declarations that nobody has decided on. */
  readonly openDeclarations: number;
  /** By code. */
  readonly signals: readonly SignalCount[];
}

/** Everything that a reviewer sees of one batch before deciding; whatever of it changes, changes the digest. */
export interface ReviewPiece extends Counted {
  readonly id: string;
  readonly state: BatchState;
  readonly acceptance: Acceptance;
  readonly overdue: boolean;
  /** The proposal to withdraw the results of its plan: while that waits the batch is not approved (`PROPOSAL_OPEN`). */
  readonly withdrawalProposalId: string | null;
}

export interface ReviewTotals extends Counted {
  readonly batches: number;
  readonly overdue: number;
  /**
   * That come of it once the province approves: none of a batch that is decided, that is to be taken whole and is not whole, or
   * whose results somebody has proposed to withdraw.
   */
  readonly certificates: number;
}

export interface ReviewSummary {
  readonly totals: ReviewTotals;
  /** By id. */
  readonly pieces: readonly ReviewPiece[];
  /** SHA-256, hex, over the canonical JSON of the pieces. */
  readonly digest: string;
}

/** What is decided already makes none any more. */
const WAITING: readonly BatchState[] = ['CHECKING', 'CITY_REVIEW', 'PROVINCE_REVIEW'];

function certificatesOf({ state, acceptance, passed, held, returned, withdrawalProposalId }: ReviewPiece): number {
  const isWhole = acceptance !== 'ALL_OR_NOTHING' || held + returned === 0;
  return WAITING.includes(state) && isWhole && withdrawalProposalId === null ? passed : 0;
}

function signalsOf(pieces: readonly ReviewPiece[]): readonly SignalCount[] {
  const counts = new Map<string, number>();
  for (const { code, records } of pieces.flatMap(({ signals }) => signals)) {
    counts.set(code, (counts.get(code) ?? 0) + records);
  }
  return [...counts]
    .map(([code, records]) => ({ code, records }))
    .sort((one, other) => (one.code < other.code ? -1 : 1));
}

const sumOf = (pieces: readonly ReviewPiece[], count: (piece: ReviewPiece) => number): number =>
  pieces.reduce((sum, piece) => sum + count(piece), 0);

/** In any order. */
export function summaryOf(given: readonly ReviewPiece[]): ReviewSummary {
  const pieces = [...given].sort((one, other) => (one.id < other.id ? -1 : 1));
  return {
    totals: {
      batches: pieces.length,
      records: sumOf(pieces, ({ records }) => records),
      passed: sumOf(pieces, ({ passed }) => passed),
      held: sumOf(pieces, ({ held }) => held),
      returned: sumOf(pieces, ({ returned }) => returned),
      openDeclarations: sumOf(pieces, ({ openDeclarations }) => openDeclarations),
      signals: signalsOf(pieces),
      overdue: sumOf(pieces, ({ overdue }) => (overdue ? 1 : 0)),
      certificates: sumOf(pieces, certificatesOf),
    },
    pieces,
    digest: canonicalDigest(pieces),
  };
}

export const pieceDigest = (piece: ReviewPiece): string => canonicalDigest(piece);
