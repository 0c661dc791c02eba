/**
 * The offices decide a plan: the city first, then the province where the pack wants it for the level (湘人社函〔2020〕47号
 * 四(一)), by different people. An approval asks once more what may have changed since the filing.
 */
import { worldPlaces } from '../../domain/plan/judge-plan';
import type { PlanContent } from '../../domain/plan/plan-filing';
import { PLAN_STEPS, planStateAfter, type PlanDecision, type PlanStep } from '../../domain/plan/plan-state';
import type { RegistryPlan } from '../../domain/registry/document';
import { coversRegion, territoryOf } from '../../domain/tenancy/territory';
import type { Caller } from '../caller';
import { basisFrom } from '../packs/basis-in';
import type { Hub, Stores } from '../ports';
import { type Refusal, refuse } from '../refusal';
import { movedTo, movePlan, planConflict, type PlanMoved } from './move-plan';
import { noteDecision } from './note-decision';
import { newsOfDecision } from './plan-news';
import type { PlanCase } from './plan-ports';
import { judgedBy } from './plan-world';
import { basisGiven, reasonGiven } from './reason-given';

interface Given {
  readonly planNo: string;
  readonly decision: PlanDecision;
  readonly reason: string | null;
  readonly basis: readonly string[];
}

export const approvePlan = (
  hub: Hub,
  caller: Caller,
  { planNo }: { readonly planNo: string },
): Promise<PlanMoved | Refusal> => decide(hub, caller, { planNo, decision: 'APPROVED', reason: null, basis: [] });

export async function returnPlan(
  hub: Hub,
  caller: Caller,
  given: { readonly planNo: string; readonly reason: string },
): Promise<PlanMoved | Refusal> {
  const reason = reasonGiven(given.reason);
  if (reason === undefined) return refuse('REASON_MISSING');
  return decide(hub, caller, { planNo: given.planNo, decision: 'RETURNED', reason, basis: [] });
}

export async function refusePlan(
  hub: Hub,
  caller: Caller,
  given: { readonly planNo: string; readonly reason: string; readonly basis: readonly string[] },
): Promise<PlanMoved | Refusal> {
  const [reason, basis] = [reasonGiven(given.reason), basisGiven(given.basis)];
  if (reason === undefined || basis === undefined) return refuse('REASON_MISSING');
  return decide(hub, caller, { planNo: given.planNo, decision: 'REFUSED', reason, basis });
}

async function decide(hub: Hub, caller: Caller, given: Given): Promise<PlanMoved | Refusal> {
  const { role } = caller;
  if (role !== 'CITY' && role !== 'PROVINCE') return refuse('FORBIDDEN');
  return hub.transaction(async (stores) => {
    await stores.registry.lock();
    const before = await stores.plans.caseOf(given.planNo);
    if (!before || !coversRegion(territoryOf(caller), before.regionCode)) return refuse('PLAN_NOT_FOUND');
    if (before.state !== PLAN_STEPS[role].from) {
      return isSaidAgain(before, caller, given) ? movedTo(before, true) : planConflict(before);
    }
    if ([before.filedBy, before.cityBy].includes(caller.clientId)) return refuse('FOUR_EYES');
    return settle(hub, stores, caller, { before, given, step: role });
  });
}

/** Whoever says the same again, because the first answer was lost, hears the same again; the first reason stands. */
const isSaidAgain = (before: PlanCase, { clientId }: Caller, { decision }: Given): boolean =>
  before.decidedBy === clientId && before.decidedAct === decision;

interface Settling {
  readonly before: PlanCase;
  readonly given: Given;
  readonly step: PlanStep;
}

async function settle(
  hub: Hub,
  stores: Stores,
  caller: Caller,
  { before, given: { decision, reason, basis }, step }: Settling,
): Promise<PlanMoved | Refusal> {
  const at = hub.now();
  const by = caller.clientId;
  const registry = await stores.registry.documentOf(before.institutionCode, before.planNo);
  const row = registry.plans?.find(({ planNo }) => planNo === before.planNo);
  if (!row) throw new Error('A plan has no registry row.');
  const content = contentOf(row, before);
  const judged = await judgedBy(hub, stores, registry, { regionCode: before.regionCode, content });
  if (judged.kind === 'refused') return judged;
  const places = decision === 'APPROVED' ? worldPlaces(content, judged.world) : [];
  if (places.length > 0) return refuse('PLAN_INVALID', { places });
  const goesOn = judged.world.parameters.provinceApprovalLevels.includes(row.level);
  const state = planStateAfter({ step, decision }, goesOn);
  // The clause on who approves says nothing on why one is sent back.
  const governing = decision === 'APPROVED' && goesOn ? 'provinceApprovalLevels' : 'planWorkingDays';
  const after: PlanCase = {
    ...before,
    state,
    cityBy: step === 'CITY' ? (decision === 'APPROVED' ? by : null) : before.cityBy,
    decidedAct: decision,
    decidedBy: by,
    decidedAt: at,
    reason,
  };
  const approvedAbove = step === 'PROVINCE' && state === 'APPROVED';
  const lost = await movePlan(stores, { ...row, provinceApproved: approvedAbove }, { before, after, by, at });
  if (lost) return lost;
  await noteDecision(hub, stores, caller, {
    plan: after,
    act: `${step}_${decision}`,
    reason: reason ?? FOUND_SOUND,
    basis: basis.length > 0 ? basis : basisFrom(judged.pack, governing),
  });
  await newsOfDecision(hub, stores, after, row.examTo);
  return movedTo(after, false);
}

/** What an approval finds: `worldPlaces` was asked again. */
const FOUND_SOUND = '经核对,备案范围、站点、人员符合要求 / Scope, site and people were checked and meet what is asked';

/** Who it is for was never said of plans that came with a registry document: then nothing is asked of it. */
const contentOf = (row: RegistryPlan, { audience }: PlanCase): PlanContent => ({ ...row, audience });
