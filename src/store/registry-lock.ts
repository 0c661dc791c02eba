/**
 * A registry is read by several statements, and each of them sees what was committed before it began: a save in between
 * would give a snapshot of two moments. So readers of a whole registry share this lock and a save takes it alone.
 */
const REGISTRY_LOCK = `hashtextextended('registry', 0)`;

export const SHARE_REGISTRY = `SELECT pg_advisory_xact_lock_shared(${REGISTRY_LOCK})`;
export const LOCK_REGISTRY = `SELECT pg_advisory_xact_lock(${REGISTRY_LOCK})`;
