/**
 * What anybody reads of notices without a token: `GET /public/notices.json` and `GET /public/notices/{id}.json`, page by page.
 * A notice that is over, not begun or of no such id is answered alike.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Hub } from '../../src/app/ports';
import { cstDate } from '../../src/domain/calendar/cst';
import { onlyNamed, PAGE_FIELDS, pageAsked, publicDoor, single } from '../public-page';

const NOTICE_FIELDS = [...PAGE_FIELDS, 'regionCode', 'institutionCode', 'planNo'] as const;

type Asked = { readonly [field in (typeof NOTICE_FIELDS)[number]]?: string };
type Reading = FastifyRequest<{ readonly Querystring: Asked; readonly Params: { readonly id?: string } }>;

export function addNoticeRoutes(app: FastifyInstance, hub: Hub): void {
  const answer = publicDoor();
  app.get('/public/notices.json', (request: Reading, reply) =>
    answer(request, reply, async () => {
      onlyNamed(request.query, NOTICE_FIELDS);
      return listOf(hub, request.query);
    }),
  );
  app.get('/public/notices/:id.json', (request: Reading, reply) =>
    answer(request, reply, async () => {
      onlyNamed(request.query, PAGE_FIELDS);
      return noticeOf(hub, request.params.id ?? '', request.query);
    }),
  );
}

const todayOf = (hub: Hub): string => cstDate(hub.now());

const listOf = (hub: Hub, { regionCode, institutionCode, planNo, ...page }: Asked): Promise<object> =>
  hub.views.notices(
    todayOf(hub),
    { regionCode: single(regionCode), institutionCode: single(institutionCode), planNo: single(planNo) },
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
