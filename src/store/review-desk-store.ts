import type { EntityManager } from 'typeorm';
import type { ReviewDeskStore } from '../app/review/review-ports';
import type { Sealer } from '../app/sealer';
import { earlierChecks } from './earlier-checks';
import { returnedRecords } from './returned-records';
import { reviewAssignments } from './review-assignments';

export const reviewDeskStore = (manager: EntityManager, sealer: Sealer): ReviewDeskStore => ({
  ...reviewAssignments(manager),
  ...returnedRecords(manager),
  ...earlierChecks(manager, sealer),
});
