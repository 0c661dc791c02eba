/** What anybody reads of bylaws without a token: the list of an institution, and each file as it was sent. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Hub } from '../../src/app/ports';
import { giveBack, giveBackNoBody } from '../attachment/give-back';
import { hubBusy, notFound } from '../errors';
import { askLater, toldBody } from '../http-refusals';
import { onlyNamed, publicDoor } from '../public-page';
import { turnstile } from '../turnstile';

const NOT_FOUND = 404;
const UNAVAILABLE = 503;
/** Files that are looked up at a time, so that a crowd leaves the database to those who work. */
const LOOKED_UP_MAX = 16;
/** Files that one address and that all may draw at a time: each is held whole until its reader has it. */
const READING = { perKey: 2, total: 8 } as const;
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
  addFileRoute(app, hub);
}

function addFileRoute(app: FastifyInstance, hub: Hub): void {
  const enterLookUp = turnstile({ perKey: LOOKED_UP_MAX, total: LOOKED_UP_MAX });
  const enter = turnstile(READING);
  const later = (request: FastifyRequest, reply: FastifyReply): FastifyReply =>
    askLater(request, reply, { error: hubBusy(), status: UNAVAILABLE });
  const handler = async (request: OfFile, reply: FastifyReply): Promise<FastifyReply> => {
    const lookedUp = enterLookUp('public');
    if (typeof lookedUp === 'string') return later(request, reply);
    const bylaw = await hub.views.bylaw(request.params.id ?? '').finally(lookedUp);
    const none = (): FastifyReply => reply.code(NOT_FOUND).send(toldBody(request, notFound()));
    if (!bylaw) return none();
    const bare = giveBackNoBody(request, reply, bylaw, CACHE_CONTROL);
    if (bare) return bare;
    const leave = enter(request.ip);
    if (typeof leave === 'string') return later(request, reply);
    reply.raw.once('close', leave);
    // Whoever went away during the look-up is not heard to close again.
    if (reply.raw.destroyed) {
      leave();
      return none();
    }
    const body = await hub.views.bylawBody(bylaw.id);
    return body ? giveBack(reply, bylaw, body, CACHE_CONTROL) : none();
  };
  // Both named: a HEAD that follows from a GET would read the file to count it.
  app.route({ method: ['GET', 'HEAD'], url: '/public/bylaws/:id', handler });
}
