/**
 * The streamed door: `PUT /uploads/{id}` takes the whole content, `PUT /uploads/{id}/chunks/{no}` one chunk, both as
 * NDJSON. The body flows to the verb as it arrives and is never held whole.
 */
import type { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { appendStream } from '../src/app/append-stream';
import type { Caller } from '../src/app/caller';
import type { Hub } from '../src/app/ports';
import { httpRefusalBody, uploadStatusOf } from './http-refusals';
import { turnstile } from './turnstile';

const CONTENT_TYPE = 'application/x-ndjson';
const CREATED = 201;
const OK = 200;
const UNSUPPORTED = 415;
const CHUNK_NO = /^\d{1,9}$/;

type UploadParams = { readonly Params: { readonly id: string; readonly no?: string }; readonly Body: Readable };

export interface UploadRoutes {
  readonly hub: Hub;
  readonly callerOf: (request: FastifyRequest) => Caller;
  /** A stream holds a database connection while it flows; the rest of them must stay free for everybody else. */
  readonly streamsMax: number;
}

export function addUploadRoutes(app: FastifyInstance, { hub, callerOf, streamsMax }: UploadRoutes): void {
  const enter = turnstile(streamsMax);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(CONTENT_TYPE, (_request, payload, done) => done(null, payload));
  const land = async (request: FastifyRequest<UploadParams>, reply: FastifyReply): Promise<FastifyReply> => {
    const { id, no } = request.params;
    if (request.headers['content-encoding'] !== undefined || request.body === undefined) {
      return reply.code(UNSUPPORTED).send(httpRefusalBody(request, UNSUPPORTED));
    }
    const chunkNo = no === undefined ? null : CHUNK_NO.test(no) ? Number(no) : 0;
    const body = request.body;
    const answer = await enter(() =>
      appendStream(hub, callerOf(request), { uploadId: id, chunkNo, body: piecesOf(body) }),
    );
    // A refusal can come before the end of the body; the rest is let run out, so that the sender can read the answer.
    body.resume();
    if (answer.kind === 'appended') {
      return reply.code(answer.repeated ? OK : CREATED).send({ receipts: answer.receipts, repeated: answer.repeated });
    }
    const { kind: _kind, ...refusal } = answer;
    return reply.code(uploadStatusOf(answer.code)).send({ refusal });
  };
  app.put<UploadParams>('/uploads/:id', land);
  app.put<UploadParams>('/uploads/:id/chunks/:no', land);
}

/** Ending the loop early must not tear down the connection that the answer goes out on. A cut-off body throws. */
async function* piecesOf(body: Readable): AsyncGenerator<Buffer> {
  for await (const piece of body.iterator({ destroyOnReturn: false })) {
    yield Buffer.isBuffer(piece) ? piece : Buffer.from(String(piece));
  }
}
