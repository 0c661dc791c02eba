/**
 * Takes a content as it flows in: one numbered chunk, the whole of it, or the rest of it from a byte on. The hub cuts it into
 * chunks and lands them while the next ones come; memory stays the same however long the content is. What breaks off leaves
 * whole chunks, from which it goes on. What cannot be read to its end leaves nothing of this request.
 */
import { isUuid } from '../domain/intake/check-header';
import type { Place } from '../domain/intake/place';
import type { Caller } from './caller';
import type { ChunkReceipt } from './intake-ports';
import { type BegunStream, beginStream, type GivenStream, refusedAt, type StreamRefused } from './intake/begin-stream';
import { concludeStream, refuseStream, takeBack } from './intake/conclude-stream';
import { ContentRefused } from './intake/content-refused';
import { landContent } from './intake/land-content';
import { Landing } from './intake/landing';
import { refusingWhenFull } from './intake/storage-full';
import type { UploadPlace } from './intake/upload-place';
import { CHUNKS_MAX } from './limits';
import type { Hub } from './ports';
import { type Refusal, refuse } from './refusal';

export interface StreamAppended {
  readonly kind: 'appended';
  /** Of the chunks that this request brought. */
  readonly receipts: readonly ChunkReceipt[];
  readonly repeated: boolean;
  /** What the sender should know although everything could be read. */
  readonly notes: readonly Place[];
  readonly place: UploadPlace;
}

export async function appendStream(
  hub: Hub,
  caller: Caller,
  given: GivenStream,
): Promise<StreamAppended | StreamRefused> {
  const { institutionCode } = caller;
  if (caller.role !== 'INSTITUTION' || institutionCode === null) return refusedAt(refuse('FORBIDDEN'));
  if (!isUuid(given.uploadId)) return refusedAt(refuse('UPLOAD_NOT_FOUND'));
  if (!isChunkNumber(given.part)) return refusedAt(refuse('CHUNK_NUMBER_INVALID'));
  // Asked before a byte is read: whose upload it is not need not send a gigabyte to learn it.
  const begun = await beginStream(hub, institutionCode, given);
  if ('kind' in begun) return begun;
  const landing = new Landing(hub, begun.upload, hub.newId());
  try {
    const appended = await refusingWhenFull(hub, () => appendContent(hub, begun, given, landing));
    return 'code' in appended ? await refuseStream(hub, begun, landing, appended) : appended;
  } catch (error) {
    if (error instanceof ContentRefused) return refuseStream(hub, begun, landing, error.refusal);
    // A line that broke: whole chunks stay, and the content goes on behind them.
    await landing.settle();
    if (!begun.format.resumable || landing.receipts.length === 0) await takeBack(hub, begun, landing.id);
    throw error;
  }
}

const isChunkNumber = (part: GivenStream['part']): boolean =>
  part.kind === 'content' || (Number.isInteger(part.chunkNo) && part.chunkNo >= 1 && part.chunkNo <= CHUNKS_MAX);

async function appendContent(
  hub: Hub,
  begun: BegunStream,
  { part, body, spent }: GivenStream,
  landing: Landing,
): Promise<StreamAppended | Refusal> {
  const landed = await landContent({ hub, begun, part, body, spent, landing });
  if ('kind' in landed) return landed;
  const isLast = part.kind === 'content' && part.isLast;
  const { receipts, repeated } = landing;
  // Behind what an earlier request brought there may be nothing more to come.
  if (receipts.length === 0 && !(isLast && begun.border.offset > 0)) {
    return refuse(part.kind === 'chunk' || isLast ? 'CHUNK_EMPTY' : 'UPLOAD_PART_TOO_SHORT');
  }
  const content = isLast ? { chunks: landed.lastChunkNo, bytes: landed.offset, digest: landed.digest } : null;
  const place = await concludeStream(hub, begun, { receipts, content });
  return 'kind' in place ? place : { kind: 'appended', receipts, repeated, notes: landed.notes, place };
}
