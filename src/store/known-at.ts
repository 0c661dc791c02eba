/**
 * The condition on `registry_version` for what was known at a moment (a parameter, such as `$2`); of one row at most one
 * version meets it. `null` asks for what stands. A moment is a millisecond of the clock: what was recorded inside it was
 * known at it.
 */
export const knownAt = (moment: string): string => `
  CASE WHEN ${moment}::timestamptz IS NULL THEN superseded_at IS NULL
       ELSE recorded_at < ${moment}::timestamptz + interval '1 millisecond'
            AND (superseded_at IS NULL OR superseded_at >= ${moment}::timestamptz + interval '1 millisecond') END`;
