/**
 * Judges a batch again from what the hub kept: the bytes of its chunks, the packs, the snapshot, the header and the
 * moment of its seal; and compares with the findings and verdicts that were stored. Nothing is changed. What only the
 * hub could see at the time is taken as it was found: it is no part of the verdict digest.
 */
import { createHash } from 'node:crypto';
import { cstInstant } from '../domain/calendar/cst';
import { isUuid } from '../domain/intake/check-header';
import { canonicalDigest } from '../domain/reference/canonical-digest';
import { type BatchCheck, checkBatch } from '../domain/rules/check-batch';
import { prepareCheck } from '../domain/rules/check-records';
import { ENGINE_VERSION, isInDigest, snapshotDigest } from '../domain/rules/verdict-digest';
import type { Caller } from './caller';
import { ColdFileUnreadable } from './cold-ports';
import { type ReadRecord, recordsOf } from './intake/read-records';
import type { CheckedBatch, Hub } from './ports';
import { type Refusal, refuse } from './refusal';
import { type Comparison, compareLines, comparison, type Difference } from './replay-comparison';
import type { KeptChunk, KeptFinding, SettledVerdicts } from './replay-views';

export interface Pair {
  readonly kept: string;
  readonly replayed: string;
}

export interface BatchReplayed {
  readonly kind: 'replayed';
  readonly same: boolean;
  /**
   * False where another version of the engine judged the batch: its rules were others, so that what differs in findings
   * and verdicts says nothing about what is stored. `intact` still does.
   */
  readonly comparable: boolean;
  /** Chunks, packs and snapshot have the digests that they are stored under. */
  readonly intact: boolean;
  readonly records: number;
  readonly engineVersion: Pair;
  readonly packDigest: Pair;
  readonly snapshotDigest: Pair;
  readonly verdictDigest: Pair;
  /** At most DIFFERENCES_MAX; places and codes, never what a record holds. */
  readonly differences: readonly Difference[];
  readonly differencesTotal: number;
}

export interface BatchUnchecked {
  readonly kind: 'unchecked';
}

interface World {
  readonly batch: CheckedBatch;
  readonly settled: SettledVerdicts;
  readonly check: BatchCheck;
  readonly snapshotDigest: string;
  readonly comparison: Comparison;
}

export async function replayBatch(
  hub: Hub,
  caller: Caller,
  batchId: string,
): Promise<BatchReplayed | BatchUnchecked | Refusal> {
  if (caller.role !== 'OPERATOR') return refuse('FORBIDDEN');
  if (!isUuid(batchId)) return refuse('BATCH_NOT_FOUND');
  const world = await prepare(hub, batchId);
  if ('kind' in world) return world;
  const ofBatch = await hub.views.keptFindings(batchId, 0, 0);
  try {
    return conclude(world, ofBatch, await replayChunks(hub, world, ofBatch));
  } catch (error) {
    // Nothing is said about evidence that is only not at hand.
    if (error instanceof ColdFileUnreadable) return coldFileFault(hub, batchId, error);
    throw error;
  }
}

/** How many records the chunks hold. */
async function replayChunks(hub: Hub, world: World, ofBatch: readonly KeptFinding[]): Promise<number> {
  let records = 0;
  for await (const chunk of hub.views.keptChunks(world.batch.id)) {
    await replayChunk(hub, world, chunk, ofBatch);
    records += chunk.records;
  }
  return records;
}

function coldFileFault({ log }: Hub, batchId: string, { code, place }: ColdFileUnreadable): Refusal {
  log.error({ batchId, code, place }, 'a file of cold storage cannot be read');
  return refuse(code, { existingId: batchId });
}

/** Made ready from the rows themselves: what a worker keeps in memory would hide that a row has changed. */
async function prepare(hub: Hub, batchId: string): Promise<World | BatchUnchecked | Refusal> {
  const stored = await hub.transaction(async (stores) => {
    const batch = await stores.batches.byId(batchId);
    return (
      batch && {
        batch,
        snapshot: await stores.snapshots.load(batch.snapshotDigest),
        packs: await stores.packSets.load(batch.packSetDigest),
      }
    );
  });
  if (!stored) return refuse('BATCH_NOT_FOUND');
  const settled = await hub.views.settledVerdicts(batchId);
  if (!settled) return { kind: 'unchecked' };
  const { batch, snapshot, packs } = stored;
  const { header } = batch;
  const found = comparison();
  if (canonicalDigest(packs) !== batch.packSetDigest) found.note({ kind: 'PACKS', line: null, code: null, path: null });
  const digest = snapshotDigest(snapshot);
  if (digest !== batch.snapshotDigest) found.note({ kind: 'SNAPSHOT', line: null, code: null, path: null });
  const check = prepareCheck({ snapshot, packs, header, receivedAt: cstInstant(batch.sealedAt) });
  return {
    batch,
    settled,
    check: checkBatch({ check, header, snapshotDigest: digest }),
    snapshotDigest: digest,
    comparison: found,
  };
}

/** `undefined` when the bytes are no records any more. */
function readChunk({ body, records }: KeptChunk): readonly ReadRecord[] | undefined {
  if (body === undefined) return undefined;
  try {
    const read = [...recordsOf(body)];
    return read.length === records ? read : undefined;
  } catch {
    return undefined;
  }
}

async function replayChunk(hub: Hub, world: World, chunk: KeptChunk, ofBatch: readonly KeptFinding[]): Promise<void> {
  const { batch, check, comparison: found } = world;
  const { firstLine, body } = chunk;
  const isAsReceived = body !== undefined && createHash('sha256').update(body).digest('hex') === chunk.digest;
  if (!isAsReceived) found.note({ kind: 'CHUNK', line: firstLine, code: null, path: null });
  const records = readChunk(chunk);
  if (records === undefined) {
    if (isAsReceived) found.note({ kind: 'CHUNK', line: firstLine, code: null, path: null });
    return check.skip(chunk.records);
  }
  const lastLine = firstLine + records.length - 1;
  const kept = await hub.views.keptFindings(batch.id, firstLine, lastLine);
  const verdicts = await hub.views.keptVerdicts(batch.id, firstLine, lastLine);
  const replayed = records.map(({ record }) => check.add(record).filter(isInDigest));
  compareLines(found, { firstLine, replayed, kept, verdicts, ofBatch });
}

function conclude(world: World, ofBatch: readonly KeptFinding[], records: number): BatchReplayed {
  const { batch, settled, check, comparison: found } = world;
  const { findings, summary } = check.finish();
  found.ofLine(
    null,
    findings.filter(isInDigest),
    ofBatch.filter(({ source }) => source === 'CHECK'),
  );
  const pairs = {
    engineVersion: { kept: settled.engineVersion, replayed: ENGINE_VERSION },
    packDigest: { kept: settled.packDigest, replayed: summary.packDigest },
    snapshotDigest: { kept: batch.snapshotDigest, replayed: world.snapshotDigest },
    verdictDigest: { kept: settled.verdictDigest, replayed: summary.verdictDigest },
  };
  const isDigestSame = [pairs.packDigest, pairs.verdictDigest].every(({ kept, replayed }) => kept === replayed);
  return {
    kind: 'replayed',
    same: found.total() === 0 && isDigestSame && records === batch.records,
    comparable: settled.engineVersion === ENGINE_VERSION,
    intact: found.intact() && records === batch.records,
    records,
    ...pairs,
    differences: found.differences(),
    differencesTotal: found.total(),
  };
}
