/** The institution answers `confirm` findings of a batch that was checked, without sending it again. */
import { DECLARATIONS_FAULT, DECLARATIONS_MAX, RULE_FAULT, isRuleCode, isUuid } from '../domain/intake/check-header';
import { acceptanceOf } from '../domain/decision/acceptance';
import { type BatchState, decideBatch } from '../domain/decision/batch-state';
import type { DeclarationOutcome } from '../domain/decision/declaration';
import { reasonFault } from '../domain/decision/declared-reason';
import { attachDeclarations, type AnsweredPlace, type Answering } from './attach-declarations';
import type { Caller } from './caller';
import type { DeclarablePlace } from './declaration-ports';
import type { VerdictCounts } from './batch-ports';
import type { CheckedBatch, Hub, Stores } from './ports';
import { type Place, type Refusal, refuse } from './refusal';
import { meetDataTerms } from './review/data-terms';
import { arrivesAt, isMended } from './review/tell-review';

export interface GivenDeclaration {
  /** `null` or nothing for a finding about the whole batch. */
  readonly line?: number | null;
  readonly rule: string;
  readonly reason: string;
}

export interface FindingsDeclared {
  readonly kind: 'declared';
  readonly batchId: string;
  readonly state: BatchState;
  readonly counts: VerdictCounts;
  /** In the order of what was given. */
  readonly answers: readonly DeclarationAnswer[];
}
export interface DeclarationAnswer {
  readonly line: number | null;
  readonly rule: string;
  readonly outcome: DeclarationOutcome;
}

export async function declareOnBatch(
  hub: Hub,
  caller: Caller,
  { batchId, declarations }: { readonly batchId: string; readonly declarations: readonly GivenDeclaration[] },
): Promise<FindingsDeclared | Refusal> {
  const { institutionCode } = caller;
  if (caller.role !== 'INSTITUTION' || institutionCode === null) return refuse('FORBIDDEN');
  const places = faultsOf(declarations);
  if (places.length > 0) return refuse('DECLARATIONS_INVALID', { places });
  if (!isUuid(batchId)) return refuse('BATCH_NOT_FOUND');
  return hub.transaction(async (stores) => {
    const seen = await stores.batches.byId(batchId);
    if (seen?.institutionCode !== institutionCode) return refuse('BATCH_NOT_FOUND');
    const batch = seen.state === 'CHECKING' ? undefined : await stores.batches.lockIn(batchId, seen.state);
    if (!batch) return refuse('STATE_CONFLICT');
    await stores.declarations.lock(institutionCode);
    const mayPass = await stillOpen(stores, batch);
    const { keyedDigest } = hub;
    const by = { keyedDigest, by: caller.clientId, at: hub.now() };
    const answers = await answer(stores, batch, declarations, { mayPass, ...by });
    const counts = await stores.records.counts(batchId);
    if (mayPass) await stores.batches.saveCounts(batchId, counts);
    const goesOn =
      mayPass && batch.state === 'RETURNED' && decideBatch(counts, acceptanceOf(batch.header)) === 'CITY_REVIEW';
    if (goesOn) await goOn(hub, stores, batch);
    if (mayPass && counts.held + counts.returned === 0) await isMended(stores, batch, hub.now());
    return { kind: 'declared', batchId, state: goesOn ? 'CITY_REVIEW' : batch.state, counts, answers };
  });
}

async function goOn(hub: Hub, stores: Stores, batch: CheckedBatch): Promise<void> {
  const at = hub.now();
  await stores.batches.move(batch.id, 'RETURNED', 'CITY_REVIEW', at);
  await meetDataTerms(stores, batch, at);
  await arrivesAt(hub, stores, batch, { step: 'CITY', at });
}

function faultsOf(declarations: readonly GivenDeclaration[]): readonly Place[] {
  const place = (field: string, message: Place['message']): Place => ({ record: null, field, message });
  if (declarations.length === 0 || declarations.length > DECLARATIONS_MAX) {
    return [place('declarations', declarations.length === 0 ? NOTHING_GIVEN : DECLARATIONS_FAULT)];
  }
  return declarations.flatMap(({ line = null, rule, reason }, index) => {
    const field = `declarations/${index}`;
    const unfit = reasonFault(reason);
    return [
      ...(line === null || line >= 1 ? [] : [place(`${field}/line`, LINE_FAULT)]),
      ...(isRuleCode(rule) ? [] : [place(`${field}/rule`, RULE_FAULT)]),
      ...(unfit === undefined ? [] : [place(`${field}/reason`, unfit)]),
    ];
  });
}
const NOTHING_GIVEN = { zh: '至少填写一条说明', en: 'Give at least one declaration' };
const LINE_FAULT = { zh: '行号从 1 起;整批请留空', en: 'Lines count from 1; leave it out for the whole batch' };

/**
 * The city has not decided yet, or nobody ever will, because the check alone returned the batch. Later an answer is kept
 * for a resubmission: what one regulator has decided on does not change behind the back of the next.
 */
async function stillOpen({ reviews, records }: Stores, { id, state }: CheckedBatch): Promise<boolean> {
  if (state !== 'RETURNED') return state === 'CITY_REVIEW';
  return (await reviews.ofBatch(id)).length === 0 && (await records.counts(id)).held > 0;
}

interface Answered extends Pick<Answering, 'keyedDigest' | 'by' | 'at'> {
  readonly mayPass: boolean;
}

async function answer(
  stores: Stores,
  batch: CheckedBatch,
  given: readonly GivenDeclaration[],
  { mayPass, ...answering }: Answered,
): Promise<readonly DeclarationAnswer[]> {
  const said = new Map<string, { readonly place: DeclarablePlace; readonly reason: string }>();
  for (const declaration of given) {
    const place = placeOf(declaration);
    if (!said.has(textOf(place))) said.set(textOf(place), { place, reason: declaration.reason });
  }
  const found = await stores.declarations.confirmsAt(
    batch.id,
    [...said.values()].map(({ place }) => place),
  );
  const answered = await attachDeclarations(
    stores,
    batch,
    found.filter(({ declared }) => !declared),
    {
      ...answering,
      said: (place) => said.get(textOf(place))?.reason,
      counts: ({ state }) => mayPass && state !== 'REFUSED',
    },
  );
  const outcomes = new Map<string, DeclarationOutcome>([
    ...found.map((place) => [textOf(place), 'DECLARED'] as const),
    ...answered.map((place) => [textOf(place), outcomeOf(place)] as const),
  ]);
  return given.map((declaration) => ({
    line: declaration.line ?? null,
    rule: declaration.rule,
    outcome: outcomes.get(textOf(placeOf(declaration))) ?? 'NO_OPEN_FINDING',
  }));
}

const placeOf = ({ line, rule }: GivenDeclaration): DeclarablePlace => ({ line: line ?? 0, code: rule });
const textOf = ({ line, code }: DeclarablePlace): string => `${line} ${code}`;

const outcomeOf = ({ state, reason }: AnsweredPlace): DeclarationOutcome => {
  if (state === 'REFUSED') return 'REFUSED_BEFORE';
  return reason === null ? 'KEPT' : 'DECLARED';
};
