/** Bodies that come compressed, unpacked as they flow, never by more than the limit. */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type BrotliDecompress, createBrotliDecompress, createGunzip, type Gunzip } from 'node:zlib';
import { ContentRefused } from '../src/app/intake/content-refused';
import { EXPANSION_FREE_BYTES, EXPANSION_RATIO_MAX } from '../src/app/limits';
import { refuse } from '../src/app/refusal';

type Pieces = AsyncIterable<Buffer>;
type Unpacker = Gunzip | BrotliDecompress;

const PIECE_BYTES = 64 * 1024;
const settings = { chunkSize: PIECE_BYTES };
const CODINGS: ReadonlyMap<string, (pieces: Pieces) => Pieces> = new Map([
  ['identity', (pieces: Pieces) => pieces],
  ['gzip', (pieces: Pieces) => unpacked(pieces, createGunzip(settings))],
  ['x-gzip', (pieces: Pieces) => unpacked(pieces, createGunzip(settings))],
  ['br', (pieces: Pieces) => unpacked(pieces, createBrotliDecompress(settings))],
]);

/** By the header `Content-Encoding`; `undefined`: it names what the hub does not take. */
export const codingOf = (header: string | undefined): ((pieces: Pieces) => Pieces) | undefined =>
  CODINGS.get((header ?? 'identity').trim().toLowerCase());

async function* unpacked(pieces: Pieces, unpacker: Unpacker): AsyncGenerator<Buffer> {
  const source = Readable.from(pieces, { highWaterMark: 1 });
  const flow = pipeline(source, unpacker);
  // What went wrong is thrown out of the unpacker.
  flow.catch(() => undefined);
  let bytes = 0;
  try {
    for await (const piece of unpacker) {
      bytes += piece.length;
      if (bytes > EXPANSION_FREE_BYTES && bytes > unpacker.bytesWritten * EXPANSION_RATIO_MAX) {
        throw new ContentRefused(refuse('CONTENT_EXPANDS'));
      }
      yield piece;
    }
  } catch (error) {
    throw isDamage(error) ? new ContentRefused(refuse('CONTENT_CORRUPT')) : error;
  } finally {
    source.destroy();
    unpacker.destroy();
  }
}

/** Codes of zlib and of brotli. */
const isDamage = (error: unknown): boolean =>
  typeof error === 'object' &&
  error !== null &&
  'code' in error &&
  /^(Z_|ERR__ERROR_|ERR_BROTLI)/.test(String(error.code));
