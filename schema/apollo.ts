import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import type { GraphQLSchema } from 'graphql';
import type { MaskError } from './mask-errors';
import { limitRootFields } from './root-fields';
import type { RequestContext } from './request-context';

/** Tokens of one document. The largest query of the console has about 300; data travels in variables. */
export const QUERY_TOKENS_MAX = 1_000;

export interface ApolloOptions {
  readonly schema: GraphQLSchema;
  readonly maskError: MaskError;
  /** Introspection and helpful error texts. */
  readonly development: boolean;
  readonly plugins: readonly ApolloServerPlugin<RequestContext>[];
}

/** Errors of a request are the caller's matter, so nothing is reported anywhere but in the hub's own log. */
export function createApollo({ schema, maskError, development, plugins }: ApolloOptions): ApolloServer<RequestContext> {
  return new ApolloServer<RequestContext>({
    schema,
    formatError: maskError,
    introspection: development,
    hideSchemaDetailsFromClientErrors: !development,
    includeStacktraceInErrorResponses: false,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    parseOptions: { maxTokens: QUERY_TOKENS_MAX },
    validationRules: [limitRootFields],
    // Apollo's cache control wraps every resolver (1.8 times the work) and nothing here is cached between callers.
    plugins: [ApolloServerPluginCacheControlDisabled(), ApolloServerPluginLandingPageDisabled(), ...plugins],
    stopOnTerminationSignals: false,
    logger: { debug: ignore, info: ignore, warn: ignore, error: ignore },
  });
}

/** What goes wrong in a request reaches the log by `maskErrors`, without values. */
const ignore = (): void => undefined;
