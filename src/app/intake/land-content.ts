/** Lands what a stream brings, piece by piece, and gathers what cannot be read. */
import type { Place } from '../../domain/intake/place';
import { PLACES_MAX, type Refusal, refuse } from '../refusal';
import { PartEnded } from './content-refused';
import { type SourceParts, sourceOf } from './content-source';

export interface ContentLanded {
  /** Number of the last chunk of the content so far. */
  readonly lastChunkNo: number;
  /** SHA-256, hex; `null` unless this stream brought the content from its first byte to its last. */
  readonly digest: string | null;
  readonly notes: readonly Place[];
}

export async function landContent(parts: SourceParts): Promise<ContentLanded | Refusal> {
  const { begun, part, landing } = parts;
  const source = sourceOf(parts);
  const faults: Place[] = [];
  const notes: Place[] = [];
  let faultsTotal = 0;
  let lastChunkNo = begun.border.chunkNo;
  try {
    for await (const piece of source.pieces) {
      if (piece.kind === 'noted') notes.push(...piece.places.slice(0, PLACES_MAX - notes.length));
      else if (piece.kind === 'unreadable') {
        faultsTotal += piece.places.length;
        faults.push(...piece.places.slice(0, PLACES_MAX - faults.length));
        // Once something cannot be read nothing will stay; the rest is read to name its faults too.
      } else if (faultsTotal > 0) source.leave(piece);
      else {
        if (piece.records > 0) lastChunkNo += 1;
        const refusal = await landing.add(source.ready(piece, lastChunkNo));
        if (refusal !== undefined) return refusal;
      }
    }
  } catch (error) {
    if (!(error instanceof PartEnded)) throw error;
  }
  if (faultsTotal > 0) return refuse('CHUNK_MALFORMED', { places: faults, placesTotal: faultsTotal });
  const isLast = part.kind === 'chunk' || part.isLast;
  if (isLast) await landing.add(source.rest());
  const refusal = await landing.finish();
  if (refusal !== undefined) return refusal;
  const isWhole = part.kind === 'content' && part.isLast && part.fromByte === 0;
  return { lastChunkNo, digest: isWhole ? source.digest() : null, notes };
}
