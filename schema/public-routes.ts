/** What anybody may read without a token: one file of routes a noun, one line here. */
import type { FastifyInstance } from 'fastify';
import type { Hub } from '../src/app/ports';
import { addBylawRoutes } from './bylaw/routes';
import { addDirectoryRoutes } from './directory/routes';
import { addPublicationRoutes } from './publication/routes';
import { addNoticeRoutes } from './results/routes';

export function addPublicRoutes(app: FastifyInstance, hub: Hub): void {
  addDirectoryRoutes(app, hub);
  addNoticeRoutes(app, hub);
  addPublicationRoutes(app, hub);
  addBylawRoutes(app, hub);
}
