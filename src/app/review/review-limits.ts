/** Batches of one summary and of one bulk approval. */
export const REVIEW_BATCHES_MAX = 100;
/** A bulk approval begins no further batch after that long: what is left hears so. */
export const BULK_APPROVAL_MS_MAX = 60_000;
/** Records that one call returns. */
export const RETURN_RECORDS_MAX = 1_000;
/** Records of a batch of which only the changes are sent; a larger one is streamed as a whole. */
export const RESUBMIT_RECORDS_MAX = 100_000;
