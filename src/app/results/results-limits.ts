/** Candidates of one plan. */
export const RESULTS_ENTRIES_MAX = 20_000;
/** Objections that one notice keeps. */
export const OBJECTIONS_OF_NOTICE_MAX = 500;
/** Documents and articles that one decision names, and the length of each. */
export const BASIS_MAX = 10;
export const BASIS_CHARS_MAX = 200;
