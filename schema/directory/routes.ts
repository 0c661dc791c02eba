/** `GET /public/directory.json` and `/public/directory.csv`: the directory without a token, under named limits. */
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { PAGE_ROWS_DEFAULT, PAGE_ROWS_MAX } from '../../src/app/limits';
import { CursorInvalid, type PageRequest } from '../../src/app/paging';
import type { Hub } from '../../src/app/ports';
import { refuse, type Place, type Refusal } from '../../src/app/refusal';
import {
  DIRECTORY_FIELDS,
  directory,
  directoryEntries,
  directoryProblem,
  type DirectoryQuestion,
} from '../../src/app/registry/directory';
import { hubBusy } from '../errors';
import { askLater } from '../http-refusals';
import { turnstile } from '../turnstile';
import { directoryCsv } from './csv';

const JSON_ADDRESS = '/public/directory.json';
const CSV_ADDRESS = '/public/directory.csv';
const PAGE_FIELDS = ['first', 'after'] as const;
const BAD_REQUEST = 400;
const UNAVAILABLE = 503;
/** The directory changes by the day; whoever asks again within minutes may be answered by a cache. */
const CACHE_CONTROL = 'public, max-age=300';
/** Pages that are read at a time, so that a crowd leaves the database to those who work. */
const PAGES_MAX = 16;
/** Files that one address and that all may draw at a time. */
const CSV_STREAMS = { perKey: 2, total: 8 } as const;
const VALUE_CHARS_MAX = 500;
const FIRST = /^\d{1,3}$/;

type Asked = { readonly Querystring: Readonly<Record<string, unknown>> };

export function addDirectoryRoutes(app: FastifyInstance, hub: Hub): void {
  const enterPages = turnstile({ perKey: PAGES_MAX, total: PAGES_MAX });
  app.get<Asked>(JSON_ADDRESS, async (request, reply) => {
    const asked = readQuestion(request.query, [...DIRECTORY_FIELDS, ...PAGE_FIELDS]);
    const page = pageIn(request.query);
    if ('kind' in asked) return refuseQuestion(reply, asked);
    if ('kind' in page) return refuseQuestion(reply, page);
    const leave = enterPages('public');
    if (typeof leave === 'string') return askLater(request, reply, { error: hubBusy(), status: UNAVAILABLE });
    const answer = await directory(hub, asked, page)
      .catch((error: unknown) => {
        if (error instanceof CursorInvalid) return refuse('DIRECTORY_QUESTION_INVALID', { places: [BAD_CURSOR] });
        throw error;
      })
      .finally(leave);
    if ('kind' in answer) return refuseQuestion(reply, answer);
    const next = answer.hasNext ? nextOf(request.query, answer.endCursor) : null;
    return reply.header('cache-control', CACHE_CONTROL).send({ ...answer, next });
  });
  const enter = turnstile(CSV_STREAMS);
  app.get<Asked>(CSV_ADDRESS, async (request, reply) => {
    const asked = readQuestion(request.query, DIRECTORY_FIELDS);
    if ('kind' in asked) return refuseQuestion(reply, asked);
    const problem = directoryProblem(asked);
    if (problem) return refuseQuestion(reply, problem);
    const leave = enter(request.ip);
    if (typeof leave === 'string') return askLater(request, reply, { error: hubBusy(), status: UNAVAILABLE });
    return sendCsv(hub, asked, request, reply, leave);
  });
}

function sendCsv(
  hub: Hub,
  asked: DirectoryQuestion,
  request: FastifyRequest<Asked>,
  reply: FastifyReply,
  leave: () => void,
): FastifyReply {
  const file = Readable.from(directoryCsv(directoryEntries(hub, asked)));
  // Also where the reader went away half-way.
  file.once('close', leave);
  file.on('error', (error) => hub.log.error({ err: error, address: request.routeOptions.url }, 'A file broke off.'));
  return reply
    .header('cache-control', CACHE_CONTROL)
    .header('content-disposition', 'attachment; filename="directory.csv"')
    .type('text/csv; charset=utf-8')
    .send(file);
}

function refuseQuestion(reply: FastifyReply, { kind: _kind, ...refusal }: Refusal): FastifyReply {
  return reply.code(BAD_REQUEST).header('cache-control', 'no-store').send({ refusal });
}

const place = (field: string | null, zh: string, en: string): Place => ({ record: null, field, message: { zh, en } });
const BAD_CURSOR = place('after', '翻页位置不属于此列表', 'The cursor does not belong to this list');
const BAD_FIRST = place('first', `应为 1 至 ${PAGE_ROWS_MAX}`, `1 to ${PAGE_ROWS_MAX} is expected`);

/** An unknown parameter is refused: a misspelt filter would answer more than was asked for. */
function readQuestion(query: Asked['Querystring'], known: readonly string[]): DirectoryQuestion | Refusal {
  const unknown = Object.keys(query).filter((name) => !known.includes(name));
  const unreadable = Object.entries(query).flatMap(([name, value]) =>
    known.includes(name) && (typeof value !== 'string' || value.length > VALUE_CHARS_MAX) ? [name] : [],
  );
  const places = [
    ...(unknown.length === 0
      ? []
      : [place(null, `仅可用参数 ${known.join('、')}`, `The parameters are ${known.join(', ')}`)]),
    ...unreadable.map((name) => place(name, '只能出现一次且不可过长', 'Once at most, and not that long')),
  ];
  if (places.length > 0) return refuse('DIRECTORY_QUESTION_INVALID', { places });
  const text = (name: string): string | null => {
    const value = query[name];
    return typeof value === 'string' && value !== '' ? value : null;
  };
  return {
    regionCode: text('regionCode'),
    occupationCode: text('occupationCode'),
    level: text('level'),
    text: text('text'),
    onDay: text('onDay'),
  };
}

function pageIn({ first = String(PAGE_ROWS_DEFAULT), after }: Asked['Querystring']): PageRequest | Refusal {
  const rows = typeof first === 'string' && FIRST.test(first) ? Number(first) : 0;
  if (rows < 1 || rows > PAGE_ROWS_MAX) return refuse('DIRECTORY_QUESTION_INVALID', { places: [BAD_FIRST] });
  return { first: rows, after: typeof after === 'string' && after !== '' ? after : null };
}

/** The address of the next page, with everything else that was asked. */
function nextOf(query: Asked['Querystring'], endCursor: string | null): string {
  const asked = Object.entries(query).flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' && name !== 'after' ? [[name, value]] : [],
  );
  return `${JSON_ADDRESS}?${new URLSearchParams([...asked, ['after', endCursor ?? '']]).toString()}`;
}
