/** Limits of corrections, re-issues and recalls. */
export const EVIDENCE_MAX = 20;
export const BASIS_MAX = 20;
export const BASIS_CHARS_MAX = 200;
/** Subsidies named in one call; without names all open ones of a recall are meant. */
export const SUBSIDIES_MAX = 5_000;
/** What one person's subsidy for one certificate can amount to, with room. */
export const SUBSIDY_YUAN_MAX = 100_000;
