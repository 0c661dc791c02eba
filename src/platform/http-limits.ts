/**
 * Limits of the HTTP server beside those of the verbs (src/app/limits.ts). Units are in the names.
 * A reverse proxy in front must allow at least these sizes and times.
 */
const KIB = 1_024;
const SECOND_MS = 1_000;

export const HTTP_LIMITS = {
  /** Request line and all headers together. */
  headerBytes: 16 * KIB,
  /** From the first byte to the end of the headers. */
  headersTimeoutMs: 10 * SECOND_MS,
  /** From the first byte to the end of the body, but for streamed uploads; there, what is left of a body that was refused. */
  requestTimeoutMs: 300 * SECOND_MS,
  /** How often these two are looked after. */
  timeoutLookMs: 30 * SECOND_MS,
  /** An idle connection; longer than the usual 60 s of a proxy, so that the proxy closes first. */
  keepAliveTimeoutMs: 65 * SECOND_MS,
  /** A body that sends nothing for so long is ended with 408; the wait for the hub does not count. */
  bodyStallMs: 15 * SECOND_MS,
  /** A streamed upload may take as long as it comes, unless less than this came while it was waited for so long. */
  leastRate: { bytes: 16 * KIB, ms: 60 * SECOND_MS },
  /** A client that takes nothing of its answer for so long is cut off. Longer than the 12 s between signs of life. */
  unreadMs: 60 * SECOND_MS,
  connections: 2_000,
  /** Streamed uploads of the process at a time. Each holds a few chunks of its content in memory: some 10 MiB, 40 with long records. */
  uploadStreams: 16,
  /** Streamed uploads of one institution at a time. */
  uploadStreamsPerInstitution: 2,
} as const;
