/** The real HTTP face over a real hub, and a sender that can break off anywhere. */
import { request, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer, type ServerLimits } from '../../schema/server';
import type { Caller } from '../../src/app/caller';
import type { Hub } from '../../src/app/ports';
import type { Bilingual } from '../../src/domain/bilingual';
import { HTTP_LIMITS } from '../../src/platform/http-limits';
import { SAMPLE_INSTITUTION } from './checking-hub';

export interface Answered {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: {
    readonly refusal?: {
      readonly code: string;
      readonly message: Bilingual;
      readonly remedy: Bilingual;
      readonly places: readonly { readonly record: number | null }[];
      readonly placesTotal: number;
    };
    readonly receipts?: readonly { readonly chunkNo: number; readonly records: number; readonly digest: string }[];
    readonly repeated?: boolean;
    readonly notes?: readonly object[];
    readonly chunks?: number;
    readonly records?: number;
    readonly nextOffset?: number;
    readonly isComplete?: boolean;
  };
}

export interface Asked {
  readonly method?: 'PUT' | 'PATCH' | 'HEAD' | 'DELETE';
  readonly path: string;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Several are sent one after the other. */
  readonly body?: Buffer | string | AsyncIterable<Buffer | string>;
}

export interface UploadSender {
  send(asked: Asked): Promise<Answered>;
  /** Sends the body and then hangs up, without having ended it. */
  breakOff(asked: Asked): Promise<void>;
  close(): Promise<void>;
}

const CALLERS: Readonly<Record<string, Caller>> = {
  'Bearer other': { ...SAMPLE_INSTITUTION, clientId: 'other', institutionCode: '0002' },
  'Bearer city': { clientId: 'city', role: 'CITY', institutionCode: null, regionCode: '510100' },
};

/** Everybody is the sample institution, but for `other` and `city`. */
export async function uploadSender(hub: Hub, limits: Partial<ServerLimits> = {}): Promise<UploadSender> {
  const app = await createServer(hub, {
    development: true,
    identify: async (authorization = '') => CALLERS[authorization] ?? SAMPLE_INSTITUTION,
    issueToken: (_request, response) => void response.end(),
    limits: { ...HTTP_LIMITS, uploadStreams: 8, uploadStreamsPerInstitution: 8, ...limits },
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  const begin = ({ method = 'PUT', path, type = 'application/x-ndjson', headers = {} }: Asked) =>
    request({
      port,
      host: '127.0.0.1',
      path,
      method,
      agent: false,
      headers: {
        authorization: 'Bearer x',
        ...(method === 'HEAD' || method === 'DELETE' ? {} : { 'content-type': type }),
        ...headers,
      },
    });
  return {
    send: (asked) =>
      new Promise((resolve, reject) => {
        const sending = begin(asked);
        sending.once('error', reject).once('response', (response) => {
          let text = '';
          response
            .setEncoding('utf8')
            .on('data', (piece: string) => (text += piece))
            .once('end', () =>
              resolve({
                status: response.statusCode ?? 0,
                headers: response.headers,
                body: text === '' ? {} : (JSON.parse(text) as Answered['body']),
              }),
            );
        });
        void written(sending, asked.body).then(() => sending.end(), reject);
      }),
    breakOff: async (asked) => {
      const sending = begin({ ...asked, headers: { ...asked.headers, 'content-length': '99999999' } });
      const closed = new Promise<void>((resolve) => void sending.once('close', resolve));
      sending.on('error', () => undefined);
      await written(sending, asked.body);
      sending.destroy();
      await closed;
    },
    close: () => app.close(),
  };
}

async function written(sending: ReturnType<typeof request>, body: Asked['body'] = ''): Promise<void> {
  const pieces = typeof body === 'string' || Buffer.isBuffer(body) ? [body] : body;
  for await (const piece of pieces) {
    if (piece.length === 0) continue;
    await new Promise<void>((resolve, reject) => sending.write(piece, (error) => (error ? reject(error) : resolve())));
  }
}
