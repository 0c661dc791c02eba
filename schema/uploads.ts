/**
 * The streamed door: `PUT /uploads/{id}` takes the whole content, `PATCH` the rest of it from a byte on, `HEAD` says from which,
 * `DELETE` empties the upload, `PUT /uploads/{id}/chunks/{no}` takes one chunk. A body flows to the verb as it arrives and is
 * never held whole.
 */
import type { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { appendStream } from '../src/app/append-stream';
import { emptyUpload } from '../src/app/empty-upload';
import type { StreamPart } from '../src/app/intake/begin-stream';
import type { SpanTold, Trace } from '../src/app/instruments';
import type { Hub } from '../src/app/ports';
import type { Refusal } from '../src/app/refusal';
import type { UploadFormat } from '../src/app/upload-format';
import { uploadStanding } from '../src/app/upload-standing';
import { bodyPieces, type LeastRate } from './body-pieces';
import { codingOf } from './content-encoding';
import { hubBusy, tooManyUploads } from './errors';
import { askLater, httpRefusalBody, uploadStatusOf } from './http-refusals';
import type { LongBodies } from './long-bodies';
import type { RequestContext } from './request-context';
import { freeAtOnce } from '../src/app/spent-bytes';
import { type Enter, type Full, turnstile } from './turnstile';
import { endsWithBody, offsetOf, PARTIAL_UPLOAD, withLimits, withPlace } from './upload-headers';

const CREATED = 201;
const OK = 200;
const NO_CONTENT = 204;
const TOO_LARGE = 413;
const UNSUPPORTED = 415;
const TOO_MANY_REQUESTS = 429;
const UNAVAILABLE = 503;
const CHUNK_NO = /^\d{1,9}$/;

interface UploadParams {
  readonly Params: { readonly id: string };
  /** Absent where the request has none. */
  readonly Body: Readable | undefined;
}
interface ChunkParams extends UploadParams {
  readonly Params: { readonly id: string; readonly no: string };
}
type UploadRequest = FastifyRequest<UploadParams>;

export interface UploadRoutes {
  readonly contextOf: (request: FastifyRequest) => RequestContext;
  readonly limits: UploadLimits;
  readonly long: LongBodies;
  readonly trace: Trace;
}

export interface UploadLimits {
  /** Streams of the process that flow at a time; each holds a few chunks of its content. */
  readonly uploadStreams: number;
  /** Of one institution, so that none takes the places of all. */
  readonly uploadStreamsPerInstitution: number;
  /** How long a body may stand still. */
  readonly bodyStallMs: number;
  /** What must come of it, however long it goes on. */
  readonly leastRate: LeastRate;
}

export function addUploadRoutes(app: FastifyInstance, { contextOf, limits, long, trace }: UploadRoutes): void {
  const enter = turnstile({ perKey: limits.uploadStreamsPerInstitution, total: limits.uploadStreams });
  app.removeAllContentTypeParsers();
  // What it is the catalogue of formats knows; the body is read by the verb.
  app.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
  const land = (request: UploadRequest, reply: FastifyReply, part: StreamPart): Promise<FastifyReply> =>
    landBody({ context: contextOf(request), enter, limits, long, trace, request, reply, part });

  app.put<UploadParams>('/uploads/:id', (request, reply) =>
    land(request, reply, { kind: 'content', fromByte: 0, isLast: endsWithBody(request) }),
  );
  app.patch<UploadParams>('/uploads/:id', (request, reply) =>
    land(request, reply, { kind: 'content', fromByte: offsetOf(request), isLast: endsWithBody(request) }),
  );
  app.put<ChunkParams>('/uploads/:id/chunks/:no', (request, reply) => {
    const { no } = request.params;
    return land(request, reply, { kind: 'chunk', chunkNo: CHUNK_NO.test(no) ? Number(no) : 0 });
  });
  app.head<UploadParams>('/uploads/:id', async (request, reply) => {
    const { hub, caller } = contextOf(request);
    const place = await uploadStanding(hub, caller, request.params.id);
    reply.header('cache-control', 'no-store');
    if ('kind' in place) return reply.code(uploadStatusOf(place.code)).send();
    // The length of a content is known when it has come to its end.
    if (place.isComplete) reply.header('upload-length', place.nextOffset);
    return withPlace(withLimits(reply), place).code(NO_CONTENT).send();
  });
  app.delete<UploadParams>('/uploads/:id', async (request, reply) => {
    const { hub, caller } = contextOf(request);
    const answer = await emptyUpload(hub, caller, request.params.id);
    return answer.kind === 'refused' ? refused(reply, answer) : reply.code(NO_CONTENT).send();
  });
}

interface Arrival {
  readonly context: RequestContext;
  readonly enter: Enter;
  readonly limits: UploadLimits;
  readonly long: LongBodies;
  readonly trace: Trace;
  readonly request: UploadRequest;
  readonly reply: FastifyReply;
  readonly part: StreamPart;
}

async function landBody({ context, enter, limits, long, trace, request, reply, part }: Arrival): Promise<FastifyReply> {
  const { hub, caller } = context;
  const { body } = request;
  const format = formatOf(hub, request, part);
  const coding = codingOf(request.headers['content-encoding']);
  if (format === undefined || coding === undefined) {
    body?.resume();
    return reply.code(UNSUPPORTED).send(httpRefusalBody(request, UNSUPPORTED));
  }
  const leave = enter(caller.institutionCode ?? caller.clientId);
  if (typeof leave === 'string') return busy(request, reply, leave, limits);
  const ended = long.begin(request.raw);
  const pieces = body === undefined ? nothing() : bodyPieces(body, limits.bodyStallMs, limits.leastRate);
  const content = coding(pieces);
  const uploadId = request.params.id;
  const append = (): ReturnType<typeof appendStream> =>
    appendStream(hub, caller, {
      uploadId,
      format,
      part,
      body: content,
      // What comes out of an unpacker is the unpacker's.
      spent: content === pieces ? freeAtOnce : undefined,
    });
  const span = { name: 'appendStream', batchId: uploadId, linkedTo: context.traceparent };
  const answer = await trace.span(span, append, toldOfAppend).finally(() => {
    leave();
    ended();
  });
  // A refusal can come before the end of the body; the rest is let run out, so that the sender can read the answer.
  body?.resume();
  if (answer.kind === 'refused') {
    const { place, ...refusal } = answer;
    return refused(place === null ? reply : withPlace(reply, place), refusal);
  }
  const { receipts, repeated, notes, place } = answer;
  withPlace(reply, place).code(repeated ? OK : CREATED);
  return reply.send({ receipts, repeated, notes, ...place });
}

/** Who names somebody else's upload leaves nothing in its trace. */
const toldOfAppend = (answer: Awaited<ReturnType<typeof appendStream>>): SpanTold =>
  answer.kind === 'refused'
    ? { isIdle: answer.code === 'UPLOAD_NOT_FOUND', attributes: { outcome: 'refused', code: answer.code } }
    : { attributes: { outcome: 'ok', chunks: answer.receipts.length } };

/** `null`: what the upload was begun in; `undefined`: nothing that can be sent there. Numbered chunks are NDJSON. */
function formatOf(hub: Hub, { headers, method }: UploadRequest, part: StreamPart): UploadFormat | null | undefined {
  const [mediaType = ''] = (headers['content-type'] ?? PARTIAL_UPLOAD).split(';');
  const named = mediaType.trim().toLowerCase();
  if (method === 'PATCH' && named === PARTIAL_UPLOAD) return null;
  const format = hub.formats.get(named);
  return part.kind === 'chunk' && format?.convert !== null ? undefined : format;
}

async function* nothing(): AsyncGenerator<Buffer> {
  // A request without a body.
}

function refused(reply: FastifyReply, { kind: _kind, ...refusal }: Refusal): FastifyReply {
  const status = uploadStatusOf(refusal.code);
  return (status === TOO_LARGE ? withLimits(reply) : reply).code(status).send({ refusal });
}

function busy(
  request: UploadRequest,
  reply: FastifyReply,
  full: Full,
  { uploadStreamsPerInstitution }: UploadLimits,
): FastifyReply {
  // The rest is let run out here too.
  request.body?.resume();
  return full === 'own'
    ? askLater(request, reply, { error: tooManyUploads(uploadStreamsPerInstitution), status: TOO_MANY_REQUESTS })
    : askLater(request, reply, { error: hubBusy(), status: UNAVAILABLE });
}
