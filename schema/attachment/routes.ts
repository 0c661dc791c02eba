/**
 * The door for files: `POST /attachments` takes one as the raw body, `GET /attachments/{id}` gives it back as it was sent.
 * A browser must never show what somebody sent as a page of the hub, hence the headers of the answer.
 */
import type { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sendAttachment } from '../../src/app/attachments/send-attachment';
import type { Attachment } from '../../src/app/attachments/attachment-ports';
import type { RefusalCode } from '../../src/app/refusal';
import { bodyPieces } from '../body-pieces';
import { forbidden, hubBusy, notFound, tooManyUploads } from '../errors';
import { askLater, httpRefusalBody, toldBody } from '../http-refusals';
import type { RequestContext } from '../request-context';
import { type Full, turnstile } from '../turnstile';
import { nameInDisposition } from './disposition';
import { giveBack } from './give-back';

const CREATED = 201;
const OK = 200;
const FORBIDDEN = 403;
const NOT_FOUND = 404;
const UNSUPPORTED = 415;
const TOO_MANY_REQUESTS = 429;
const UNAVAILABLE = 503;
const CONFLICT = 409;
/** Files that arrive at a time, of the process and of one client: each is held in memory whole. */
const SENDING_MAX = 8;
const SENDING_PER_CLIENT_MAX = 2;
/** Files that are given back at a time, held whole until the reader has them. */
const READING = { perKey: 4, total: 16 } as const;

const STATUS: Partial<Record<RefusalCode, number>> = {
  FORBIDDEN,
  ATTACHMENT_TYPE_UNSUPPORTED: UNSUPPORTED,
  ATTACHMENT_TOO_LARGE: 413,
  ATTACHMENT_EMPTY: 422,
  ATTACHMENT_TYPE_DIFFERS: 422,
  ATTACHMENT_NAME_PERSONAL: 422,
};

type Sending = { readonly Querystring: { readonly name?: string | string[] }; readonly Body?: Readable };

export interface AttachmentRoutes {
  readonly contextOf: (request: FastifyRequest) => RequestContext;
  /** How long a body may stand still. */
  readonly bodyStallMs: number;
}

export function addAttachmentRoutes(app: FastifyInstance, { contextOf, bodyStallMs }: AttachmentRoutes): void {
  const enter = turnstile({ perKey: SENDING_PER_CLIENT_MAX, total: SENDING_MAX });
  app.removeAllContentTypeParsers();
  // The verb decides which types it takes, so that the answer is a typed one.
  app.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
  app.post<Sending>('/attachments', async (request, reply) => {
    const { body } = request;
    if (request.headers['content-encoding'] !== undefined || body === undefined) {
      return reply.code(UNSUPPORTED).send(httpRefusalBody(request, UNSUPPORTED));
    }
    const { hub, caller } = contextOf(request);
    const leave = enter(caller.clientId);
    if (typeof leave === 'string') return busy(request, reply, leave);
    const answer = await sendAttachment(hub, caller, {
      contentType: request.headers['content-type'] ?? '',
      fileName: nameOf(request),
      body: bodyPieces(body, bodyStallMs),
    }).finally(leave);
    // A refusal can come before the end of the body; the rest is let run out, so that the sender can read the answer.
    body.resume();
    if (answer.kind === 'kept') {
      return reply.code(answer.repeated ? OK : CREATED).send(shown(answer.attachment, answer.repeated));
    }
    const { kind: _kind, ...refusal } = answer;
    return reply.code(STATUS[answer.code] ?? CONFLICT).send({ refusal });
  });
  const enterReading = turnstile(READING);
  app.get<{ readonly Params: { readonly id: string } }>('/attachments/:id', async (request, reply) => {
    const { hub, caller, territory } = contextOf(request);
    if (caller.role === 'OPERATOR' || caller.role === 'HUB')
      return reply.code(FORBIDDEN).send(toldBody(request, forbidden()));
    const leave = enterReading(caller.clientId);
    if (typeof leave === 'string') return askLater(request, reply, { error: hubBusy(), status: UNAVAILABLE });
    reply.raw.once('close', leave);
    const attachment = await hub.views.attachment(territory, request.params.id);
    const body = attachment && (await hub.views.attachmentBody(territory, attachment.id));
    if (!attachment || !body) return reply.code(NOT_FOUND).send(toldBody(request, notFound()));
    return giveBack(reply, attachment, body, 'private, no-store');
  });
}

const shown = ({ id, digest, bytes, fileName, mediaType }: Attachment, repeated: boolean): object => ({
  id,
  digest,
  bytes,
  fileName,
  mediaType,
  repeated,
});

/** `?name=` before `Content-Disposition`: it needs no encoding of its own. */
function nameOf(request: FastifyRequest<Sending>): string {
  const { name } = request.query;
  const first = Array.isArray(name) ? name[0] : name;
  return first ?? nameInDisposition(request.headers['content-disposition'] ?? '') ?? '';
}

function busy(request: FastifyRequest<Sending>, reply: FastifyReply, full: Full): FastifyReply {
  request.body?.resume();
  return full === 'own'
    ? askLater(request, reply, { error: tooManyUploads(SENDING_PER_CLIENT_MAX), status: TOO_MANY_REQUESTS })
    : askLater(request, reply, { error: hubBusy(), status: UNAVAILABLE });
}
