/**
 * The streamed door: `PUT /uploads/{id}` takes the whole content, `PUT /uploads/{id}/chunks/{no}` one chunk, both as
 * NDJSON. The body flows to the verb as it arrives and is never held whole.
 */
import type { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { appendStream } from '../src/app/append-stream';
import type { Caller } from '../src/app/caller';
import type { Hub } from '../src/app/ports';
import { bodyPieces } from './body-pieces';
import { hubBusy, tooManyUploads } from './errors';
import { askLater, httpRefusalBody, uploadStatusOf } from './http-refusals';
import { type Full, turnstile } from './turnstile';

const CONTENT_TYPE = 'application/x-ndjson';
const CREATED = 201;
const OK = 200;
const UNSUPPORTED = 415;
const TOO_MANY_REQUESTS = 429;
const UNAVAILABLE = 503;
const CHUNK_NO = /^\d{1,9}$/;

type UploadParams = { readonly Params: { readonly id: string; readonly no?: string }; readonly Body: Readable };

export interface UploadRoutes {
  readonly hub: Hub;
  readonly callerOf: (request: FastifyRequest) => Caller;
  readonly limits: UploadLimits;
}

export interface UploadLimits {
  /** Streams of the process that flow at a time: their chunks wait in memory, compressed, for the end of the body. */
  readonly uploadStreams: number;
  /** Of one institution, so that none takes the places of all. */
  readonly uploadStreamsPerInstitution: number;
  /** How long a body may stand still. */
  readonly bodyStallMs: number;
}

export function addUploadRoutes(app: FastifyInstance, { hub, callerOf, limits }: UploadRoutes): void {
  const enter = turnstile({ perKey: limits.uploadStreamsPerInstitution, total: limits.uploadStreams });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(CONTENT_TYPE, (_request, payload, done) => done(null, payload));
  const land = async (request: FastifyRequest<UploadParams>, reply: FastifyReply): Promise<FastifyReply> => {
    const { id, no } = request.params;
    if (request.headers['content-encoding'] !== undefined || request.body === undefined) {
      return reply.code(UNSUPPORTED).send(httpRefusalBody(request, UNSUPPORTED));
    }
    const { body } = request;
    const caller = callerOf(request);
    const leave = enter(caller.institutionCode ?? caller.clientId);
    if (typeof leave === 'string') return busy(request, reply, leave, limits);
    const chunkNo = no === undefined ? null : CHUNK_NO.test(no) ? Number(no) : 0;
    const pieces = bodyPieces(body, limits.bodyStallMs);
    const answer = await appendStream(hub, caller, { uploadId: id, chunkNo, body: pieces }).finally(leave);
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

function busy(
  request: FastifyRequest<UploadParams>,
  reply: FastifyReply,
  full: Full,
  { uploadStreamsPerInstitution }: UploadLimits,
): FastifyReply {
  // The rest is let run out here too.
  request.body.resume();
  return full === 'own'
    ? askLater(request, reply, { error: tooManyUploads(uploadStreamsPerInstitution), status: TOO_MANY_REQUESTS })
    : askLater(request, reply, { error: hubBusy(), status: UNAVAILABLE });
}
