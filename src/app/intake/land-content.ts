/** Lands what a stream brings, piece by piece, and gathers what cannot be read. */
import type { Place } from '../../domain/intake/place';
import { ORIGINAL_PART_BYTES } from '../limits';
import { PLACES_MAX, type Refusal, refuse } from '../refusal';
import { ContentRefused, PartEnded } from './content-refused';
import { type ContentSource, type SourceParts, sourceOf } from './content-source';

export interface ContentLanded {
  /** Number of the last chunk of the content so far. */
  readonly lastChunkNo: number;
  /** Of the content, behind all of it that came. */
  readonly offset: number;
  /** SHA-256, hex; `null` unless this stream brought the content from its first byte to its last. */
  readonly digest: string | null;
  readonly notes: readonly Place[];
}

export async function landContent(parts: SourceParts): Promise<ContentLanded | Refusal> {
  const source = sourceOf(parts);
  try {
    return await landFrom(source, parts);
  } finally {
    source.end();
  }
}

async function landFrom(
  source: ContentSource,
  { begun, part, landing }: SourceParts,
): Promise<ContentLanded | Refusal> {
  const faults: Place[] = [];
  const notes: Place[] = [];
  let faultsTotal = 0;
  let { chunkNo: lastChunkNo, offset } = begun.border;
  try {
    for await (const piece of source.pieces) {
      if (piece.kind === 'noted') notes.push(...piece.places.slice(0, PLACES_MAX - notes.length));
      else if (piece.kind === 'unreadable') {
        // Once something cannot be read nothing will stay; the rest is read to name its faults too.
        source.refuse();
        faultsTotal += piece.places.length;
        faults.push(...piece.places.slice(0, PLACES_MAX - faults.length));
      } else if (faultsTotal > 0) source.leave(piece);
      else {
        if (piece.records > 0) lastChunkNo += 1;
        offset += piece.sourceBytes;
        const bytes = Math.max(piece.body.length, piece.sourceBytes);
        const refusal = await landing.add(source.ready(piece, lastChunkNo), bytes);
        if (refusal !== undefined) return refusal;
      }
    }
  } catch (error) {
    // What ends the reading comes behind what could not be read before it.
    if (error instanceof ContentRefused) return named(error.refusal, faults, faultsTotal);
    if (!(error instanceof PartEnded)) throw error;
  }
  if (faultsTotal > 0) return refuse('CHUNK_MALFORMED', { places: faults, placesTotal: faultsTotal });
  const isLast = part.kind === 'chunk' || part.isLast;
  if (isLast) await landing.add(source.rest(), ORIGINAL_PART_BYTES);
  const refusal = await landing.finish();
  if (refusal !== undefined) return refusal;
  const isWhole = part.kind === 'content' && part.isLast && part.fromByte === 0;
  return { lastChunkNo, offset, digest: isWhole ? source.digest() : null, notes };
}

function named(refusal: Refusal, faults: readonly Place[], faultsTotal: number): Refusal {
  const places = [...faults, ...refusal.places].slice(0, PLACES_MAX);
  return { ...refusal, places, placesTotal: faultsTotal + refusal.placesTotal };
}
