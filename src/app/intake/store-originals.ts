/** Lands parts of a content as it was sent, inside the transaction of their caller. */
import type { OriginalPart, Upload } from '../intake-ports';
import { ORIGINAL_PART_BYTES } from '../limits';
import type { Hub, Stores } from '../ports';
import { type Refusal, refuse } from '../refusal';
import { digestOf } from '../store-chunk';

export interface PackedPart extends OriginalPart {
  readonly packed: Buffer;
}

/** Bytes of the content that begin at `fromByte`, in parts. */
export async function packOriginal(hub: Hub, bytes: Buffer, fromByte: number): Promise<readonly PackedPart[]> {
  const parts: PackedPart[] = [];
  for (let from = 0; from < bytes.length; from += ORIGINAL_PART_BYTES) {
    const part = bytes.subarray(from, from + ORIGINAL_PART_BYTES);
    const [digest, packed] = await Promise.all([digestOf(part), hub.pack(part)]);
    parts.push({ fromByte: fromByte + from, bytes: part.length, digest, packed });
  }
  return parts;
}

export async function storeOriginals(
  hub: Hub,
  stores: Stores,
  upload: Upload,
  parts: readonly PackedPart[],
  landing: string,
): Promise<Refusal | undefined> {
  const missing = await notHeld(stores, upload.id, parts);
  if ('kind' in missing) return missing;
  if (missing.length === 0) return undefined;
  if (upload.state === 'SEALED') return refuse('UPLOAD_SEALED', { existingId: upload.id });
  const inserted = new Set(await stores.originals.insert(upload.id, missing, { landing, at: hub.now() }));
  const beaten = missing.filter(({ fromByte }) => !inserted.has(fromByte));
  const lost = await notHeld(stores, upload.id, beaten);
  if ('kind' in lost) return lost;
  return lost.length > 0 ? refuse('UPLOAD_CHANGED') : undefined;
}

/** Those that the upload does not hold; what it holds is acknowledged, and must be the same. */
async function notHeld(
  stores: Stores,
  uploadId: string,
  parts: readonly PackedPart[],
): Promise<readonly PackedPart[] | Refusal> {
  if (parts.length === 0) return [];
  const beginnings = parts.map(({ fromByte }) => fromByte);
  const held = new Map(
    (await stores.originals.acknowledge(uploadId, beginnings)).map((part) => [part.fromByte, part.digest]),
  );
  const missing: PackedPart[] = [];
  for (const part of parts) {
    const digest = held.get(part.fromByte);
    if (digest === undefined) missing.push(part);
    else if (digest !== part.digest) return refuse('CHUNK_DIFFERS');
  }
  return missing;
}
