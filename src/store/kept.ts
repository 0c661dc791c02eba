/**
 * What is kept sealed. Until a worker has sealed them too (`sealing-store.ts`), rows of an earlier release stand in clear: in
 * the column `data`, bodies in the same column as sealed ones, which tell themselves by their first byte.
 */
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import type { Sealer } from '../app/sealer';
import { freeAtOnce } from '../app/spent-bytes';

/** The record of a row of `table`, as bytes. */
export const kept = (table: string): string => `coalesce(${table}.sealed, convert_to(${table}.data, 'UTF8'))`;

export const openKept = (sealer: Sealer, bytes: Buffer): Buffer =>
  sealer.isSealed(bytes) ? sealer.open(bytes) : bytes;

export const textOf = (sealer: Sealer, bytes: Buffer): string => openKept(sealer, bytes).toString();

/** The row with its record as JSON text in the place of what is kept. */
export function withData<Row extends { readonly kept: Buffer }>(
  sealer: Sealer,
  { kept: bytes, ...row }: Row,
): Omit<Row, 'kept'> & { readonly data: string } {
  return { ...row, data: textOf(sealer, bytes) };
}

const decompress = promisify(brotliDecompress);
const SMALLEST_PIECE_BYTES = 1_024;

/** What `Hub.pack` made of so many bytes. In one piece: each piece more would be a turn of the event loop and a copy. */
export async function unpackBody(sealer: Sealer, body: Buffer, bytes: number): Promise<Buffer> {
  const packed = openKept(sealer, body);
  const unpacked = await decompress(packed, { chunkSize: Math.max(bytes, SMALLEST_PIECE_BYTES) });
  if (packed !== body) freeAtOnce(packed);
  return unpacked;
}
