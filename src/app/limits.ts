/** Every list, page, batch, body and wait has a name and a number here. */
export const BATCH_RECORDS_MAX = 1_000_000;
/** Records of one typed list (`appendRecords`, `pushBatch`). */
export const LIST_RECORDS_MAX = 5_000;
/** Findings of one dry run: an answer of about 16 MiB. */
export const DRY_RUN_FINDINGS_MAX = 20_000;
/** Records of one numbered chunk sent by an institution. */
export const CHUNK_RECORDS_MAX = 20_000;
/** Up to here a batch is checked and settled in one job of its own and never waits behind a larger one. */
export const SMALL_BATCH_RECORDS_MAX = 2_000;
/** Up to here a batch settles in some seconds, in a slot that no larger one takes. */
export const MIDDLE_BATCH_RECORDS_MAX = 50_000;
const CHECKS_PER_SETTLEMENT = 8;
/**
 * Settlements of one institution and size that are under way or next. The window of checks is four a worker process, and a
 * process settles one batch of each size: so in half of the processes, and others settle in the rest.
 */
export const settlementsAtATime = (checkWindow: number): number =>
  Math.max(1, Math.floor(checkWindow / CHECKS_PER_SETTLEMENT));
/** Where the hub cuts by itself: the best size for checking is 1,000 to 5,000 records. */
export const CHUNK_RECORDS_CUT = 2_000;
/** Or behind the record with which a chunk has so many bytes, where records are long. */
export const CHUNK_BYTES_CUT = 3 * 1024 * 1024;
export const CHUNK_BYTES_MAX = 32 * 1024 * 1024;
export const CHUNKS_MAX = 10_000;
/** One NDJSON line. The longest valid record is below 8 KiB. */
export const LINE_BYTES_MAX = 16 * 1024;
/** One streamed upload: a million records of a generous 2 KiB. */
export const STREAM_BYTES_MAX = 2 * 1024 * 1024 * 1024;
/** Chunks of one stream that are made ready or wait for their rows, and bytes of them: what a stream may hold of the process. */
export const LANDING_CHUNKS_MAX = 8;
export const LANDING_BYTES_MAX = 16 * 1024 * 1024;
/** Compressed records come out some 10 to 30 times as large; a bomb, 1,000 times and more. */
export const EXPANSION_RATIO_MAX = 100;
/** So much may come out of anything: small contents repeat themselves. */
export const EXPANSION_FREE_BYTES = 16 * 1024 * 1024;
/** One piece of a converted content as it was sent. */
export const ORIGINAL_PART_BYTES = 1024 * 1024;
/** An upload of which nothing comes for so long is given up. */
export const ABANDONED_AFTER_DAYS = 7;
export const GRAPHQL_BYTES_MAX = 8 * 1024 * 1024;
export const PAGE_ROWS_MAX = 500;
export const PAGE_ROWS_DEFAULT = 50;
export const REASON_CHARS_MAX = 500;
export const SWEEP_ROWS_MAX = 1_000;
/** Deliveries of one feed that stand in the queue at a time: for two in each of four processes. */
export const DELIVERY_WINDOW = 8;
/** Ranges or certificate versions in one answer to another hub that compares; two megabytes. */
export const HELD_ROWS_MAX = 20_000;
/** Of the feeds file. */
export const FEEDS_MAX = 32;
/** One rule pack as JSON; the nation's, which names every parameter, has some 30,000. */
export const PACK_CHARS_MAX = 256 * 1024;
/** Drafts of one region that wait for a decision. */
export const PACK_DRAFTS_MAX = 50;
/** How far ahead an approval may set the moment of a pack. */
export const PACK_ACTIVATION_YEARS_MAX = 5;
/** Filings, waiting batches and institutions that one look at the registry judges. */
export const REGISTRY_SUBJECTS_MAX = 20_000;
/** Filings of one venue and occupation with which each of the others is compared. */
export const VENUE_FILINGS_MAX = 100;
/** How far back a what-if looks. */
export const TRIAL_DAYS_MAX = 366;
