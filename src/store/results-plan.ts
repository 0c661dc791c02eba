/** What results ask of their plan, and of the batches that came of it. */
import type { EntityManager } from 'typeorm';
import type { PlanOfResults, Results, ResultsStore } from '../app/results/results-ports';
import { row, rows } from './rows';

type PlanParts = Pick<
  ResultsStore,
  'lockPlan' | 'planOf' | 'revisionsOf' | 'hasBatch' | 'hasCertificates' | 'isFiledHere'
>;

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

  hasBatch: (plan) => batchOf(manager, plan, `state <> 'RETURNED'`),
  hasCertificates: (plan) => batchOf(manager, plan, `state = 'APPROVED'`),

  isFiledHere: async (planNo) =>
    (await rows(manager, `SELECT FROM plan_case WHERE plan_no = $1 AND through_hub`, [planNo])).length > 0,
});

async function batchOf(
  manager: EntityManager,
  { institutionCode, planNo }: Pick<Results, 'institutionCode' | 'planNo'>,
  inState: string,
): Promise<boolean> {
  const found = await rows(
    manager,
    `SELECT FROM batch WHERE institution_code = $1 AND plan_no = $2 AND ${inState} LIMIT 1`,
    [institutionCode, planNo],
  );
  return found.length > 0;
}
