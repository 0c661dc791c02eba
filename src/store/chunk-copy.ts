/**
 * Chunks into their rows by binary COPY (PostgreSQL manual, “COPY, Binary Format”). A body goes out as it is, from the memory
 * that it was made in: as a parameter of an INSERT it is copied three times, each time into a larger buffer, and a million
 * records leave 150 MB of them behind.
 */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { EntityManager } from 'typeorm';
import type { ClientBase } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { LandedBy, LandedChunk } from '../app/intake-ports';
import { momentBytes, uuidBytes } from './copy';

/** The body is the last column: what stands before it is one small buffer. */
const COPY = `COPY chunk (upload_id, chunk_no, records, bytes, digest, received_at, source_bytes, resume, landing, body)
  FROM STDIN (FORMAT binary)`;
const FIELDS = 10;
const HEADER = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
const NULL_LENGTH = -1;
const JSONB_VERSION = Buffer.of(1);

/** How the content of a row differs from the chunk that it is. */
export interface ChunkColumns {
  readonly source: number | null;
  /** JSON. */
  readonly resume: string | null;
}

/** Of NDJSON the content is the chunk: nothing is said twice. */
export const columnsOf = ({ bytes, sourceBytes, state }: LandedChunk): ChunkColumns => ({
  source: sourceBytes === bytes && state === null ? null : sourceBytes,
  resume: state === null ? null : JSON.stringify(state),
});

/** Runs inside the transaction of `manager`, which cannot go on where a number is taken (SQLSTATE 23505). */
export async function copyChunks(
  manager: EntityManager,
  uploadId: string,
  chunks: readonly LandedChunk[],
  by: LandedBy,
): Promise<void> {
  const runner = manager.queryRunner;
  if (!runner) throw new Error('COPY needs the transaction of a query runner.');
  const client: ClientBase = await runner.connect();
  await pipeline(Readable.from(rowsOf(uploadId, chunks, by)), client.query(copyFrom(COPY)));
}

function* rowsOf(uploadId: string, chunks: readonly LandedChunk[], { landing, at }: LandedBy): Generator<Buffer> {
  const upload = uuidBytes(uploadId);
  yield HEADER;
  for (const chunk of chunks) {
    const { source, resume } = columnsOf(chunk);
    yield Buffer.concat([
      int16(FIELDS),
      field(upload),
      ...[chunk.chunkNo, chunk.records, chunk.bytes].map((count) => field(int32(count))),
      field(Buffer.from(chunk.digest, 'hex')),
      field(momentBytes(at)),
      field(source === null ? null : int32(source)),
      field(resume === null ? null : Buffer.concat([JSONB_VERSION, Buffer.from(resume)])),
      field(landing === null ? null : uuidBytes(landing)),
      int32(chunk.packed.length),
    ]);
    yield chunk.packed;
  }
  yield int16(NULL_LENGTH);
}

const field = (bytes: Buffer | null): Buffer =>
  bytes === null ? int32(NULL_LENGTH) : Buffer.concat([int32(bytes.length), bytes]);

function int16(value: number): Buffer {
  const bytes = Buffer.allocUnsafe(2);
  bytes.writeInt16BE(value);
  return bytes;
}

function int32(value: number): Buffer {
  const bytes = Buffer.allocUnsafe(4);
  bytes.writeInt32BE(value);
  return bytes;
}
