/**
 * Checks the records of one chunk. Records, findings and the chunk's completion are one transaction: a worker that
 * dies in the middle leaves nothing, and whoever comes second finds nothing to do.
 */
import { type Reading, readRecord } from '../domain/certificate/reading';
import type { RawRecord } from '../domain/certificate/record';
import { repeatKeys, type RepeatKeys } from '../domain/intake/repeat-keys';
import type { BatchFacts } from '../domain/rules/batch-facts';
import { NO_FINDINGS, type PreparedCheck } from '../domain/rules/check-records';
import { verdictOf } from '../domain/rules/rule';
import { recordsOf } from './intake/read-records';
import type { ClaimedChunk } from './intake-ports';
import type { RecordCopy } from './batch-ports';
import type { Hub, StoredFinding } from './ports';
import { keysOf } from './record-keys';
import { remindOfNextChunks } from './remind-checks';
import { freeAtOnce } from './spent-bytes';
import { type EarlierCheck, earlierCheck } from './review/reuse-verdicts';

export interface ChunkChecked {
  readonly kind: 'checked' | 'nothing-to-do';
}

export async function checkChunk(
  hub: Hub,
  { batchId, chunkNo }: { readonly batchId: string; readonly chunkNo: number },
): Promise<ChunkChecked> {
  let kind: ChunkChecked['kind'] | undefined;
  try {
    kind = await checkOne(hub, batchId, chunkNo);
  } finally {
    // Also after a failure: what comes next must not wait for the sweep.
    if (kind !== 'nothing-to-do') await remindOfNextChunks(hub, batchId);
  }
  if (kind === 'checked' && (await hub.views.allChunksChecked(batchId))) {
    await hub.reminders.remind('settle-batch', [{ batchId }]);
  }
  return { kind };
}

/** The check alone; what follows it is the caller's. */
export async function checkOne(hub: Hub, batchId: string, chunkNo: number): Promise<ChunkChecked['kind']> {
  try {
    return await checkClaimed(hub, batchId, chunkNo);
  } catch (error) {
    await hub.transaction(({ chunks }) => chunks.countFailure(batchId, chunkNo));
    throw error;
  }
}

const checkClaimed = (hub: Hub, batchId: string, chunkNo: number): Promise<ChunkChecked['kind']> =>
  hub.transaction(async (stores) => {
    const chunk = await stores.chunks.claim(batchId, chunkNo);
    const batch = chunk && (await hub.sealedBatch(batchId, stores));
    if (!chunk || !batch) return 'nothing-to-do';
    const check = await hub.preparedCheck(batch, stores);
    const earlier = await earlierCheck(stores, batch, check, () => numbersOf(chunk));
    const copy = stores.records.copying(batchId, chunk.records);
    const { findings, facts, keys, reused } = await checkLines(hub, check, { chunk, earlier, copy });
    freeAtOnce(chunk.body);
    const stored = await stores.known.storedBefore(keys.digests());
    await copy.finish();
    await stores.findings.copyIn(batchId, findings);
    await stores.chunkKeys.keep(batchId, chunkNo, {
      keys: keys.bytes(),
      known: stored.positions.map((position) => chunk.firstLine + position - 1),
      since: stored.since,
    });
    if (earlier) {
      const rechecked = chunk.records - reused;
      await stores.reviewDesk.noteRecheck(batchId, chunkNo, { rechecked, reused, reason: earlier.reason });
    }
    await stores.chunks.markChecked(batchId, chunkNo, { packs: check.appliedPacks(), facts, checkedAt: hub.now() });
    return 'checked';
  });

interface ReadLine {
  readonly line: number;
  readonly record: RawRecord;
  readonly reading: Reading;
  readonly bytes: Buffer;
}

function* linesOf({ body, firstLine }: ClaimedChunk): Generator<ReadLine> {
  let line = firstLine;
  for (const { record, bytes } of recordsOf(body)) {
    yield { line, record, reading: readRecord(record), bytes };
    line += 1;
  }
}

/** The records of a chunk are read twice only where a batch mends another. */
const numbersOf = (chunk: ClaimedChunk): readonly string[] => [
  ...new Set([...linesOf(chunk)].flatMap(({ reading }) => reading.certificateNo ?? [])),
];

interface Checked {
  readonly findings: StoredFinding[];
  readonly facts: BatchFacts;
  /** By which the settlement finds what repeats. */
  readonly keys: RepeatKeys;
  /** Records that the earlier batch was judged by. */
  readonly reused: number;
}

/** Some milliseconds of work. */
const LINES_PER_BREATH = 200;

async function checkLines(
  hub: Hub,
  check: PreparedCheck,
  {
    chunk,
    earlier,
    copy,
  }: {
    readonly chunk: ClaimedChunk;
    readonly earlier: EarlierCheck | undefined;
    readonly copy: RecordCopy;
  },
): Promise<Checked> {
  const findings: StoredFinding[] = [];
  const facts = check.openFacts();
  const repeats = repeatKeys(chunk.records);
  let reused = 0;
  let read = 0;
  for (const { line, record, reading, bytes } of linesOf(chunk)) {
    facts.add(reading);
    const isReused = earlier !== undefined && earlier.isClean(reading, bytes);
    if (isReused) check.passReading(reading);
    const found = isReused ? NO_FINDINGS : check.checkReading(record, reading, line);
    for (const finding of found) findings.push({ ...finding, source: 'CHECK', declaredReason: null });
    const keys = keysOf(hub, reading);
    repeats.add(keys);
    copy.add({ line, verdict: verdictOf(found), data: bytes, ...keys });
    if (isReused) reused += 1;
    read += 1;
    if (line % LINES_PER_BREATH === 0) await hub.pace.breathe();
  }
  // What is missing would be told as passed: the settlement counts what findings say against.
  if (read !== chunk.records) throw new Error(`Of ${chunk.records} records of a chunk ${read} were read.`);
  return { findings, facts: facts.finish(), keys: repeats, reused };
}
