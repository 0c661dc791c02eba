/** What must be known before a byte of a stream is read: whose upload it is, and where in it the stream begins. */
import { BEGINNING, type Border } from '../../domain/intake/standing';
import { CHUNKS_MAX } from '../limits';
import type { HeldChunk, Upload } from '../intake-ports';
import type { Hub, Stores } from '../ports';
import { type Refusal, refuse } from '../refusal';
import { formatNamed, type FormatState, RAW_FORMAT, type UploadFormat } from '../upload-format';
import { placeOf, type UploadPlace } from './upload-place';

export interface GivenStream {
  readonly uploadId: string;
  /** `null`: what the upload was begun in. */
  readonly format: UploadFormat | null;
  readonly part: StreamPart;
  readonly body: AsyncIterable<Buffer>;
  /** Told of each piece of the body that was copied and is looked at no more. */
  readonly spent?: ((piece: Buffer) => void) | undefined;
}

export type StreamPart =
  /** One numbered chunk. */
  | { readonly kind: 'chunk'; readonly chunkNo: number }
  /** The content from this byte on; the hub cuts it into chunks. */
  | { readonly kind: 'content'; readonly fromByte: number; readonly isLast: boolean };

export interface BegunStream {
  readonly upload: Upload;
  readonly format: UploadFormat;
  /** What the upload holds of the numbers that may come. */
  readonly held: ReadonlyMap<number, HeldChunk>;
  readonly border: Border;
  /** Of the reader that goes on here. */
  readonly state: FormatState | null;
}

/** A refusal that also says where the upload stands; `null` when that is not the caller's to know. */
export interface StreamRefused extends Refusal {
  readonly place: UploadPlace | null;
}

export const refusedAt = (refusal: Refusal, place: UploadPlace | null = null): StreamRefused => ({ ...refusal, place });

export const beginStream = (
  hub: Hub,
  institutionCode: string,
  given: GivenStream,
): Promise<BegunStream | StreamRefused> =>
  hub.transaction(async (stores) => {
    const upload = await stores.uploads.lock(given.uploadId, institutionCode, 'seal');
    if (!upload) return refusedAt(refuse('UPLOAD_NOT_FOUND'));
    if (upload.state === 'ABANDONED') return refusedAt(refuse('UPLOAD_ABANDONED', { existingId: upload.id }));
    const format = given.format ?? formatNamed(hub.formats, upload.format ?? RAW_FORMAT);
    if (upload.format !== null && upload.format !== format.name) return refusedAt(refuse('UPLOAD_FORMAT_DIFFERS'));
    if (upload.state === 'OPEN') await stores.uploads.noteStream(upload.id, format.name, hub.now());
    return begunAt(stores, { ...upload, format: format.name }, format, given.part);
  });

async function begunAt(
  stores: Stores,
  upload: Upload,
  format: UploadFormat,
  part: StreamPart,
): Promise<BegunStream | StreamRefused> {
  const border =
    part.kind === 'chunk'
      ? { ...BEGINNING, chunkNo: part.chunkNo - 1 }
      : await borderOf(stores, upload, format, part.fromByte);
  if ('kind' in border) return border;
  // Whoever goes on behind a chunk was told that it is there.
  if (border.offset > 0) await stores.uploads.keepLanded(upload.id, border);
  const first = border.chunkNo + 1;
  const held = await stores.chunks.held(upload.id, { first, last: part.kind === 'chunk' ? first : CHUNKS_MAX });
  const state = format.convert === null ? null : await stores.chunks.stateBehind(upload.id, border.chunkNo);
  return { upload, format, held: new Map(held.map((chunk) => [chunk.chunkNo, chunk])), border, state };
}

/** An earlier border is as good: what is there already is met again and must be the same. */
async function borderOf(
  stores: Stores,
  upload: Upload,
  format: UploadFormat,
  fromByte: number,
): Promise<Border | StreamRefused> {
  const border = await stores.chunks.borderAt(upload.id, fromByte);
  if (border !== undefined && (border.offset === 0 || format.resumable)) return border;
  const place = placeOf(upload, await stores.chunks.standing(upload.id), format);
  const { isComplete, nextOffset, chunks, records } = place;
  // Behind what follows the last record: whoever lost the last answer says there that nothing more comes.
  return isComplete && format.resumable && fromByte === nextOffset
    ? { chunkNo: chunks, offset: nextOffset, records }
    : refusedAt(refuse('UPLOAD_OFFSET_DIFFERS'), place);
}
