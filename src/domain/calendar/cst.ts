const CST_OFFSET_MS = 8 * 60 * 60 * 1_000;

/**
 * The calendar day of an instant in China Standard Time, as YYYY-MM-DD.
 * The offset is fixed: China has had one zone and no summer time since 1992, and every date of the contract is later.
 */
export function cstDate(instant: Date): string {
  return new Date(instant.getTime() + CST_OFFSET_MS).toISOString().slice(0, 10);
}

/** The instant as China Standard Time writes it: 2026-06-30T09:00:00.000+08:00. */
export function cstInstant(instant: Date): string {
  return new Date(instant.getTime() + CST_OFFSET_MS).toISOString().replace('Z', '+08:00');
}
