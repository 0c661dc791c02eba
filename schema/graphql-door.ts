/** What answers at /graphql: queries that were asked before by themselves, everything else by Apollo. */
import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import { createApollo, type ApolloOptions } from './apollo';
import { askedBefore } from './asked-before';
import { giveSettledOutcomes, type Outcomes, type Settled } from './execution/outcome';
import type { Instruments } from '../src/app/instruments';
import { observeRootFields } from './observe-root-fields';
import type { RequestContext } from './request-context';

export interface GraphqlDoorOptions extends Pick<ApolloOptions, 'maskError' | 'development'> {
  /** Nobody has used it yet. */
  readonly schema: GraphQLSchema;
  readonly contextOf: (request: FastifyRequest) => RequestContext;
  readonly instruments: Instruments;
}

export interface GraphqlDoor {
  answer(app: FastifyInstance, request: FastifyRequest, reply: FastifyReply): Promise<unknown>;
  stop(): Promise<void>;
}

const OK = 200;

export async function openGraphqlDoor({
  schema,
  contextOf,
  instruments,
  ...rest
}: GraphqlDoorOptions): Promise<GraphqlDoor> {
  observeRootFields(schema, instruments);
  const before = askedBefore(schema);
  giveSettledOutcomes(schema);
  const apollo = createApollo({ schema, ...rest, plugins: [before.plugin] });
  await apollo.start();
  const settled = new WeakMap<FastifyRequest, Outcomes>();
  const contextFor = async (request: FastifyRequest): Promise<RequestContext & Settled> =>
    Object.assign(contextOf(request), { outcomes: settled.get(request) });
  const apolloAnswer = fastifyApolloHandler(apollo, { context: contextFor });
  return {
    answer: async (app, request, reply) => {
      const { accept } = request.headers;
      const answered = await before.answer({ method: request.method, body: request.body, accept }, () =>
        contextOf(request),
      );
      if ('body' in answered) return reply.header('content-type', answered.contentType).send(answered.body);
      if (answered.outcomes !== undefined) settled.set(request, answered.outcomes);
      const text = await apolloAnswer.call(app, request, reply);
      const contentType = reply.getHeader('content-type');
      if (reply.statusCode === OK && typeof contentType === 'string') before.learnForm(accept, contentType);
      return text;
    },
    stop: () => apollo.stop(),
  };
}
