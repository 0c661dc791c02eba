/** The HTTP face on a port of its own, over a hub whose views and verbs a test decides. */
import type { AddressInfo } from 'node:net';
import { createServer } from '../../schema/server';
import type { Caller } from '../../src/app/caller';
import { type Instruments, NO_INSTRUMENTS } from '../../src/app/instruments';
import type { Hub } from '../../src/app/ports';
import type { Views } from '../../src/app/views';
import { HTTP_LIMITS } from '../../src/platform/http-limits';

export const INSTITUTION: Caller = { clientId: 'i1', role: 'INSTITUTION', institutionCode: '0001', regionCode: null };
export const CITY: Caller = { clientId: 'c1', role: 'CITY', institutionCode: null, regionCode: '510100' };
export const OPERATOR: Caller = { clientId: 'o1', role: 'OPERATOR', institutionCode: null, regionCode: null };
const CALLERS: Readonly<Record<string, Caller>> = { institution: INSTITUTION, city: CITY, operator: OPERATOR };

export interface Face {
  readonly url: string;
  readonly logged: readonly { readonly level: string; readonly fields: object }[];
  close(): Promise<void>;
}

export interface FaceOptions {
  readonly views?: Partial<Views>;
  readonly transaction?: Hub['transaction'];
  readonly development?: boolean;
  readonly instruments?: Instruments;
}

/** A token is the name of a caller; `expired` is one that was good once. */
export async function openFace({
  views = {},
  transaction,
  development = true,
  instruments = NO_INSTRUMENTS,
}: FaceOptions): Promise<Face> {
  const logged: { level: string; fields: object }[] = [];
  const write = (level: string) => (fields: object) => void logged.push({ level, fields });
  let ids = 0;
  const hub = {
    views: {
      ready: async () => true,
      readiness: async () => ({ database: 'ok', migrations: 'done' }),
      ...views,
    },
    transaction: transaction ?? (() => Promise.reject(new Error('No transaction was expected.'))),
    now: () => new Date(),
    newId: () => `id-${(ids += 1)}`,
    log: { error: write('error'), warn: write('warn'), info: write('info'), debug: write('debug') },
  } as unknown as Hub;
  const app = await createServer(hub, {
    development,
    identify: async (authorization) => {
      if (authorization === undefined) return 'absent';
      const name = authorization.replace('Bearer ', '');
      return name === 'expired' ? 'expired' : (CALLERS[name] ?? 'invalid');
    },
    issueToken: (request, response) => {
      request.resume().once('end', () => response.end(JSON.stringify({ path: request.url })));
    },
    limits: { ...HTTP_LIMITS, uploadStreams: 2 },
    instruments,
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, logged, close: () => app.close() };
}
