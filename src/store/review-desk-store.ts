import type { EntityManager } from 'typeorm';
import type { ReviewDeskStore } from '../app/review/review-ports';
import { earlierChecks } from './earlier-checks';
import { returnedRecords } from './returned-records';
import { reviewAssignments } from './review-assignments';

export const reviewDeskStore = (manager: EntityManager): ReviewDeskStore => ({
  ...reviewAssignments(manager),
  ...returnedRecords(manager),
  ...earlierChecks(manager),
});
