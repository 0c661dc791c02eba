/** The HTTP face: GraphQL, streamed uploads, subscriptions, tokens, health. Built here, started in `main.ts`. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { GRAPHQL_BYTES_MAX } from '../src/app/limits';
import type { Caller } from '../src/app/caller';
import { type Instruments, NO_INSTRUMENTS } from '../src/app/instruments';
import type { Hub } from '../src/app/ports';
import { readinessOf, type ToldReadiness } from '../src/app/readiness';
import { errorCode } from '../src/platform/error-code';
import { addAttachmentRoutes } from './attachment/routes';
import { buildHubSchema } from './build';
import { ToldError, unauthenticated, type AbsenceReason } from './errors';
import { addExplorer, wantsPage } from './explorer';
import { openGraphqlDoor } from './graphql-door';
import { addFeedAnswerRoutes, type FeedAnswerParts, NO_RECEIVERS } from './feed-answers/routes';
import { httpRefusalBody, isPlainAddress, toldBody } from './http-refusals';
import { type LongBodies, longBodies } from './long-bodies';
import { maskErrors } from './mask-errors';
import { addPublicRoutes } from './public-routes';
import { requestContext, type RequestContext } from './request-context';
import { addStreamRoute } from './stream';
import { addUploadRoutes, type UploadLimits } from './uploads';

export interface ServerLimits extends UploadLimits {
  /** Request line and all headers together. */
  readonly headerBytes: number;
  readonly headersTimeoutMs: number;
  readonly requestTimeoutMs: number;
  /** How often requests are looked for that took longer. */
  readonly timeoutLookMs: number;
  readonly keepAliveTimeoutMs: number;
  /** How long a client may take nothing of its answer. */
  readonly unreadMs: number;
  readonly connections: number;
}

export interface ServerParts {
  /** Who sent this Authorization header. */
  readonly identify: (authorization: string | undefined) => Promise<Caller | AbsenceReason>;
  /** Answers everything under /oauth; the body is unread. */
  readonly issueToken: (request: IncomingMessage, response: ServerResponse) => void;
  /** The hub as a client sees it, `null` for the public; without it everybody sees the same one. */
  readonly hubOf?: (clientId: string | null) => Hub;
  /** How many read replicas there are and how many answer; told by `/readyz`. */
  readonly replicas?: (() => { readonly configured: number; readonly used: number }) | undefined;
  /** Adds the explorer and introspection, and lets both be used without a token. */
  readonly development: boolean;
  readonly limits: ServerLimits;
  /** None by default. */
  readonly instruments?: Instruments;
  /** How receivers are known that answer by themselves; nobody is one by default. */
  readonly receivers?: FeedAnswerParts;
}

const OK = 200;
const UNAVAILABLE = 503;
const BAD_REQUEST = 400;
const STALLED = 408;
const TOO_LARGE = 413;
const NOT_FOUND = 404;
const INTERNAL = 500;

export async function createServer(hub: Hub, parts: ServerParts): Promise<FastifyInstance> {
  const { limits } = parts;
  const long = longBodies(limits.requestTimeoutMs);
  const app = fastify({
    bodyLimit: GRAPHQL_BYTES_MAX,
    requestTimeout: limits.requestTimeoutMs,
    keepAliveTimeout: limits.keepAliveTimeoutMs,
    http: {
      maxHeaderSize: limits.headerBytes,
      headersTimeout: limits.headersTimeoutMs,
      connectionsCheckingInterval: limits.timeoutLookMs,
    },
    clientErrorHandler: (error, socket) => long.answer(error, socket),
    logger: false,
    return503OnClosing: true,
  });
  app.server.maxConnections = limits.connections;
  // From here on the socket's own limit holds; Node sets it anew for the next request.
  app.addHook('onSend', (_request, reply, _payload, done) => {
    reply.raw.setTimeout(limits.unreadMs);
    done();
  });
  countRequests(app, parts.instruments ?? NO_INSTRUMENTS);
  app.setNotFoundHandler((request, reply) => reply.code(NOT_FOUND).send(httpRefusalBody(request, NOT_FOUND)));
  app.setErrorHandler((error, request, reply) => answerError(hub, error, request, reply));
  addHealth(app, hub, parts);
  await addTokens(app, parts);
  await app.register(async (open) => addPublicRoutes(open, parts.hubOf?.(null) ?? hub));
  const { receivers = NO_RECEIVERS, instruments = NO_INSTRUMENTS } = parts;
  await app.register(async (answering) =>
    addFeedAnswerRoutes(answering, hub, { ...receivers, trace: instruments.trace }),
  );
  await addApi(app, hub, { ...parts, long });
  return app;
}

/** By the route as it is written: an address as it was asked for could be anything. */
function countRequests(app: FastifyInstance, { meters }: Instruments): void {
  if (meters === NO_INSTRUMENTS.meters) return;
  app.addHook('onResponse', (request, reply, done) => {
    const { url: route = 'none' } = request.routeOptions;
    const { method } = request;
    meters.requestAnswered({ method, route, status: reply.statusCode, ms: reply.elapsedTime });
    done();
  });
}

/** Replicas make nobody unready: what they do not answer the primary does. */
function addHealth(app: FastifyInstance, hub: Hub, { replicas }: ServerParts): void {
  app.get('/healthz', () => ({ status: 'ok' }));
  app.get('/readyz', async (_request, reply) => answerReadiness(reply, await readinessOf(hub, replicas)));
}

const answerReadiness = (reply: FastifyReply, { isReady, told }: ToldReadiness): FastifyReply =>
  reply.code(isReady ? OK : UNAVAILABLE).send({ status: isReady ? 'ready' : 'not ready', ...told });

async function addTokens(app: FastifyInstance, { issueToken, limits }: ServerParts): Promise<void> {
  await app.register(async (tokens) => {
    tokens.removeAllContentTypeParsers();
    // The issuer reads the body itself.
    tokens.addContentTypeParser('*', (_request, _payload, done) => done(null));
    const answer = (request: FastifyRequest, reply: FastifyReply): void => {
      reply.hijack();
      reply.raw.setTimeout(limits.unreadMs);
      issueToken(request.raw, reply.raw);
    };
    tokens.all('/oauth/*', answer);
    tokens.get('/.well-known/oauth-authorization-server/oauth', answer);
  });
}

/** Everything that asks who is calling. A bad token is refused before the body is read. */
async function addApi(
  app: FastifyInstance,
  hub: Hub,
  parts: ServerParts & { readonly long: LongBodies },
): Promise<void> {
  const { identify, development, limits, long, hubOf = () => hub, instruments = NO_INSTRUMENTS } = parts;
  const callers = new WeakMap<FastifyRequest, Caller>();
  const identified = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    const outcome = await identify(request.headers.authorization);
    if (typeof outcome !== 'string') {
      callers.set(request, outcome);
      return undefined;
    }
    // The explorer reads the schema before anybody has a token; resolvers refuse what needs one.
    if (outcome === 'absent' && development && !isPlainAddress(request)) return undefined;
    return refuseCaller(request, reply, unauthenticated(outcome));
  };
  const contextOf = (request: FastifyRequest): RequestContext => {
    const caller = callers.get(request);
    const { traceparent } = request.headers;
    return requestContext(
      hubOf(caller?.clientId ?? null),
      caller ?? 'absent',
      typeof traceparent === 'string' ? traceparent : undefined,
    );
  };
  const schema = buildHubSchema();
  const maskError = maskErrors(hub);
  const graphql = await openGraphqlDoor({ schema, contextOf, maskError, development, instruments });
  app.addHook('onClose', () => graphql.stop());
  const page = development ? await addExplorer(app) : undefined;
  await app.register(async (api) => {
    api.addHook('onRequest', identified);
    api.route({
      method: ['GET', 'POST'],
      url: '/graphql',
      handler: async (request, reply) =>
        page !== undefined && wantsPage(request)
          ? reply.type('text/html').send(page)
          : graphql.answer(app, request, reply),
    });
    addStreamRoute(api, { schema, contextOf, maskError, unreadMs: limits.unreadMs });
  });
  await app.register(async (uploads) => {
    uploads.addHook('onRequest', identified);
    addUploadRoutes(uploads, { contextOf, limits, long, trace: instruments.trace });
  });
  await app.register(async (attachments) => {
    attachments.addHook('onRequest', identified);
    const { bodyStallMs } = limits;
    addAttachmentRoutes(attachments, { contextOf, bodyStallMs });
  });
}

const UNAUTHENTICATED = 401;
const refuseCaller = (request: FastifyRequest, reply: FastifyReply, error: ToldError): FastifyReply =>
  reply.code(UNAUTHENTICATED).header('www-authenticate', 'Bearer').send(toldBody(request, error));

/** What Fastify refuses (body too large, wrong type, broken JSON) is told; anything else is ours to mend. */
function answerError(hub: Hub, error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof ToldError) return refuseCaller(request, reply, error);
  const status = statusOf(error);
  if (status === TOO_LARGE) letRunOut(request, reply);
  if (status === STALLED) reply.header('connection', 'close');
  if (status >= BAD_REQUEST && status < INTERNAL) return reply.code(status).send(httpRefusalBody(request, status));
  if (wasCutOff(request, error)) {
    hub.log.info({ route: request.routeOptions.url }, 'A body was cut off.');
    return reply.code(BAD_REQUEST).send(httpRefusalBody(request, BAD_REQUEST));
  }
  const id = hub.newId();
  hub.log.error({ id, route: request.routeOptions.url, err: error }, 'A request failed.');
  return reply.code(INTERNAL).send(httpRefusalBody(request, INTERNAL, id));
}

/** A body can have arrived whole and still lie unread when its sender hangs up; then the error is the request's own. */
const wasCutOff = ({ raw }: FastifyRequest, error: unknown): boolean =>
  raw.destroyed && (!raw.complete || raw.errored === error || errorCode(error) === 'ERR_STREAM_PREMATURE_CLOSE');

/**
 * Fastify would cut the connection of a body over the limit, and its sender would see a broken pipe instead of the
 * answer. The rest is read and thrown away; `requestTimeoutMs` ends it.
 */
function letRunOut(request: FastifyRequest, reply: FastifyReply): void {
  reply.removeHeader('connection');
  request.raw.resume();
}

function statusOf(error: unknown): number {
  const status: unknown = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
  return typeof status === 'number' ? status : INTERNAL;
}
