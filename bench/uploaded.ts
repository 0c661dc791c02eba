/** Content uploaded before a clock starts, and its seal. */
import { createHash, randomUUID } from 'node:crypto';
import { appendStream } from '../src/app/append-stream';
import type { Caller } from '../src/app/caller';
import { openUpload } from '../src/app/open-upload';
import type { Hub } from '../src/app/ports';
import { sealUpload } from '../src/app/seal-upload';
import type { BatchHeader } from '../src/domain/intake/header';

const STREAM_PIECE_BYTES = 64 * 1024;

export interface Content {
  readonly header: BatchHeader;
  readonly body: Buffer;
  readonly records: number;
}

export interface Uploaded {
  readonly id: string;
  readonly chunks: number;
  readonly records: number;
  readonly digest: string;
}

export async function upload(hub: Hub, caller: Caller, { header, body, records }: Content): Promise<Uploaded> {
  const opened = await openUpload(hub, caller, { ...header, clientBatchNo: randomUUID() });
  if (opened.kind === 'refused') throw new Error(`The upload was refused: ${opened.code}.`);
  const { id } = opened.upload;
  const part = { kind: 'content', fromByte: 0, isLast: true } as const;
  const appended = await appendStream(hub, caller, { uploadId: id, format: null, part, body: pieces(body) });
  if (appended.kind === 'refused') throw new Error(`The records were refused: ${appended.code}.`);
  return { id, chunks: appended.receipts.length, records, digest: createHash('sha256').update(body).digest('hex') };
}

async function* pieces(body: Buffer): AsyncGenerator<Buffer> {
  for (let from = 0; from < body.length; from += STREAM_PIECE_BYTES)
    yield body.subarray(from, from + STREAM_PIECE_BYTES);
}

export async function seal(hub: Hub, caller: Caller, { id, chunks, records, digest }: Uploaded): Promise<void> {
  const sealed = await sealUpload(hub, caller, { uploadId: id, manifest: { chunks, records, digest } });
  if (sealed.kind === 'refused') throw new Error(`The seal was refused: ${sealed.code}.`);
}
