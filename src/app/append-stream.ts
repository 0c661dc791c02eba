/**
 * Takes NDJSON as it flows in: either one numbered chunk, or the whole content, which the hub cuts at line ends.
 * What cannot be read to its end is not stored at all. While the body flows no transaction is open and no row is
 * locked; chunks wait compressed, a seventh of their size, and go into their rows together.
 */
import { createHash } from 'node:crypto';
import { isUuid } from '../domain/intake/check-header';
import type { Place } from '../domain/intake/place';
import { readChunk } from '../domain/intake/read-lines';
import type { Caller } from './caller';
import {
  BATCH_RECORDS_MAX,
  CHUNK_BYTES_MAX,
  CHUNK_RECORDS_CUT,
  CHUNK_RECORDS_MAX,
  LINE_BYTES_MAX,
  STREAM_BYTES_MAX,
} from './limits';
import type { ChunkReceipt } from './intake-ports';
import type { Hub } from './ports';
import { PLACES_MAX, type Refusal, refuse } from './refusal';
import { type PackedChunk, packChunk, storeChunks } from './store-chunk';

export interface StreamAppended {
  readonly kind: 'appended';
  readonly receipts: readonly ChunkReceipt[];
  readonly repeated: boolean;
}

export interface GivenStream {
  readonly uploadId: string;
  /** `null`: the whole content; the hub numbers its chunks from 1. */
  readonly chunkNo: number | null;
  readonly body: AsyncIterable<Buffer>;
}

const LF = 0x0a;

export async function appendStream(
  hub: Hub,
  caller: Caller,
  { uploadId, chunkNo, body }: GivenStream,
): Promise<StreamAppended | Refusal> {
  const { institutionCode } = caller;
  if (caller.role !== 'INSTITUTION' || institutionCode === null) return refuse('FORBIDDEN');
  if (!isUuid(uploadId)) return refuse('UPLOAD_NOT_FOUND');
  // Asked before a byte is read: whose upload it is not need not send a gigabyte to learn it.
  const known = await hub.transaction(({ uploads }) => uploads.lock(uploadId, institutionCode, 'append'));
  if (!known) return refuse('UPLOAD_NOT_FOUND');
  const read = await readStream(hub, chunkNo, body);
  if ('kind' in read) return read;
  return hub.transaction(async (stores) => {
    // The whole content also writes the upload's own row: two of them at once must not wait for each other in a circle.
    const upload = await stores.uploads.lock(uploadId, institutionCode, chunkNo === null ? 'seal' : 'append');
    if (!upload) return refuse('UPLOAD_NOT_FOUND');
    const stored = await storeChunks(hub, stores, upload, read.chunks);
    if ('kind' in stored) return stored;
    if (chunkNo === null && !stored.repeated) {
      await stores.uploads.keepContent(uploadId, { chunks: read.chunks.length, digest: read.digest });
    }
    return { kind: 'appended', ...stored };
  });
}

interface ReadStream {
  readonly chunks: readonly PackedChunk[];
  /** SHA-256, hex, over all bytes. */
  readonly digest: string;
}

async function readStream(
  hub: Hub,
  chunkNo: number | null,
  stream: AsyncIterable<Buffer>,
): Promise<ReadStream | Refusal> {
  const chunks: PackedChunk[] = [];
  const problems: Place[] = [];
  const hash = createHash('sha256');
  let problemsTotal = 0;
  let line = 1;
  for await (const piece of cutAtLines(stream, chunkNo === null ? CHUNK_RECORDS_CUT : CHUNK_RECORDS_MAX)) {
    if (piece.kind === 'too-long') return longLine(line + piece.linesBefore);
    if (piece.kind === 'too-large') return refuse(chunkNo === null ? 'BATCH_TOO_LARGE' : 'CHUNK_TOO_LARGE');
    if (chunkNo !== null && line > 1) return refuse('CHUNK_TOO_LARGE');
    const read = readChunk(piece.body, line);
    line += read.records;
    if (line - 1 > BATCH_RECORDS_MAX) return refuse('BATCH_TOO_LARGE');
    problemsTotal += read.problems.length;
    problems.push(...read.problems.slice(0, PLACES_MAX - problems.length));
    // Once a line cannot be read nothing will be stored; the rest is read to name its faults too.
    if (problemsTotal > 0) continue;
    hash.update(piece.body);
    const chunk = await packChunk(hub, {
      chunkNo: chunkNo ?? chunks.length + 1,
      records: read.records,
      body: piece.body,
    });
    if ('kind' in chunk) return chunk;
    chunks.push(chunk);
  }
  if (problemsTotal > 0) return refuse('CHUNK_MALFORMED', { places: problems, placesTotal: problemsTotal });
  return chunks.length === 0 ? refuse('CHUNK_EMPTY') : { chunks, digest: hash.digest('hex') };
}

const longLine = (line: number): Refusal =>
  refuse('CHUNK_MALFORMED', {
    places: [
      {
        record: line,
        field: null,
        message: { zh: `一行超过 ${LINE_BYTES_MAX} 字节`, en: `A line of more than ${LINE_BYTES_MAX} bytes` },
      },
    ],
  });

type Piece =
  | { readonly kind: 'lines'; readonly body: Buffer }
  | { readonly kind: 'too-long'; readonly linesBefore: number }
  | { readonly kind: 'too-large' };

/** Pieces of at most `linesMax` whole lines; the last one may lack its LF. */
async function* cutAtLines(stream: AsyncIterable<Buffer>, linesMax: number): AsyncGenerator<Piece> {
  let kept: Buffer[] = [];
  let lines = 0;
  /** Of the line, the piece and the stream so far, `arrived` not included. */
  let lineBytes = 0;
  let pieceBytes = 0;
  let streamBytes = 0;
  for await (const arrived of stream) {
    streamBytes += arrived.length;
    let pieceFrom = 0;
    let lineFrom = 0;
    for (let end = arrived.indexOf(LF); end !== -1; end = arrived.indexOf(LF, lineFrom)) {
      if (lineBytes + end - lineFrom > LINE_BYTES_MAX) return yield { kind: 'too-long', linesBefore: lines };
      lineFrom = end + 1;
      lineBytes = 0;
      lines += 1;
      if (lines < linesMax) continue;
      yield { kind: 'lines', body: Buffer.concat([...kept, arrived.subarray(pieceFrom, lineFrom)]) };
      kept = [];
      pieceFrom = lineFrom;
      pieceBytes = 0;
      lines = 0;
    }
    kept.push(arrived.subarray(pieceFrom));
    pieceBytes += arrived.length - pieceFrom;
    lineBytes += arrived.length - lineFrom;
    if (lineBytes > LINE_BYTES_MAX) return yield { kind: 'too-long', linesBefore: lines };
    if (pieceBytes > CHUNK_BYTES_MAX || streamBytes > STREAM_BYTES_MAX) return yield { kind: 'too-large' };
  }
  if (pieceBytes > 0) yield { kind: 'lines', body: Buffer.concat(kept) };
}
