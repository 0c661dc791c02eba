/** Subscriptions by server-sent events on `/graphql/stream` (graphql-sse, distinct connections mode). */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  getOperationAST,
  GraphQLError,
  Kind,
  parse,
  validate,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLFormattedError,
  type GraphQLSchema,
} from 'graphql';
import { createHandler } from 'graphql-sse/lib/use/fastify';
import { QUERY_TOKENS_MAX } from './apollo';
import { ToldError, tooManyStreams } from './errors';
import { toldBody } from './http-refusals';
import type { MaskError } from './mask-errors';
import type { RequestContext } from './request-context';

/** Open streams of one client; a console needs one for each batch on the screen. */
export const STREAMS_PER_CALLER_MAX = 10;
const TOO_MANY_REQUESTS = 429;

export interface StreamRoute {
  readonly schema: GraphQLSchema;
  readonly contextOf: (request: FastifyRequest) => RequestContext;
  readonly maskError: MaskError;
}

export function addStreamRoute(app: FastifyInstance, { schema, contextOf, maskError }: StreamRoute): void {
  const open = new Map<string, number>();
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
      const { clientId } = contextOf(request).caller;
      const before = open.get(clientId) ?? 0;
      if (before >= STREAMS_PER_CALLER_MAX) {
        return reply.code(TOO_MANY_REQUESTS).send(toldBody(request, tooManyStreams()));
      }
      open.set(clientId, before + 1);
      replies.add(reply);
      reply.raw.once('close', () => {
        replies.delete(reply);
        const left = (open.get(clientId) ?? 1) - 1;
        if (left > 0) open.set(clientId, left);
        else open.delete(clientId);
      });
      reply.hijack();
      await handler(request, reply).catch(() => reply.raw.destroy());
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
  const faults = validate(schema, document);
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
