/**
 * A plan whose certificates are recalled as a whole is void: no batch of it is accepted any more, and what is still
 * under way comes back (内人社办发〔2024〕53号 第四十四条: the results are cancelled).
 */
import { mayMovePlan } from '../../domain/plan/plan-state';
import type { RegistryPlan } from '../../domain/registry/document';
import type { Caller } from '../caller';
import { endTerms } from '../deadlines/open-term';
import { VOIDED } from '../plans/is-voided';
import { voidPlan as moveToVoid } from '../plans/void-plan';
import type { Hub, Stores } from '../ports';
import { withdraw } from '../results/withdraw-results';
import type { OpenBatch, Plan, Recall } from './recall-ports';
import { institutionOf, tell } from './tell-of-change';

export async function voidPlan(hub: Hub, stores: Stores, caller: Caller, recall: Recall): Promise<void> {
  const { institutionCode, scope, regionCode } = recall;
  const { planNo } = scope;
  if (planNo === null) return;
  await stores.registry.lock();
  const at = hub.now();
  const { plans = [] } = await stores.registry.documentOf(institutionCode, planNo);
  if (plans.length === 0) throw new Error('A plan that a recall names is gone.');
  const standing = plans.filter(({ status }) => status !== VOIDED);
  if (standing.length > 0) {
    await voidRow(hub, stores, caller, { recall, standing, at });
    await stores.decisions.note({
      id: hub.newId(),
      subject: { kind: 'PLAN', id: planNo },
      institutionCode,
      regionCode,
      act: 'PLAN_VOIDED',
      reason: recall.reason,
      basis: recall.basis,
      decidedBy: caller.clientId,
      role: caller.role,
      decidedAt: at,
    });
  }
  const returned = await stores.recalls.lockOpenBatches({ institutionCode, planNo });
  for (const batch of returned) await returnBatch(hub, stores, caller, { recall, batch, at });
  // After the batches, as an approval locks them. What is on notice would close, and ask for certificate data.
  const results = await stores.results.liveOf(planNo, 'change');
  if (results) await withdraw(hub, stores, results, { caller, reason: recall.reason, basis: recall.basis });
  await endTermsOf(hub, stores, { institutionCode, planNo, returned });
}

/**
 * Last: a check or review that held a batch meanwhile has opened terms of a plan that it saw approved, and one that meets
 * them would wait for these rows while it holds a batch that is waited for here.
 */
async function endTermsOf(
  hub: Hub,
  stores: Stores,
  { returned, ...plan }: Pick<Plan, 'planNo' | 'institutionCode'> & { readonly returned: readonly OpenBatch[] },
): Promise<void> {
  const subject = { kind: 'PLAN', id: plan.planNo } as const;
  await stores.deadlines.hold(subject);
  const at = hub.now();
  await endTerms(stores, subject, 'CANCELLED', at);
  for (const { id } of returned) await endTerms(stores, { kind: 'BATCH', id }, 'CANCELLED', at);
  // No resubmission is taken any more, also of what came back before, or was received and came back meanwhile.
  for (const id of await stores.recalls.batchesOfPlan(plan)) {
    await endTerms(stores, { kind: 'BATCH', id }, 'CANCELLED', at, 'BATCH_MENDING');
  }
}

interface Standing {
  readonly recall: Recall;
  readonly standing: readonly RegistryPlan[];
  readonly at: Date;
}

/** A plan that no office has approved yet, or that an import brought with words of its own, has no move to be voided by. */
async function voidRow(hub: Hub, stores: Stores, caller: Caller, { recall, standing, at }: Standing): Promise<void> {
  const by = caller.clientId;
  const planNo = recall.scope.planNo ?? '';
  const before = await stores.plans.caseOf(planNo);
  if (before !== undefined && mayMovePlan(before.state, VOIDED)) {
    const lost = await moveToVoid(hub, stores, before, { by, reason: recall.reason });
    if (lost) throw new Error('A plan moved under the lock of the registry.');
    return;
  }
  await stores.registry.save({ plans: standing.map((plan) => ({ ...plan, status: VOIDED })) }, { at, by });
}

const RETURNED = '认定计划已作废 / The plan is void';

async function returnBatch(
  hub: Hub,
  stores: Stores,
  caller: Caller,
  { recall, batch, at }: { readonly recall: Recall; readonly batch: OpenBatch; readonly at: Date },
): Promise<void> {
  const { institutionCode, regionCode, basis } = recall;
  const decision = { reason: `${RETURNED}:${recall.reason}`, decidedBy: caller.clientId, decidedAt: at };
  // The step that it waited for; the record of it keeps what the check alone returned from going on by a declaration.
  const step = batch.state === 'PROVINCE_REVIEW' ? 'PROVINCE' : 'CITY';
  await stores.reviews.insert({ ...decision, batchId: batch.id, step, decision: 'RETURNED', returnedLines: 0 });
  if (batch.state !== 'RETURNED') await stores.batches.move(batch.id, batch.state, 'RETURNED', at);
  const subject = { kind: 'BATCH', id: batch.id } as const;
  await stores.decisions.note({
    ...decision,
    id: hub.newId(),
    subject,
    institutionCode,
    regionCode,
    act: 'RETURNED',
    basis,
    role: caller.role,
  });
  await tell(hub, stores, {
    audience: institutionOf(institutionCode),
    topic: 'BATCH_RETURNED',
    subject,
    text: { zh: '认定计划已作废,该批次已退回', en: 'The plan is void; the batch was returned' },
    at,
  });
}
