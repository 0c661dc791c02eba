/**
 * The door for receivers that answer by themselves: `POST /feeds/{name}/answers`, signed by the receiver instead of a token
 * (docs/receiver-https.md). Who has not signed is refused before a byte of the body is read, and learns nothing of feeds.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { takeAnswers } from '../../src/app/forwarding/take-answers';
import type { Trace } from '../../src/app/instruments';
import type { Hub } from '../../src/app/ports';
import { httpRefusalBody } from '../http-refusals';

const ACCEPTED = 202;
const BAD_REQUEST = 400;
const UNAUTHENTICATED = 401;

/** As it came in: every header as often as it was sent. */
export interface SignedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [string, string])[];
}

export interface FeedAnswerParts {
  /** Whether the receiver behind this feed signed the request, now. */
  readonly isSigned: (feed: string, request: SignedRequest, now: Date) => Promise<boolean>;
  /** Whether the signed header names these bytes. */
  readonly isDigestOf: (header: string | undefined, body: Buffer) => boolean;
}

/** Where nothing is said of receivers, nobody is one. */
export const NO_RECEIVERS: FeedAnswerParts = { isSigned: async () => false, isDigestOf: () => false };

interface Answering {
  readonly Params: { readonly feed: string };
  readonly Body: unknown;
}

export function addFeedAnswerRoutes(
  app: FastifyInstance,
  hub: Hub,
  { isSigned, isDigestOf, trace }: FeedAnswerParts & { readonly trace: Trace },
): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.route<Answering>({
    method: 'POST',
    url: '/feeds/:feed/answers',
    onRequest: async (request, reply) =>
      (await isSigned(request.params.feed, signedRequest(request), hub.now())) ? undefined : refuse(request, reply),
    handler: async (request, reply) => {
      const { body, headers } = request;
      const { feed } = request.params;
      if (!Buffer.isBuffer(body)) return reply.code(BAD_REQUEST).send(httpRefusalBody(request, BAD_REQUEST));
      if (!isDigestOf(headers['content-digest']?.toString(), body)) return refuse(request, reply);
      const outcome = await trace.span(
        { name: 'feed answers', linkedTo: headers['traceparent']?.toString(), attributes: { feed } },
        () => takeAnswers(hub, { feed, body }),
        (told) => (told.kind === 'taken' && told.batchId !== null ? { batchId: told.batchId } : {}),
      );
      if (outcome.kind === 'unreadable') return reply.code(BAD_REQUEST).send(httpRefusalBody(request, BAD_REQUEST));
      return reply.code(ACCEPTED).send({ taken: outcome.taken, oddities: outcome.oddities });
    },
  });
}

const refuse = (request: FastifyRequest, reply: FastifyReply): FastifyReply =>
  reply.code(UNAUTHENTICATED).send(httpRefusalBody(request, UNAUTHENTICATED));

/** The scheme is that of callers: what comes through a proxy has lost it on the way. */
function signedRequest({ method, url, headers, raw }: FastifyRequest<Answering>): SignedRequest {
  const pairs: [string, string][] = [];
  for (let index = 0; index + 1 < raw.rawHeaders.length; index += 2) {
    pairs.push([raw.rawHeaders[index] ?? '', raw.rawHeaders[index + 1] ?? '']);
  }
  return { method, url: `https://${headers.host ?? ''}${url}`, headers: pairs };
}
