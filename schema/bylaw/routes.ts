/** What anybody reads of bylaws without a token: the list of an institution, and each file as it was sent. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Hub } from '../../src/app/ports';
import { giveBack } from '../attachment/give-back';
import { hubBusy, notFound } from '../errors';
import { askLater, toldBody } from '../http-refusals';
import { onlyNamed, publicDoor } from '../public-page';
import { turnstile } from '../turnstile';

const NOT_FOUND = 404;
const UNAVAILABLE = 503;
/** Files that are given out at a time, held whole until the reader has them. */
const READING_MAX = 8;
const CACHE_CONTROL = 'public, max-age=60';

type OfInstitution = FastifyRequest<{
  readonly Params: { readonly code?: string };
  readonly Querystring: Readonly<Record<string, unknown>>;
}>;
type OfFile = FastifyRequest<{ readonly Params: { readonly id?: string } }>;

export function addBylawRoutes(app: FastifyInstance, hub: Hub): void {
  const answer = publicDoor();
  app.get('/public/institutions/:code/bylaws.json', (request: OfInstitution, reply) =>
    answer(request, reply, async () => {
      onlyNamed(request.query, []);
      const items = await hub.views.bylaws(request.params.code ?? '');
      return items && { items: items.map((item) => ({ ...item, file: `/public/bylaws/${item.id}` })) };
    }),
  );
  const enter = turnstile({ perKey: READING_MAX, total: READING_MAX });
  app.get('/public/bylaws/:id', async (request: OfFile, reply) => {
    const leave = enter('public');
    if (typeof leave === 'string') return askLater(request, reply, { error: hubBusy(), status: UNAVAILABLE });
    reply.raw.once('close', leave);
    const bylaw = await hub.views.bylaw(request.params.id ?? '');
    const body = bylaw && (await hub.views.bylawBody(bylaw.id));
    if (!bylaw || !body) return reply.code(NOT_FOUND).send(toldBody(request, notFound()));
    return giveBack(reply, bylaw, body, CACHE_CONTROL);
  });
}
