/** How a stream ends: its content is whole, or goes on later, or nothing of it may stay. */
import type { ChunkNumbers, ChunkReceipt, UploadContent } from '../intake-ports';
import type { Hub } from '../ports';
import { type Refusal, refuse } from '../refusal';
import { type BegunStream, refusedAt, type StreamRefused } from './begin-stream';
import type { Landing } from './landing';
import { refusingWhenFull } from './storage-full';
import { placeOf, type UploadPlace } from './upload-place';

export interface StreamEnd {
  /** What is about to be acknowledged. */
  readonly receipts: readonly ChunkReceipt[];
  /** Where the content has come to its end. */
  readonly content: UploadContent | null;
}

export const concludeStream = (
  hub: Hub,
  { upload: { id, institutionCode, epoch }, format }: BegunStream,
  { receipts, content }: StreamEnd,
): Promise<UploadPlace | Refusal> =>
  refusingWhenFull(hub, () =>
    hub.transaction(async (stores) => {
      // Without an end to write down it goes side by side with what lands.
      const upload = await stores.uploads.lock(id, institutionCode, content === null ? 'append' : 'seal');
      if (!upload) return refuse('UPLOAD_NOT_FOUND');
      const held = await stores.chunks.held(id, numbersOf(receipts));
      const digests = new Map(held.map(({ chunkNo, digest }) => [chunkNo, digest]));
      // Emptied by its sender, meanwhile.
      const isEmptied = content !== null && upload.epoch !== epoch;
      if (isEmptied || receipts.some(({ chunkNo, digest }) => digests.get(chunkNo) !== digest)) {
        return refuse('UPLOAD_CHANGED');
      }
      const isNew = content !== null && upload.state === 'OPEN';
      if (isNew) await stores.uploads.keepContent(id, content);
      return placeOf(isNew ? { ...upload, content } : upload, await stores.chunks.standing(id), format);
    }),
  );

/** Of one stream they have no gap. */
const numbersOf = (receipts: readonly ChunkReceipt[]): ChunkNumbers => ({
  first: receipts.at(0)?.chunkNo ?? 0,
  last: receipts.at(-1)?.chunkNo ?? 0,
});

/**
 * Answers the refusal when what this request landed is gone again. Where the disk is full whole chunks stay, and the sender
 * goes on from there, unless the format cannot.
 */
export async function refuseStream(
  hub: Hub,
  begun: BegunStream,
  landing: Landing,
  refusal: Refusal,
): Promise<StreamRefused> {
  await landing.settle();
  if (refusal.code !== 'STORAGE_FULL' || !begun.format.resumable) await takeBack(hub, begun, landing.id);
  const place = await concludeStream(hub, begun, { receipts: [], content: null });
  return refusedAt(refusal, 'kind' in place ? null : place);
}

/** On a disk that is full it cannot be removed either: the same content, sent again, takes it over. */
export async function takeBack(hub: Hub, { upload }: BegunStream, landing: string): Promise<void> {
  await refusingWhenFull(hub, () =>
    hub.transaction(async ({ uploads }) => {
      const locked = await uploads.lock(upload.id, upload.institutionCode, 'seal');
      if (locked?.state === 'OPEN') await uploads.removeLanded(upload.id, landing);
    }),
  );
}
