/**
 * SQL: there was no sign of life of an `upload` since the moment that this parameter is. It was opened before, no stream began
 * since, and nothing was received, neither as chunks nor as parts of a content that is still to become chunks.
 */
export const idleSince = (parameter: string): string => `
 upload.opened_at < ${parameter} AND coalesce(upload.stream_begun_at < ${parameter}, true)
   AND NOT EXISTS (SELECT FROM chunk WHERE chunk.upload_id = upload.id AND chunk.received_at >= ${parameter})
   AND NOT EXISTS (SELECT FROM upload_original AS part
                    WHERE part.upload_id = upload.id AND part.received_at >= ${parameter})`;
