/**
 * A regulator accepts or refuses what an institution declared about a batch in review. What is refused holds its record
 * again, in this batch and wherever the same content is sent again. Approving a batch accepts what is still undecided.
 */
import { REVIEW_STEPS, stepOfRole } from '../domain/decision/batch-state';
import { mayDecide, STATE_DECIDED, type DeclarationDecision } from '../domain/decision/declaration';
import { reasonFault } from '../domain/decision/declared-reason';
import { DECLARATIONS_FAULT, DECLARATIONS_MAX, RULE_FAULT, isRuleCode, isUuid } from '../domain/intake/check-header';
import { coversRegion, territoryOf } from '../domain/tenancy/territory';
import { attachDecided } from './attach-declarations';
import type { Caller } from './caller';
import type { ChosenDeclaration, DeclarationVerdict } from './declaration-ports';
import type { VerdictCounts } from './batch-ports';
import type { CheckedBatch, Hub, Stores } from './ports';
import { type Place, type Refusal, refuse } from './refusal';
import { batchConflict } from './review/batch-conflict';

export interface DeclarationsDecided {
  readonly kind: 'decided';
  readonly batchId: string;
  /** Declarations among the chosen ones that stand as decided now, whether by this decision or before. */
  readonly decided: number;
  /** Those that stay as the province decided them. */
  readonly keptByProvince: number;
  readonly counts: VerdictCounts;
}

export interface GivenDecision {
  readonly batchId: string;
  readonly decision: DeclarationDecision;
  /** 0 is the batch itself. */
  readonly lines?: readonly number[] | null;
  readonly rule?: string | null;
  /** A refusal needs one. */
  readonly reason?: string | null;
}

export async function decideDeclarations(
  hub: Hub,
  caller: Caller,
  { batchId, decision, lines = null, rule = null, reason = null }: GivenDecision,
): Promise<DeclarationsDecided | Refusal> {
  const step = stepOfRole(caller.role);
  if (!step) return refuse('FORBIDDEN');
  const text = reason?.trim() ?? '';
  const places = faultsOf({ lines, rule, text });
  if (places.length > 0) return refuse('DECLARATIONS_INVALID', { places });
  if (decision === 'REFUSE' && text === '') return refuse('REASON_MISSING');
  if (!isUuid(batchId)) return refuse('BATCH_NOT_FOUND');
  return hub.transaction(async (stores) => {
    const seen = await stores.batches.byId(batchId);
    if (!seen || !coversRegion(territoryOf(caller), seen.regionCode)) return refuse('BATCH_NOT_FOUND');
    const batch = await stores.batches.lockIn(batchId, REVIEW_STEPS[step].from);
    if (!batch) return batchConflict(stores, batchId);
    await stores.declarations.lock(batch.institutionCode);
    const verdict = { step, decision, reason: text === '' ? null : text, by: caller.clientId, at: hub.now() };
    const outcome = { decided: 0, keptByProvince: 0 };
    for await (const chosen of stores.declarations.chosen(batchId, { lines, rule })) {
      const decidable = chosen.filter((declaration) => mayDecide(declaration, verdict));
      await decideSome(stores, batch, decidable, verdict);
      outcome.decided += decidable.length;
      outcome.keptByProvince += chosen.length - decidable.length;
    }
    if (outcome.decided + outcome.keptByProvince === 0) return refuse('DECLARATION_NOT_FOUND');
    const counts = await stores.records.counts(batchId);
    await stores.batches.saveCounts(batchId, counts);
    return { kind: 'decided', batchId, ...outcome, counts };
  });
}

interface Chosen {
  readonly lines: readonly number[] | null;
  readonly rule: string | null;
  readonly text: string;
}

function faultsOf({ lines, rule, text }: Chosen): readonly Place[] {
  const place = (field: string, message: Place['message']): Place => ({ record: null, field, message });
  const unfit = text === '' ? undefined : reasonFault(text);
  return [
    ...(lines === null && rule === null ? [place('lines', NOTHING_CHOSEN)] : []),
    ...(lines !== null && lines.length > DECLARATIONS_MAX ? [place('lines', DECLARATIONS_FAULT)] : []),
    ...(rule === null || isRuleCode(rule) ? [] : [place('rule', RULE_FAULT)]),
    ...(unfit === undefined ? [] : [place('reason', unfit)]),
  ];
}
const NOTHING_CHOSEN = { zh: '请指明行号或规则', en: 'Name lines, a rule, or both' };

async function decideSome(
  stores: Stores,
  batch: CheckedBatch,
  chosen: readonly ChosenDeclaration[],
  verdict: DeclarationVerdict,
): Promise<void> {
  const changed = chosen.filter(({ state }) => state !== STATE_DECIDED[verdict.decision]);
  await stores.declarations.decide(batch.institutionCode, changed, verdict);
  await attachDecided(stores, batch, chosen, verdict.decision);
}
