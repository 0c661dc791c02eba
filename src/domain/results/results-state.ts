/**
 * results    what an institution says of the candidates of one plan, once: who passed. A better text is a new revision
 * notice     the days on which they are shown to the public, with masked names
 * objection  what somebody says against an entry, or against the notice as a whole, while it is shown
 */
export const RESULTS_STATES = ['SUBMITTED', 'ON_NOTICE', 'CLOSED', 'WITHDRAWN'] as const;
export type ResultsState = (typeof RESULTS_STATES)[number];

/** From SUBMITTED straight to CLOSED go results of a region that asks for no notice (`noticeDays` is null). */
export const RESULTS_MOVES = {
  SUBMITTED: ['ON_NOTICE', 'CLOSED', 'WITHDRAWN'],
  ON_NOTICE: ['CLOSED', 'WITHDRAWN'],
  // The office takes back what turned out wrong, as long as no certificate came of it.
  CLOSED: ['WITHDRAWN'],
  WITHDRAWN: [],
} as const satisfies Record<ResultsState, readonly ResultsState[]>;

export const mayMoveResults = (from: ResultsState, to: ResultsState): boolean =>
  (RESULTS_MOVES[from] as readonly ResultsState[]).includes(to);

export const OBJECTION_STATES = ['OPEN', 'UPHELD', 'DISMISSED', 'LAPSED'] as const;
/** LAPSED: the results were withdrawn before it was decided. */
export type ObjectionState = (typeof OBJECTION_STATES)[number];
export type ObjectionDecision = 'UPHELD' | 'DISMISSED';

export const OBJECTION_MOVES = {
  OPEN: ['UPHELD', 'DISMISSED', 'LAPSED'],
  UPHELD: [],
  DISMISSED: [],
  LAPSED: [],
} as const satisfies Record<ObjectionState, readonly ObjectionState[]>;

/** How it reached whoever wrote it down. */
export const OBJECTION_CHANNELS = ['LETTER', 'TELEPHONE', 'VISIT', 'ONLINE'] as const;
export type ObjectionChannel = (typeof OBJECTION_CHANNELS)[number];

export interface NoticeStanding {
  readonly state: ResultsState;
  /** First and last day, `YYYY-MM-DD`; both or none. */
  readonly noticeFrom: string | null;
  readonly noticeTo: string | null;
  readonly openObjections: number;
  /** Whether the office knows already that objections keep the notice open. */
  readonly isOfficeTold: boolean;
}

/** OPEN and CLOSE are moves; TELL: the last day is over, and open objections keep the notice from closing. */
export type NoticeStep = 'OPEN' | 'CLOSE' | 'TELL';

/** What the clock asks of the notice on `today`; `undefined` when nothing is due. The last day itself still counts. */
export function dueStep(standing: NoticeStanding, today: string): NoticeStep | undefined {
  const { state, noticeFrom, noticeTo, openObjections, isOfficeTold } = standing;
  if (noticeFrom === null || noticeTo === null) return undefined;
  if (state === 'SUBMITTED') return noticeFrom <= today ? 'OPEN' : undefined;
  if (state !== 'ON_NOTICE' || today <= noticeTo) return undefined;
  if (openObjections === 0) return 'CLOSE';
  return isOfficeTold ? undefined : 'TELL';
}
