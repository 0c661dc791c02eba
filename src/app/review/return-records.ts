/** A reviewer returns single records of a batch, each with a reason; the others go on. */
import { acceptanceOf } from '../../domain/decision/acceptance';
import {
  type BatchState,
  decideBatch,
  REVIEW_STEPS,
  type ReviewStep,
  stepOfRole,
} from '../../domain/decision/batch-state';
import { reasonFault } from '../../domain/decision/declared-reason';
import { returnFinding } from '../../domain/decision/returned-record';
import { isUuid } from '../../domain/intake/check-header';
import { coversRegion, territoryOf } from '../../domain/tenancy/territory';
import type { Caller } from '../caller';
import { noteFindings } from '../note-findings';
import { basisIn } from '../packs/basis-in';
import type { VerdictCounts } from '../batch-ports';
import type { CheckedBatch, Hub, Stores } from '../ports';
import { type Place, type Refusal, refuse } from '../refusal';
import { batchConflict } from './batch-conflict';
import { concludeReview, hasHand } from './decide-batch';
import { RETURN_RECORDS_MAX } from './review-limits';
import type { ReturnedRecord } from './review-ports';
import { comesBack, noteReview } from './tell-review';

export interface GivenReturn {
  readonly line: number;
  readonly reason: string;
}

export interface RecordsReturned {
  readonly kind: 'returned';
  readonly batchId: string;
  /** RETURNED where nothing of the batch passes any more, or where it is to be taken whole or not at all. */
  readonly state: BatchState;
  readonly counts: VerdictCounts;
  /** All of it had been returned by the same call before. */
  readonly repeated: boolean;
}

export async function returnRecords(
  hub: Hub,
  caller: Caller,
  { batchId, records }: { readonly batchId: string; readonly records: readonly GivenReturn[] },
): Promise<RecordsReturned | Refusal> {
  const step = stepOfRole(caller.role);
  if (!step) return refuse('FORBIDDEN');
  const given = records.map(({ line, reason }) => ({ line, reason: reason.trim() }));
  const places = faultsOf(given);
  if (places.length > 0) return refuse('RECORDS_RETURN_INVALID', { places });
  if (!isUuid(batchId)) return refuse('BATCH_NOT_FOUND');
  return hub.transaction(async (stores) => {
    const seen = await stores.batches.byId(batchId);
    if (!seen || !coversRegion(territoryOf(caller), seen.regionCode)) return refuse('BATCH_NOT_FOUND');
    const batch = await stores.batches.lockIn(batchId, REVIEW_STEPS[step].from);
    const fresh = await notYetReturned(stores, batchId, { given, caller, step });
    if (fresh.length === 0) return answerOf(stores, batchId, { repeated: true });
    if (!batch) return batchConflict(stores, batchId);
    const earlier = await stores.reviews.ofBatch(batchId);
    if (await hasHand(stores, batch, { caller, step, earlier })) return refuse('FOUR_EYES');
    const unfit = await unfitLines(stores, batchId, fresh);
    if (unfit.length > 0) return refuse('RECORDS_NOT_RETURNABLE', { places: unfit });
    await takeBack(hub, stores, batch, { caller, step, fresh });
    return answerOf(stores, batchId, { repeated: false });
  });
}

const FAULTS = {
  count: { zh: `一次 1 至 ${RETURN_RECORDS_MAX} 条记录`, en: `1 to ${RETURN_RECORDS_MAX} records at a time` },
  line: { zh: '行号从 1 起', en: 'Lines count from 1' },
  twice: { zh: '同一行出现两次', en: 'The line stands twice' },
  unknown: { zh: '批次中没有该行', en: 'The batch has no such line' },
  returned: { zh: '该行已退回', en: 'The line is returned already' },
} as const;

function faultsOf(given: readonly GivenReturn[]): readonly Place[] {
  if (given.length === 0 || given.length > RETURN_RECORDS_MAX) {
    return [{ record: null, field: 'records', message: FAULTS.count }];
  }
  const seen = new Set<number>();
  return given.flatMap(({ line, reason }, index) => {
    const place = (field: string, message: Place['message']): Place => ({
      record: index + 1,
      field: `records/${index}/${field}`,
      message,
    });
    const unfit = reasonFault(reason);
    const isTwice = seen.has(line);
    seen.add(line);
    return [
      ...(line >= 1 ? [] : [place('line', FAULTS.line)]),
      ...(isTwice ? [place('line', FAULTS.twice)] : []),
      ...(unfit === undefined ? [] : [place('reason', unfit)]),
    ];
  });
}

interface Returning {
  readonly given: readonly GivenReturn[];
  readonly caller: Caller;
  readonly step: ReviewStep;
}

/** Whoever says the same again, because the first answer was lost, hears the same again. */
async function notYetReturned(
  { reviewDesk }: Stores,
  batchId: string,
  { given, caller, step }: Returning,
): Promise<readonly GivenReturn[]> {
  const before = await reviewDesk.returnedAt(
    batchId,
    given.map(({ line }) => line),
  );
  const isSame = (one: GivenReturn, other: ReturnedRecord): boolean =>
    one.line === other.line &&
    one.reason === other.reason &&
    other.step === step &&
    other.returnedBy === caller.clientId;
  return given.filter((one) => !before.some((other) => isSame(one, other)));
}

async function unfitLines({ reviewDesk }: Stores, batchId: string, fresh: readonly GivenReturn[]): Promise<Place[]> {
  const lines = fresh.map(({ line }) => line);
  const verdicts = await reviewDesk.verdictsOf(batchId, lines);
  return lines.flatMap((line) => {
    const verdict = verdicts.get(line);
    if (verdict === 'PASSED' || verdict === 'HELD') return [];
    return [{ record: line, field: null, message: verdict === undefined ? FAULTS.unknown : FAULTS.returned }];
  });
}

async function takeBack(
  hub: Hub,
  stores: Stores,
  batch: CheckedBatch,
  { caller, step, fresh }: Omit<Returning, 'given'> & { readonly fresh: readonly GivenReturn[] },
): Promise<void> {
  const at = hub.now();
  const by = { step, returnedBy: caller.clientId, returnedAt: at };
  await stores.reviewDesk.insertReturned(
    batch.id,
    fresh.map((record) => ({ ...record, ...by })),
  );
  const basis = await basisIn(hub, stores, { regionCode: batch.regionCode, at }, 'reviewWorkingDays');
  await noteFindings(
    stores,
    batch.id,
    'REVIEW',
    fresh.map((record) => returnFinding(record, { step, basis })),
  );
  const counts = await stores.records.counts(batch.id);
  await stores.batches.saveCounts(batch.id, counts);
  const reason = reasonOf(fresh);
  if (decideBatch(counts, acceptanceOf(batch.header)) === 'CITY_REVIEW') {
    await noteReview(hub, stores, batch, { act: `${step}_RECORDS_RETURNED`, reason, by: caller, at });
    await comesBack(hub, stores, batch, { records: fresh.length, at });
    return;
  }
  const review = {
    batchId: batch.id,
    step,
    decision: 'RETURNED',
    reason,
    decidedBy: caller.clientId,
    decidedAt: at,
    returnedLines: 0,
  } as const;
  await concludeReview(hub, stores, batch, { review, caller });
}

/** One reason for all, or how many records: each keeps its own. */
function reasonOf(fresh: readonly GivenReturn[]): string {
  const [first, ...others] = [...new Set(fresh.map(({ reason }) => reason))];
  if (first !== undefined && others.length === 0) return first;
  return `逐条退回 ${fresh.length} 条记录 / ${fresh.length} records, each for its own reason`;
}

async function answerOf(
  { batches, records }: Stores,
  batchId: string,
  { repeated }: Pick<RecordsReturned, 'repeated'>,
): Promise<RecordsReturned> {
  const batch = await batches.byId(batchId);
  if (!batch) throw new Error('A batch that was locked is gone.');
  return { kind: 'returned', batchId, state: batch.state, counts: await records.counts(batchId), repeated };
}
