/**
 * What anybody reads of filings without a token: `GET /public/proposed-filings.json` (on notice before the record),
 * `GET /public/publications.json`, `GET /public/publications/{id}.json`, and `GET /public/ended-filings.json` (on notice after a
 * measure ended them). No personal data is among it.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Hub } from '../../src/app/ports';
import { cstDate } from '../../src/domain/calendar/cst';
import { regionPrefixOf } from '../../src/domain/tenancy/region-prefix';
import { onlyNamed, PAGE_FIELDS, pageAsked, publicDoor, single } from '../public-page';

const PUBLICATION_FIELDS = [...PAGE_FIELDS, 'regionCode'] as const;

type Asked = { readonly [field in (typeof PUBLICATION_FIELDS)[number]]?: string };
type Reading = FastifyRequest<{ readonly Querystring: Asked; readonly Params: { readonly id?: string } }>;

export function addPublicationRoutes(app: FastifyInstance, hub: Hub): void {
  const answer = publicDoor();
  app.get('/public/proposed-filings.json', (request: Reading, reply) =>
    answer(request, reply, async () => {
      onlyNamed(request.query, PAGE_FIELDS);
      return hub.views.proposedFilings(cstDate(hub.now()), pageAsked(request.query));
    }),
  );
  app.get('/public/publications.json', (request: Reading, reply) =>
    answer(request, reply, async () => {
      onlyNamed(request.query, PUBLICATION_FIELDS);
      const regionPrefix = regionPrefixOf(single(request.query.regionCode) ?? '');
      return hub.views.publications({ regionPrefix }, pageAsked(request.query));
    }),
  );
  app.get('/public/ended-filings.json', (request: Reading, reply) =>
    answer(request, reply, async () => {
      onlyNamed(request.query, PUBLICATION_FIELDS);
      const regionPrefix = regionPrefixOf(single(request.query.regionCode) ?? '');
      return hub.views.endedFilings(cstDate(hub.now()), { regionPrefix }, pageAsked(request.query));
    }),
  );
  app.get('/public/publications/:id.json', (request: Reading, reply) =>
    answer(request, reply, async () => {
      onlyNamed(request.query, []);
      return hub.views.publication(request.params.id ?? '');
    }),
  );
}
