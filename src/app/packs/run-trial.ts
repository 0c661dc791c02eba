/**
 * Goes on with a what-if, one batch per transaction: a worker that dies loses the batch it was at and nothing else, and
 * two that are reminded take turns. Nothing live is read for change or written.
 */
import { cstInstant } from '../../domain/calendar/cst';
import { prepareCheck } from '../../domain/rules/check-records';
import { regionPrefixOf } from '../../domain/tenancy/region-prefix';
import type { Hub, Stores } from '../ports';
import { judgeTwice } from './judge-twice';
import type { PackTrial } from './pack-ports';

/** After so many the queue is given back, for others that wait. */
const BATCHES_PER_JOB = 25;

export interface TrialRun {
  readonly kind: 'ended' | 'goes-on' | 'nothing-to-do';
  readonly batches: number;
}
type Step = 'judged' | 'ended' | 'nothing-to-do';

export async function runTrial(hub: Hub, { trialId }: { readonly trialId: string }): Promise<TrialRun> {
  for (let batches = 0; batches < BATCHES_PER_JOB; batches += 1) {
    const step = await hub.transaction((stores) => judgeNext(hub, stores, trialId));
    if (step !== 'judged') return { kind: step, batches };
  }
  // The job under way holds its own id, so the next one needs another round.
  await hub.reminders.remind('try-pack', [{ trialId }], { round: `n${hub.now().getTime()}` });
  return { kind: 'goes-on', batches: BATCHES_PER_JOB };
}

async function judgeNext(hub: Hub, stores: Stores, trialId: string): Promise<Step> {
  const { packTrials, packs } = stores;
  const trial = await packTrials.claim(trialId);
  if (trial === undefined) return 'nothing-to-do';
  if ((await packs.byId(trial.packId))?.state === 'WITHDRAWN') {
    await packTrials.end(trialId, 'CANCELLED', hub.now());
    return 'ended';
  }
  const batchId = await packTrials.nextBatch(trial, regionPrefixOf(trial.regionCode));
  if (batchId === undefined) {
    await packTrials.end(trialId, 'DONE', hub.now());
    hub.log.info({ trialId, packId: trial.packId }, 'A what-if is done.');
    return 'ended';
  }
  await judgeBatch(stores, trial, batchId);
  return 'judged';
}

/** By the batch's own snapshot, header and moment: what differs is the packs and nothing else. */
async function judgeBatch(stores: Stores, trial: PackTrial, batchId: string): Promise<void> {
  const batch = await stores.batches.byId(batchId);
  if (batch === undefined) throw new Error('A batch of the trial is gone.');
  const given = {
    snapshot: await stores.snapshots.load(batch.snapshotDigest),
    header: batch.header,
    receivedAt: cstInstant(batch.sealedAt),
  };
  const tally = await judgeTwice(
    stores,
    batch,
    {
      before: prepareCheck({ ...given, packs: await stores.packSets.load(trial.baseSetDigest) }),
      after: prepareCheck({ ...given, packs: await stores.packSets.load(trial.triedSetDigest) }),
    },
    (flips) => stores.packTrials.copyFlips(trial.id, batchId, flips),
  );
  await stores.packTrials.saveBatch(trial.id, batchId, tally);
}
