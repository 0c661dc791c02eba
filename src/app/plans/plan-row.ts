import type { RegistryPlan } from '../../domain/registry/document';
import type { Stores } from '../ports';
import type { PlanCase } from './plan-ports';

/** The registry row, roster included, to be changed and saved whole. Throws when a plan that was found is gone. */
export async function planRow(stores: Stores, { institutionCode, planNo }: PlanCase): Promise<RegistryPlan> {
  const { plans = [] } = await stores.registry.documentOf(institutionCode, planNo);
  const row = plans.find((plan) => plan.planNo === planNo);
  if (!row) throw new Error('A plan has no registry row.');
  return row;
}
