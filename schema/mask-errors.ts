/**
 * What of an error reaches the caller. Errors meant for callers pass; what graphql-js and Apollo say about a request
 * is rebuilt without values, because a value can be a person's number; everything else becomes an id in the log.
 */
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { PacksUnusable } from '../src/app/packs/pack-ports';
import { CursorInvalid } from '../src/app/paging';
import type { Hub } from '../src/app/ports';
import { SealedDataUnreadable } from '../src/app/sealer';
import { cursorInvalid, packsUnusable, sealedDataUnreadable, ToldError } from './errors';

/** Codes of Apollo whose messages are fixed texts or repeat only names of the query. */
const PLAIN_CODES = new Set([
  'BAD_REQUEST',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'PERSISTED_QUERY_NOT_FOUND',
]);

export type MaskError = (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError;

export function maskErrors({ log, newId }: Pick<Hub, 'log' | 'newId'>): MaskError {
  return (formatted, error) => {
    const cause = causeOf(error);
    if (cause instanceof SealedDataUnreadable)
      log.error({ path: formatted.path, err: cause }, 'Sealed data cannot be read.');
    const told = toldIn(error);
    if (told) return { ...placeOf(formatted), message: told.message, extensions: withoutHttp(told.extensions) };
    const code = formatted.extensions?.['code'];
    if (code === 'GRAPHQL_PARSE_FAILED')
      return rebuilt(formatted, '查询文本有语法错误 / Syntax error in the query', code);
    if (code === 'GRAPHQL_VALIDATION_FAILED') return rebuilt(formatted, withoutValues(formatted.message), code);
    if (code === 'BAD_USER_INPUT') return { ...rebuilt(formatted, ...coercionTexts(formatted.message)) };
    if (typeof code === 'string' && PLAIN_CODES.has(code)) return rebuilt(formatted, formatted.message, code);
    const id = newId();
    log.error({ id, path: formatted.path, err: cause }, 'A resolver failed.');
    return {
      ...placeOf(formatted),
      message: '内部错误,请提供编号 / Internal error, quote the id',
      extensions: { code: 'INTERNAL', id },
    };
  };
}

function toldIn(error: unknown): ToldError | undefined {
  for (let cause: unknown = error; cause instanceof Error; cause = originOf(cause)) {
    if (cause instanceof ToldError) return cause;
    if (cause instanceof CursorInvalid) return cursorInvalid();
    if (cause instanceof PacksUnusable) return packsUnusable();
    if (cause instanceof SealedDataUnreadable) return sealedDataUnreadable();
  }
  return undefined;
}

const originOf = (error: Error): unknown => (error instanceof GraphQLError ? error.originalError : undefined);

function causeOf(error: unknown): unknown {
  let cause: unknown = error;
  while (cause instanceof GraphQLError && cause.originalError) cause = cause.originalError;
  return cause;
}

const placeOf = ({ locations, path }: GraphQLFormattedError): Partial<GraphQLFormattedError> => ({
  ...(locations === undefined ? {} : { locations }),
  ...(path === undefined ? {} : { path }),
});

function withoutHttp(extensions: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { http: _http, ...rest } = extensions;
  return rest;
}

const rebuilt = (
  formatted: GraphQLFormattedError,
  message: string,
  code: string,
  more: object = {},
): GraphQLFormattedError => ({
  ...placeOf(formatted),
  message,
  extensions: { code, ...more },
});

/** Messages of validation rules that repeat names only. The others repeat the literal that they dislike. */
const NAMES_ONLY =
  /^(Cannot query field|Unknown (argument|type|fragment|directive)|Field "|Fragment "|There can be only one|Directive "|Argument "|Variable "\$\w+" (is|of)|Anonymous|This anonymous|Subscription|The [a-z]+ operation|GraphQL introspection|Cannot spread)/;

const withoutValues = (message: string): string =>
  NAMES_ONLY.test(message) ? message : '查询中的值与类型不符 / A value in the query does not fit its type';

const VARIABLE = /^Variable "(\$\w+)"/;
const PATH = / at "((?:[A-Za-z_]\w*)(?:\.[A-Za-z_]\w*|\[\d{1,6}\])*)";/;
/** The type is named after the value, so the last mention counts. */
const TYPES =
  /(?:type "([\w![\]]+)"|in "(\w+)" enum|Enum "(\w+)"|\b(Int|Float|String|Boolean|ID|DateTimeISO|JSON) cannot)/g;

/** graphql-js puts variable, value, path and type into one sentence; all but the value are told again. */
function coercionTexts(message: string): [message: string, code: string, more: object] {
  const variable = VARIABLE.exec(message)?.[1];
  const path = PATH.exec(message)?.[1];
  const named = [...message.matchAll(TYPES)].at(-1);
  const expectedType = named === undefined ? undefined : (named[1] ?? named[2] ?? named[3] ?? named[4]);
  const place = path ?? variable ?? '';
  return [
    `变量 ${place} 的值与类型 ${expectedType ?? ''} 不符 / The value of ${place} does not fit the type ${expectedType ?? ''}`,
    'BAD_USER_INPUT',
    { variable, path, expectedType },
  ];
}
