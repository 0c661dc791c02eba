/** Settings of the embedded server, for workers that write much and callers that look up single rows. */
import { totalmem } from 'node:os';

const MIB = 1024 ** 2;
/** PostgreSQL's own default, and as much as a quarter of the memory is worth for a server that shares its machine. */
const BUFFERS_MIB = { least: 128, most: 4_096 } as const;

/** What this process may use: that of its container, where it has one. Bytes. */
export function usableMemory(): number {
  const constrained = process.constrainedMemory();
  // Without a limit the system says 0 or a number that no machine has.
  return constrained > 0 ? Math.min(constrained, totalmem()) : totalmem();
}

/**
 * Written once, at the end of postgresql.conf, so that an operator may change it. Durability stays as PostgreSQL ships it: a
 * commit that was acknowledged survives a power cut.
 *
 * Indexes of digests are written all over, and a page that is touched for the first time after a checkpoint goes to the
 * log whole: hence few checkpoints. Not compressed: these pages do not shrink (267 MB instead of 261 for 50,000 rows into an
 * index of ten million), and pglz, the only method in these builds, takes four times the time of the whole COPY for it.
 * Look-ups go to single rows in memory or on a solid-state disk: hence the cost of a random page. Vacuum may work ten times as
 * fast as PostgreSQL lets it: it follows COPY.
 */
export function settingsFor(memoryBytes: number): string {
  const quarter = Math.floor(memoryBytes / MIB / 4);
  const buffers = Math.min(BUFFERS_MIB.most, Math.max(BUFFERS_MIB.least, quarter));
  return `
# CertHub
max_connections = 120
shared_buffers = ${buffers}MB
effective_cache_size = ${Math.max(buffers, quarter * 2)}MB
work_mem = 16MB
maintenance_work_mem = 256MB
max_wal_size = 4GB
min_wal_size = 256MB
checkpoint_timeout = 15min
wal_compression = off
bgwriter_delay = 50ms
bgwriter_lru_maxpages = 400
random_page_cost = 1.1
autovacuum_naptime = 30s
autovacuum_vacuum_cost_limit = 2000
jit = off
fsync = on
synchronous_commit = on
timezone = 'UTC'
# The log names no person: messages of refused statements quote values, so statements are not logged at all.
log_min_messages = log
log_min_error_statement = panic
log_error_verbosity = terse
log_parameter_max_length = 0
log_parameter_max_length_on_error = 0
log_checkpoints = off
`;
}
