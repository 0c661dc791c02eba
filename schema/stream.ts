/** Subscriptions by server-sent events on `/graphql/stream` (graphql-sse, distinct connections mode). */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  getOperationAST,
  GraphQLError,
  Kind,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLFormattedError,
  type GraphQLSchema,
} from 'graphql';
import { createHandler } from 'graphql-sse/lib/use/fastify';
import { QUERY_TOKENS_MAX } from './apollo';
import { hubBusy, ToldError, tooManyStreams } from './errors';
import { askLater } from './http-refusals';
import type { MaskError } from './mask-errors';
import type { RequestContext } from './request-context';
import { limitRootFields } from './root-fields';
import { turnstile } from './turnstile';

/** Open streams of one client; a console needs one for each batch on the screen. */
export const STREAMS_PER_CALLER_MAX = 10;
/** Open streams of the process; each asks the database twice a second. */
export const STREAMS_MAX = 500;
const TOO_MANY_REQUESTS = 429;
const UNAVAILABLE = 503;

export interface StreamRoute {
  readonly schema: GraphQLSchema;
  readonly contextOf: (request: FastifyRequest) => RequestContext;
  readonly maskError: MaskError;
  /** A reader that takes nothing for so long is cut off; one that reads gets a sign of life every 12 seconds. */
  readonly unreadMs: number;
}

export function addStreamRoute(app: FastifyInstance, { schema, contextOf, maskError, unreadMs }: StreamRoute): void {
  const enter = turnstile({ perKey: STREAMS_PER_CALLER_MAX, total: STREAMS_MAX });
  const replies = new Set<FastifyReply>();
  const masked = (errors: readonly GraphQLError[]): ExecutionResult => ({
    errors: errors.map((error) => {
      const { message, extensions, path } = maskError(codedOf(error), error);
      return new GraphQLError(message, { extensions: extensions ?? {}, path });
    }),
  });
  const handler = createHandler<RequestContext>({
    authenticate: () => null,
    onSubscribe: ({ raw }, { query, variables, operationName }) => {
      const prepared = prepare(schema, query, operationName);
      // With data, if only null: that is how graphql-sse knows a result.
      if (prepared.errors) return { data: null, errors: prepared.errors };
      return {
        schema,
        document: prepared.document,
        variableValues: variables,
        operationName,
        contextValue: contextOf(raw),
      };
    },
    onNext: (_context, _request, result) =>
      'errors' in result && result.errors ? { ...result, ...masked(result.errors) } : result,
  });
  app.route({
    method: ['GET', 'POST'],
    url: '/graphql/stream',
    handler: async (request, reply) => {
      const leave = enter(contextOf(request).caller.clientId);
      if (leave === 'own') return askLater(request, reply, { error: tooManyStreams(), status: TOO_MANY_REQUESTS });
      if (leave === 'all') return askLater(request, reply, { error: hubBusy(), status: UNAVAILABLE });
      replies.add(reply);
      const ended = (): void => {
        replies.delete(reply);
        leave();
      };
      reply.raw.once('close', ended);
      reply.raw.setTimeout(unreadMs);
      reply.hijack();
      // Whoever hung up while it was asked who is calling closes no second time.
      if (reply.raw.destroyed) ended();
      else await handler(request, reply).catch(() => reply.raw.destroy());
      return reply;
    },
  });
  app.addHook('preClose', async () => {
    for (const { raw } of replies) raw.destroy();
  });
}

type Prepared =
  { readonly document: DocumentNode; readonly errors?: undefined } | { readonly errors: readonly GraphQLError[] };

/** Only subscriptions come this way: queries and mutations have their own address, with its own checks. */
function prepare(schema: GraphQLSchema, query: unknown, operationName: string | null | undefined): Prepared {
  let document: DocumentNode;
  try {
    document = parse(String(query), { maxTokens: QUERY_TOKENS_MAX });
  } catch (error) {
    return { errors: [coded(error, 'GRAPHQL_PARSE_FAILED')] };
  }
  const faults = validate(schema, document, [...specifiedRules, limitRootFields]);
  if (faults.length > 0) return { errors: faults.map((fault) => coded(fault, 'GRAPHQL_VALIDATION_FAILED')) };
  const operation = getOperationAST(document, operationName);
  return operation?.operation === 'subscription' ? { document } : { errors: [subscriptionsOnly()] };
}

function coded(error: unknown, code: string): GraphQLError {
  if (!(error instanceof GraphQLError)) throw error;
  return new GraphQLError(error.message, { nodes: error.nodes ?? null, originalError: error, extensions: { code } });
}

/** What Apollo adds to an error at the other address. */
function codedOf(error: GraphQLError): GraphQLFormattedError {
  const { extensions, ...rest } = error.toJSON();
  const ofVariable = error.nodes?.[0]?.kind === Kind.VARIABLE_DEFINITION;
  const code = extensions?.['code'] ?? (ofVariable ? 'BAD_USER_INPUT' : 'INTERNAL_SERVER_ERROR');
  return { ...rest, extensions: { ...extensions, code } };
}

const subscriptionsOnly = (): ToldError =>
  new ToldError({
    code: 'NOT_A_SUBSCRIPTION',
    message: { zh: '此地址只接受订阅', en: 'This address takes subscriptions only' },
    remedy: { zh: '查询与变更请发送至 /graphql', en: 'Send queries and mutations to /graphql' },
  });
