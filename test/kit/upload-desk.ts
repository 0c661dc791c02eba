/** Uploads of the sample institution over HTTP, and what became of them in the database. */
import { createHash } from 'node:crypto';
import type { ServerLimits } from '../../schema/server';
import { openUpload } from '../../src/app/open-upload';
import { sealUpload } from '../../src/app/seal-upload';
import { checkingHub, SAMPLE_INSTITUTION, type CheckingHub } from './checking-hub';
import type { SampleDesk } from './sample-desk';
import { ndjson } from './sample-desk';
import { uploadSender, type Asked, type Answered, type UploadSender } from './upload-sender';

export interface OpenedUpload {
  readonly id: string;
  readonly path: string;
  readonly content: Buffer;
  readonly records: number;
}

export interface UploadDesk {
  readonly world: CheckingHub;
  readonly sender: UploadSender;
  open(records: number): Promise<OpenedUpload>;
  /** Upload-Offset and Upload-Complete, as HEAD tells them. */
  place(path: string): Promise<{ readonly offset: number; readonly complete: string | undefined }>;
  send(asked: Asked): Promise<Answered>;
  /** Seals with the digest of the content; answers the batch id or the code of the refusal. */
  seal(upload: OpenedUpload, chunks: number): Promise<string>;
  /** Numbers of the chunks that are stored. */
  stored(id: string): Promise<readonly number[]>;
  /** Parts of the content as it was sent. */
  originals(id: string): Promise<number>;
  close(): Promise<void>;
}

export async function openUploadDesk(
  desk: SampleDesk,
  at: Date,
  limits: Partial<ServerLimits> = {},
): Promise<UploadDesk> {
  const world = await checkingHub(desk, at);
  const sender = await uploadSender(world.hub, limits);
  const column = async <Value>(sql: string, id: string): Promise<Value[]> => {
    const rows: { value: Value }[] = await world.bench.source.query(sql, [id]);
    return rows.map(({ value }) => value);
  };
  return {
    world,
    sender,
    open: async (records) => {
      const batch = desk.batch({ records });
      const opened = await openUpload(world.hub, SAMPLE_INSTITUTION, batch.header);
      if (opened.kind === 'refused') throw new Error(opened.code);
      const { id } = opened.upload;
      return { id, path: `/uploads/${id}`, content: Buffer.from(ndjson(batch.records)), records };
    },
    place: async (path) => {
      const { headers } = await sender.send({ method: 'HEAD', path });
      return { offset: Number(headers['upload-offset']), complete: headers['upload-complete']?.toString() };
    },
    send: (asked) => sender.send(asked),
    seal: async ({ id, content, records }, chunks) => {
      const digest = createHash('sha256').update(content).digest('hex');
      const sealed = await sealUpload(world.hub, SAMPLE_INSTITUTION, {
        uploadId: id,
        manifest: { chunks, records, digest },
      });
      return sealed.kind === 'refused' ? sealed.code : sealed.batchId;
    },
    stored: (id) => column<number>('SELECT chunk_no AS value FROM chunk WHERE upload_id = $1 ORDER BY chunk_no', id),
    originals: async (id) =>
      (await column('SELECT from_byte AS value FROM upload_original WHERE upload_id = $1', id)).length,
    close: async () => {
      await sender.close();
      await world.bench.close();
    },
  };
}

/** A body whose next piece comes when it is asked for. */
export function paused(): { readonly go: () => void; readonly mayGo: Promise<void> } {
  let go = (): void => undefined;
  const mayGo = new Promise<void>((resolve) => (go = resolve));
  return { go: () => go(), mayGo };
}

/** Behind line number `lines`. */
export function behindLines(content: Buffer, lines: number): number {
  let at = 0;
  for (let line = 0; line < lines; line += 1) at = content.indexOf(0x0a, at) + 1;
  return at;
}

export async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  for (let round = 0; round < 500; round += 1) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`Waited in vain: ${what}.`);
}
