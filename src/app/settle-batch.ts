/**
 * Ends the check of a batch: rules that look across records, at the batch as a whole and across the hub, declarations,
 * counts, the verdict digest, and the one decision where the batch goes.
 */
import { acceptanceOf } from '../domain/decision/acceptance';
import { decideBatch } from '../domain/decision/batch-state';
import { repeatingLines } from '../domain/intake/repeat-keys';
import type { PreparedCheck } from '../domain/rules/check-records';
import type { PlacedFinding } from '../domain/rules/finding-order';
import { findingsOfGroups, type LineGroup } from '../domain/rules/group-findings';
import { duplicateInsideBatch } from '../domain/rules/rules/AUT-008-duplicate-inside-batch';
import { ENGINE_VERSION, verdictDigester } from '../domain/rules/verdict-digest';
import { mergeFacts } from '../domain/rules/batch-facts';
import { declareFindings } from './declare-findings';
import { judgeBatch } from './judge-batch';
import { type CertificatesAhead, judgeKnown, withCertificates } from './judge-known';
import { LINES_PER_SLICE, noteFindings, slicesOf } from './note-findings';
import type { VerdictCounts } from './batch-ports';
import type { CheckedBatch, Hub, Stores } from './ports';
import { arrivesAt, comesBack } from './review/tell-review';

export interface BatchSettled {
  readonly kind: 'settled' | 'nothing-to-do';
}
/** A worker of an earlier release checked these chunks, during an update: they are checked again by all rules of this one. */
interface Reopened {
  readonly kind: 'reopened';
  readonly chunkNos: readonly number[];
}

export async function settleBatch(
  hub: Hub,
  { batchId }: { readonly batchId: string },
): Promise<BatchSettled | Reopened> {
  const outcome = await settleClaimed(hub, batchId);
  if (outcome.kind === 'reopened') {
    await hub.reminders.remind(
      'check-chunk',
      outcome.chunkNos.map((chunkNo) => ({ batchId, chunkNo })),
      { round: `r${hub.now().getTime()}` },
    );
  }
  return outcome;
}

const settleClaimed = (hub: Hub, batchId: string): Promise<BatchSettled | Reopened> =>
  hub.transaction(async (stores) => {
    const batch = await stores.batches.claimIn(batchId, 'CHECKING');
    const packs = batch && (await stores.chunks.packsOfChecked(batchId));
    if (!batch || !packs) return { kind: 'nothing-to-do' };
    const chunkNos = await stores.chunks.reopen(batchId);
    if (chunkNos.length > 0) return { kind: 'reopened', chunkNos };
    const check = await hub.preparedCheck(batch, stores);
    await withCertificates(hub, batch, (certificates) => judge(hub, stores, batch, { check, certificates }));
    await declareFindings(hub, stores, batch);
    await settle(hub, stores, batch, { packs, packDigest: check.packDigest() });
    await stores.chunkKeys.drop(batchId);
    return { kind: 'settled' };
  });

/** What waits for nothing comes first: certificates are looked up meanwhile. */
async function judge(
  hub: Hub,
  stores: Stores,
  batch: CheckedBatch,
  { check, certificates }: { readonly check: PreparedCheck; readonly certificates: CertificatesAhead },
): Promise<void> {
  const facts = mergeFacts(await stores.chunks.facts(batch.id));
  const suspects = await suspectsOf({ ...stores, pace: hub.pace }, batch);
  await judgeRepeated(stores, batch.id, { check, among: suspects?.holdings });
  const chain = await stores.known.chainOf(batch.id);
  await judgeKnown(stores, batch, {
    check,
    chain,
    certificates,
    among: suspects?.numbers,
    sharing: suspects?.sharing,
  });
  await judgeBatch(hub, stores, batch, { check, facts });
}

/** Lines, ascending, that may repeat or be repeated. */
interface Suspects {
  readonly holdings: readonly number[];
  readonly numbers: readonly number[];
  /** That may share a person or a photo with another record of the hub; `undefined`: any may. */
  readonly sharing: readonly number[] | undefined;
}

/** `undefined` where an earlier release checked a chunk: then every line is looked at. */
async function suspectsOf(
  { pace, chunkKeys, known }: Pick<Stores, 'chunkKeys' | 'known'> & Pick<Hub, 'pace'>,
  { id, chunks, records }: CheckedBatch,
): Promise<Suspects | undefined> {
  const kept = await chunkKeys.ofBatch(id, chunks);
  if (kept === undefined) return undefined;
  const repeating = repeatingLines(records);
  for (const { keys } of kept) repeating.add(keys);
  // The other connection's answers are taken between two of them.
  const holdings = repeating.linesOf('holdings');
  await pace.breathe();
  const numbers = repeating.linesOf('numbers');
  await pace.breathe();
  const persons = repeating.linesOf('persons');
  await pace.breathe();
  const photos = repeating.linesOf('photos');
  const since = leastOf(kept.map((chunk) => BigInt(chunk.since)));
  const beside = await known.storedBeside(id, { since: since.toString(), atMost: records });
  const sharing = beside && [...new Set([...kept.flatMap((chunk) => chunk.known), ...beside, ...persons, ...photos])];
  return { holdings, numbers, sharing: sharing?.sort((one, other) => one - other) };
}

const leastOf = (transactions: readonly bigint[]): bigint =>
  transactions.reduce((least, each) => (each < least ? each : least));

/** The same person, occupation, work type and level twice in the batch. */
async function judgeRepeated(
  stores: Stores,
  batchId: string,
  { check, among }: { readonly check: PreparedCheck; readonly among: readonly number[] | undefined },
): Promise<void> {
  for (const groups of slicesOfGroups(await stores.records.sameHolding(batchId, among))) {
    await noteFindings(stores, batchId, 'CHECK', findingsOfGroups(duplicateInsideBatch, groups, check.severityOf));
  }
}

/** Groups of about a slice together; a longer group is cut, and each part keeps the first line, which the rest repeat. */
function* slicesOfGroups(groups: readonly LineGroup[]): Iterable<readonly LineGroup[]> {
  let slice: LineGroup[] = [];
  let lines = 0;
  for (const [first, ...repeated] of groups) {
    if (first === undefined) continue;
    for (const part of slicesOf(repeated)) {
      slice.push([first, ...part]);
      lines += part.length;
      if (lines < LINES_PER_SLICE) continue;
      yield slice;
      slice = [];
      lines = 0;
    }
  }
  if (slice.length > 0) yield slice;
}

async function settle(
  hub: Hub,
  stores: Stores,
  batch: CheckedBatch,
  { packs, packDigest }: { readonly packs: readonly string[]; readonly packDigest: string },
): Promise<void> {
  const { id, records, snapshotDigest } = batch;
  const counts = await stores.records.countsOfFindings(id, records);
  const digester = verdictDigester();
  const batchFindings: PlacedFinding[] = [];
  for await (const finding of stores.findings.checkFindings(id)) {
    if (finding.line === null) batchFindings.push(finding);
    else digester.add(finding);
  }
  const state = decideBatch(counts, acceptanceOf(batch.header));
  const checkedAt = hub.now();
  await stores.batches.settle(id, {
    ...counts,
    state,
    packs: [...new Set(packs.flatMap((names) => names.split(',')))].sort().join(','),
    packDigest,
    engineVersion: ENGINE_VERSION,
    verdictDigest: digester.finish({ records, packDigest, snapshotDigest, batchFindings }),
    checkedAt,
  });
  await sendOn(hub, stores, batch, { state, counts, at: checkedAt });
}

interface Settled {
  readonly state: 'CITY_REVIEW' | 'RETURNED';
  readonly counts: VerdictCounts;
  readonly at: Date;
}

/** To the city, and what came back to the institution. */
async function sendOn(hub: Hub, stores: Stores, batch: CheckedBatch, { state, counts, at }: Settled): Promise<void> {
  const back = counts.held + counts.returned;
  if (state === 'RETURNED') await comesBack(hub, stores, batch, { records: 'ALL', at });
  else {
    if (back > 0) await comesBack(hub, stores, batch, { records: back, at });
    await arrivesAt(hub, stores, batch, { step: 'CITY', at });
  }
}
