/** Chunks into their rows: those whose numbers are free. */
import type { EntityManager } from 'typeorm';
import type { LandedBy, LandedChunk } from '../app/intake-ports';
import { errorCode } from '../platform/error-code';
import { columnsOf, copyChunks } from './chunk-copy';
import { Parameters } from './parameters';
import { rows } from './rows';

const UNIQUE_VIOLATION = '23505';

/** Answers the numbers that were free. Runs inside the transaction of `manager`. */
export async function insertChunks(
  manager: EntityManager,
  uploadId: string,
  chunks: readonly LandedChunk[],
  by: LandedBy,
): Promise<readonly number[]> {
  if (chunks.length === 0) return [];
  await rows(manager, 'SAVEPOINT chunks');
  try {
    await copyChunks(manager, uploadId, chunks, by);
    return chunks.map(({ chunkNo }) => chunkNo);
  } catch (error) {
    if (errorCode(error) !== UNIQUE_VIOLATION) throw error;
  }
  // COPY takes all or nothing, and another connection took one of the numbers a moment ago.
  await rows(manager, 'ROLLBACK TO SAVEPOINT chunks');
  return insertFree(manager, uploadId, chunks, by);
}

async function insertFree(
  manager: EntityManager,
  uploadId: string,
  chunks: readonly LandedChunk[],
  { landing, at }: LandedBy,
): Promise<readonly number[]> {
  const parameters = new Parameters();
  const values = chunks.map((chunk) => {
    const { chunkNo, records, bytes, digest, packed } = chunk;
    const { source, resume } = columnsOf(chunk);
    const hash = Buffer.from(digest, 'hex');
    return parameters.row([uploadId, chunkNo, records, bytes, hash, packed, at, source, resume, landing]);
  });
  const inserted = await rows<{ chunkNo: number }>(
    manager,
    `INSERT INTO chunk (upload_id, chunk_no, records, bytes, digest, body, received_at, source_bytes, resume, landing)
     VALUES ${values.join(', ')} ON CONFLICT (upload_id, chunk_no) DO NOTHING RETURNING chunk_no AS "chunkNo"`,
    parameters.all,
  );
  return inserted.map(({ chunkNo }) => chunkNo);
}
