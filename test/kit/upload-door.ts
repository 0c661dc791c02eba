/** The HTTP face over verbs of the streamed door that end at stores a test can look into; no database. */
import type { AddressInfo } from 'node:net';
import { createServer, type ServerLimits } from '../../schema/server';
import type { Caller } from '../../src/app/caller';
import type { ChunkNumbers, LandedChunk } from '../../src/app/intake-ports';
import type { Hub } from '../../src/app/ports';
import type { Views } from '../../src/app/views';
import { BEGINNING, standingOf } from '../../src/domain/intake/standing';
import { uploadFormats } from '../../src/formats';
import { HTTP_LIMITS } from '../../src/platform/http-limits';

export interface UploadDoor {
  readonly url: string;
  readonly port: number;
  readonly logged: readonly { readonly level: string; readonly fields: object }[];
  /** Digests of the chunks that were stored. */
  readonly stored: readonly string[];
  /** How often a verb looked at an upload. */
  looks(): number;
  /** From here on a verb's look at an upload waits until what is answered is called. */
  shut(): () => void;
  connections(): Promise<number>;
  close(): Promise<void>;
}

export interface UploadDoorOptions {
  readonly limits?: Partial<ServerLimits>;
  readonly views?: Partial<Views>;
}

/** A token is the code of an institution, or `city`; without one nobody calls. */
export async function openUploadDoor({ limits = {}, views = {} }: UploadDoorOptions): Promise<UploadDoor> {
  /** By institution: each has one upload. */
  const held = new Map<string, LandedChunk[]>();
  const formats = new Map<string, string>();
  const logged: { level: string; fields: object }[] = [];
  const stored: string[] = [];
  const write = (level: string) => (fields: object) => void logged.push({ level, fields });
  let looks = 0;
  let gate: Promise<void> = Promise.resolve();
  const storesOf = (own: LandedChunk[] = []) => ({
    uploads: {
      lock: async (id: string, institutionCode: string) => {
        looks += 1;
        await gate;
        own = held.get(institutionCode) ?? [];
        held.set(institutionCode, own);
        const format = formats.get(id) ?? null;
        return { id, state: 'OPEN', institutionCode, format, epoch: 0, content: null, header: {} };
      },
      noteStream: async (id: string, format: string) => void formats.set(id, format),
      fixFormat: async (id: string, format: string) => void formats.set(id, format),
      keepContent: async () => undefined,
      removeLanded: async (id: string) => {
        formats.delete(id);
        stored.splice(0);
        own.splice(0);
      },
    },
    chunks: {
      held: async (_id: string, { first, last }: ChunkNumbers) =>
        own.filter(({ chunkNo }) => chunkNo >= first && chunkNo <= last),
      standing: async () => standingOf(own),
      borderAt: async (_id: string, offset: number) => (offset === 0 ? BEGINNING : undefined),
      acknowledge: async (_id: string, chunkNos: readonly number[]) =>
        own.filter(({ chunkNo }) => chunkNos.includes(chunkNo)),
      records: async () => 0,
      insert: async (_id: string, chunks: readonly LandedChunk[]) => {
        stored.push(...chunks.map(({ digest }) => digest));
        own.push(...chunks);
        return chunks.map(({ chunkNo }) => chunkNo);
      },
    },
    originals: { insert: async () => [], acknowledge: async () => [] },
  });
  const hub = {
    transaction: (work: (stores: never) => Promise<unknown>) => work(storesOf() as never),
    views,
    formats: uploadFormats,
    pack: async (bytes: Buffer) => bytes,
    now: () => new Date(),
    newId: () => 'id',
    log: { error: write('error'), warn: write('warn'), info: write('info'), debug: write('debug') },
  } as unknown as Hub;
  const app = await createServer(hub, {
    development: true,
    identify: async (authorization) => (authorization === undefined ? 'absent' : callerOf(authorization)),
    issueToken: (_request, response) => void response.end(),
    limits: { ...HTTP_LIMITS, ...limits },
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    logged,
    stored,
    looks: () => looks,
    shut: () => {
      let open = (): void => undefined;
      gate = new Promise((resolve) => (open = resolve));
      return open;
    },
    connections: () =>
      new Promise((resolve, reject) =>
        app.server.getConnections((error, count) => (error ? reject(error) : resolve(count))),
      ),
    close: () => app.close(),
  };
}

function callerOf(authorization: string): Caller {
  const token = authorization.replace('Bearer ', '');
  return token === 'city'
    ? { clientId: token, role: 'CITY', institutionCode: null, regionCode: '510100' }
    : { clientId: token, role: 'INSTITUTION', institutionCode: token, regionCode: null };
}
