/** What results ask of their plan, and of the batches that came of it. */
import type { EntityManager } from 'typeorm';
import type { PlanOfResults, ResultsStore } from '../app/results/results-ports';
import { row, rows } from './rows';

type PlanParts = Pick<
  ResultsStore,
  'lockPlan' | 'planOf' | 'revisionsOf' | 'hasBatch' | 'hasCertificates' | 'isFiledHere'
>;

/** Found by the versions, which are indexed by their batch; what was issued anew stays with it. */
const HAS_LIVE_CERTIFICATE = `EXISTS (
  SELECT FROM certificate_version AS version
    JOIN certificate ON certificate.certificate_no = version.certificate_no AND certificate.state = 'LIVE'
   WHERE version.batch_id = batch.id)`;

const OF_PLAN = 'SELECT FROM batch WHERE batch.institution_code = $1 AND batch.plan_no = $2';

/** One whose certificates were all recalled stands no more than one that was returned. */
const BATCH = `${OF_PLAN} AND batch.state <> 'RETURNED' AND (batch.state <> 'APPROVED' OR ${HAS_LIVE_CERTIFICATE}) LIMIT 1`;
const LIVE_CERTIFICATE = `${OF_PLAN} AND ${HAS_LIVE_CERTIFICATE} LIMIT 1`;

export const planParts = (manager: EntityManager): PlanParts => ({
  lockPlan: async (planNo) => {
    await rows(manager, `SELECT pg_advisory_xact_lock(hashtextextended('results ' || $1::text, 0))`, [planNo]);
  },

  planOf: (planNo, hold) =>
    row<PlanOfResults>(
      manager,
      `SELECT plan.institution_code AS "institutionCode", institution.region_code AS "regionCode", plan.status, plan.level,
              plan.exam_to AS "examTo", plan.roster
         FROM plan JOIN institution ON institution.code = plan.institution_code
        WHERE plan.plan_no = $1 ${hold === undefined ? '' : 'FOR SHARE OF plan'}`,
      [planNo],
    ),

  revisionsOf: async (planNo) => {
    const found = await row<{ revisions: number }>(
      manager,
      `SELECT coalesce(max(revision), 0) AS revisions FROM results WHERE plan_no = $1`,
      [planNo],
    );
    return found?.revisions ?? 0;
  },

  hasBatch: ({ institutionCode, planNo }) => isThere(manager, BATCH, [institutionCode, planNo]),
  hasCertificates: ({ institutionCode, planNo }) => isThere(manager, LIVE_CERTIFICATE, [institutionCode, planNo]),

  isFiledHere: async (planNo) =>
    (await rows(manager, `SELECT FROM plan_case WHERE plan_no = $1 AND through_hub`, [planNo])).length > 0,
});

const isThere = async (manager: EntityManager, sql: string, parameters: readonly string[]): Promise<boolean> =>
  (await rows(manager, sql, parameters)).length > 0;
