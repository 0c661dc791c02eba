/** How far an upload has come, by the chunks that it holds. */

export interface HeldChunkSize {
  readonly chunkNo: number;
  readonly records: number;
  /** Bytes of the content as it was sent, uncompressed, that became this chunk. */
  readonly sourceBytes: number;
}

export interface Standing {
  readonly chunks: number;
  readonly records: number;
  /** Chunk numbers that lie below the greatest one and are not there, ascending. */
  readonly missing: readonly number[];
  /** Bytes of the content, uncompressed, that are there without a gap from its beginning. */
  readonly nextOffset: number;
}

/** Where a content may go on: behind a chunk, or at its beginning. */
export interface Border {
  /** 0 at the beginning. */
  readonly chunkNo: number;
  readonly offset: number;
  /** Records up to here. */
  readonly records: number;
}

export const BEGINNING: Border = { chunkNo: 0, offset: 0, records: 0 };

/** `held` by number, ascending. */
export function standingOf(held: readonly HeldChunkSize[]): Standing {
  return {
    chunks: held.length,
    records: held.reduce((sum, { records }) => sum + records, 0),
    missing: missingOf(held.map(({ chunkNo }) => chunkNo)),
    nextOffset: gapless(held).reduce((sum, { sourceBytes }) => sum + sourceBytes, 0),
  };
}

function gapless(held: readonly HeldChunkSize[]): readonly HeldChunkSize[] {
  const gap = held.findIndex(({ chunkNo }, place) => chunkNo !== place + 1);
  return gap === -1 ? held : held.slice(0, gap);
}

/** `chunkNos` ascending. */
export function missingOf(chunkNos: readonly number[]): readonly number[] {
  const held = new Set(chunkNos);
  const all = Array.from({ length: chunkNos.at(-1) ?? 0 }, (_, index) => index + 1);
  return all.filter((chunkNo) => !held.has(chunkNo));
}
