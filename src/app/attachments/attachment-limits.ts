const MIB = 1_024 * 1_024;
/** A scanned document of a hundred pages is below it. */
export const ATTACHMENT_BYTES_MAX = 10 * MIB;
/** All files of one client: 200 of the largest. */
export const ATTACHMENTS_OF_CLIENT_BYTES_MAX = 2_000 * MIB;
