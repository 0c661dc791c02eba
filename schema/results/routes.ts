/**
 * What anybody reads of notices without a token: `GET /public/notices.json` and `GET /public/notices/{id}.json`, page by page.
 * A notice that is over, not begun or of no such id is answered alike.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { PAGE_ROWS_DEFAULT } from '../../src/app/limits';
import { CursorInvalid } from '../../src/app/paging';
import type { Hub } from '../../src/app/ports';
import { cstDate } from '../../src/domain/calendar/cst';
import { cursorInvalid, hubBusy, notFound, pageInvalid, ToldError } from '../errors';
import { askLater, toldBody } from '../http-refusals';
import { pageOf } from '../page';
import { turnstile } from '../turnstile';

const BAD_REQUEST = 400;
const NOT_FOUND = 404;
const UNAVAILABLE = 503;
/** How long a browser or a proxy may show what it has; a notice opens and closes by the day. */
const MAX_AGE_SECONDS = 60;
/** Public pages that are read at a time, so that a crowd leaves the database to those who work. */
const READING_MAX = 16;

interface Asked {
  readonly first?: string;
  readonly after?: string;
  readonly region?: string;
  readonly institution?: string;
  readonly plan?: string;
}
type Reading = FastifyRequest<{ readonly Querystring: Asked; readonly Params: { readonly id?: string } }>;

export function addNoticeRoutes(app: FastifyInstance, hub: Hub): void {
  const enter = turnstile({ perKey: READING_MAX, total: READING_MAX });
  const answer = async (
    request: Reading,
    reply: FastifyReply,
    read: () => Promise<object | undefined>,
  ): Promise<FastifyReply> => {
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
  app.get('/public/notices.json', (request: Reading, reply) =>
    answer(request, reply, () => listOf(hub, request.query)),
  );
  app.get('/public/notices/:id.json', (request: Reading, reply) =>
    answer(request, reply, () => noticeOf(hub, request.params.id ?? '', request.query)),
  );
}

const todayOf = (hub: Hub): string => cstDate(hub.now());

const listOf = (hub: Hub, { region, institution, plan, ...page }: Asked): Promise<object> =>
  hub.views.notices(
    todayOf(hub),
    { regionCode: single(region), institutionCode: single(institution), planNo: single(plan) },
    pageAsked(page),
  );

/** The notice with one page of its list. */
async function noticeOf(hub: Hub, id: string, page: Asked): Promise<object | undefined> {
  const today = todayOf(hub);
  const asked = pageAsked(page);
  const notice = await hub.views.notice(today, id);
  const entries = notice && (await hub.views.noticeEntries(today, id, asked));
  return notice && entries && { ...notice, entries };
}

const pageAsked = ({ first, after }: Asked): ReturnType<typeof pageOf> =>
  pageOf({ first: rowsOf(single(first)), after: single(after) });

/** A parameter that is given twice comes as a list, which is no text. */
const single = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

function rowsOf(first: string | null): number {
  if (first === null) return PAGE_ROWS_DEFAULT;
  const rows = Number(first);
  if (!Number.isInteger(rows)) throw pageInvalid();
  return rows;
}
