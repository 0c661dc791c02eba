import { types } from 'node:util';
import { destination, pino, type Logger } from 'pino';
import { traceIdOf } from '../app/trace-ids';
import { errorCode } from './error-code';

export type Log = Logger;
export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/**
 * Last line of defence only. The rule is that secrets and personal data are not given to the log at all;
 * lines carry ids, codes, counts and times.
 */
const SECRET_FIELDS = [
  'password',
  'secret',
  'clientSecret',
  'client_secret',
  'token',
  'accessToken',
  'access_token',
  'authorization',
  'cookie',
  'databaseUrl',
  'redisUrl',
  'url',
  'record',
  'records',
  'name',
  'idNumber',
  'certificateNo',
  'birthDate',
  'variables',
];

/** SQLSTATE: PostgreSQL error messages quote the offending value, so for these only the code is kept. */
const SQLSTATE = /^[0-9A-Z]{5}$/;
const SQL_PLACES = ['severity', 'schema', 'table', 'column', 'constraint', 'routine'] as const;

/**
 * JSON lines on standard error; standard output belongs to the commands.
 *   fatal  the process ends            error  a person must act
 *   warn   worth a look, mended itself info   one line per thing that happened to a batch, delivery or process
 *   debug  for a developer at a desk
 */
export function createLog(level: LogLevel, component: string): Log {
  return pino(
    {
      level,
      base: { component, pid: process.pid },
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      mixin: traceOf,
      redact: { paths: SECRET_FIELDS.flatMap((field) => [field, `*.${field}`]), censor: '[removed]' },
      serializers: { err: loggableError, error: loggableError },
    },
    destination({ dest: 2, sync: true }),
  );
}

/** Whatever happens to a batch is found by the one id, here as in its trace. An upload becomes the batch of its id. */
function traceOf(fields: object): object {
  const id: unknown = Reflect.get(fields, 'batchId') ?? Reflect.get(fields, 'uploadId');
  const traceId = typeof id === 'string' ? traceIdOf(id) : undefined;
  return traceId === undefined ? {} : { traceId };
}

/** What may be said about an error: kind, code, place; of the text only what no driver filled with values. */
export function loggableError(error: unknown): Record<string, unknown> {
  if (!types.isNativeError(error)) return { type: typeof error };
  const code = errorCode(error);
  const cause = error.cause === undefined ? {} : { cause: loggableError(error.cause) };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  if (code !== undefined && SQLSTATE.test(code)) {
    const places = Object.fromEntries(
      SQL_PLACES.flatMap((place) => {
        const value: unknown = Reflect.get(error, place);
        return typeof value === 'string' ? [[place, value]] : [];
      }),
    );
    return { type: error.name, code, ...places, stack: frames, ...cause };
  }
  return { type: error.name, code, message: error.message, stack: frames, ...cause };
}
