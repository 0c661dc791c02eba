/** How the pages under `/public` answer anybody: one page at a time, under named limits, refusals typed. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PAGE_ROWS_DEFAULT } from '../src/app/limits';
import { CursorInvalid, type PageRequest } from '../src/app/paging';
import { cursorInvalid, hubBusy, notFound, pageInvalid, parameterUnknown, ToldError } from './errors';
import { askLater, toldBody } from './http-refusals';
import { pageOf } from './page';
import { turnstile } from './turnstile';

const BAD_REQUEST = 400;
const NOT_FOUND = 404;
const UNAVAILABLE = 503;
/** How long a browser or a proxy may show what it has; a notice opens and closes by the day. */
const MAX_AGE_SECONDS = 60;
/** Pages of one noun that are read at a time, so that a crowd leaves the database to those who work. */
const READING_MAX = 16;

export const PAGE_FIELDS = ['first', 'after'] as const;

/** `undefined` of what is read is answered like what is not there. */
export type PublicAnswer = (
  request: FastifyRequest,
  reply: FastifyReply,
  read: () => Promise<object | undefined>,
) => Promise<FastifyReply>;

export function publicDoor(): PublicAnswer {
  const enter = turnstile({ perKey: READING_MAX, total: READING_MAX });
  return async (request, reply, read) => {
    const leave = enter('public');
    if (typeof leave === 'string') return askLater(request, reply, { error: hubBusy(), status: UNAVAILABLE });
    try {
      const shown = await read();
      if (shown === undefined) return reply.code(NOT_FOUND).send(toldBody(request, notFound()));
      return reply
        .header('cache-control', `public, max-age=${MAX_AGE_SECONDS}`)
        .header('x-content-type-options', 'nosniff')
        .send(shown);
    } catch (error) {
      const told = error instanceof CursorInvalid ? cursorInvalid() : error;
      if (!(told instanceof ToldError)) throw error;
      return reply.code(BAD_REQUEST).send(toldBody(request, told));
    } finally {
      leave();
    }
  };
}

/** A parameter that is misspelt would be answered by the whole list. */
export function onlyNamed(asked: object, fields: readonly string[]): void {
  if (Object.keys(asked).some((name) => !fields.includes(name))) throw parameterUnknown(fields);
}

export const pageAsked = ({ first, after }: { readonly first?: unknown; readonly after?: unknown }): PageRequest =>
  pageOf({ first: rowsOf(single(first)), after: single(after) });

/** A parameter that is given twice comes as a list, which is no text. */
export const single = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

function rowsOf(first: string | null): number {
  if (first === null) return PAGE_ROWS_DEFAULT;
  const rows = Number(first);
  if (!Number.isInteger(rows)) throw pageInvalid();
  return rows;
}
