/** What must be known before a byte of a stream is read: whose upload it is, and where in it the stream begins. */
import { type Border, bordersOf } from '../../domain/intake/standing';
import type { HeldChunk, Upload } from '../intake-ports';
import type { Hub, Stores } from '../ports';
import { type Refusal, refuse } from '../refusal';
import { type FormatState, RAW_FORMAT, type UploadFormat } from '../upload-format';
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
    const format = given.format ?? formatNamed(hub, upload.format ?? RAW_FORMAT);
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
  const held = await stores.chunks.held(upload.id);
  const border = borderAt(part, held) ?? endAt(part, upload, held, format);
  if (border === undefined || (border.offset > 0 && !format.resumable)) {
    return refusedAt(refuse('UPLOAD_OFFSET_DIFFERS'), placeOf(upload, held, format));
  }
  const state = format.convert === null ? null : await stores.chunks.stateBehind(upload.id, border.chunkNo);
  return { upload, format, held: new Map(held.map((chunk) => [chunk.chunkNo, chunk])), border, state };
}

/** An earlier border is as good: what is there already is met again and must be the same. */
const borderAt = (part: StreamPart, held: readonly HeldChunk[]): Border | undefined =>
  part.kind === 'chunk'
    ? { chunkNo: part.chunkNo - 1, offset: 0, records: 0 }
    : bordersOf(held).find(({ offset }) => offset === part.fromByte);

/** Behind what follows the last record: whoever lost the last answer says there that nothing more comes. */
function endAt(part: StreamPart, upload: Upload, held: readonly HeldChunk[], format: UploadFormat): Border | undefined {
  const { isComplete, nextOffset } = placeOf(upload, held, format);
  const last = bordersOf(held).at(-1);
  const isThere = part.kind === 'content' && isComplete && part.fromByte === nextOffset;
  return isThere && last !== undefined ? { ...last, offset: nextOffset } : undefined;
}

export function formatNamed(hub: Hub, name: string): UploadFormat {
  const format = [...hub.formats.values()].find((known) => known.name === name);
  if (!format) throw new Error(`An upload is of a format that this release does not know: ${name}.`);
  return format;
}
