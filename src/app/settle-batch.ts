/**
 * Ends the check of a batch: rules that look across records and across the hub, declarations, counts, the verdict
 * digest, and the one decision where the batch goes.
 */
import { decideBatch } from '../domain/decision/batch-state';
import {
  type LineGroup,
  type Weighing,
  findingsOfHeldCertificates,
  findingsOfRepeatedHoldings,
  findingsOfRepeatedNumbers,
  findingsOfTakenNumbers,
} from '../domain/rules/cross-findings';
import { ENGINE_VERSION, verdictDigester } from '../domain/rules/verdict-digest';
import { declareFindings } from './declare-findings';
import { LINES_PER_SLICE, noteFindings, slicesOf } from './note-findings';
import type { CheckedBatch, Hub, Stores } from './ports';

export interface BatchSettled {
  readonly kind: 'settled' | 'nothing-to-do';
}

export const settleBatch = (hub: Hub, { batchId }: { readonly batchId: string }): Promise<BatchSettled> =>
  hub.transaction(async (stores) => {
    const batch = await stores.batches.claimIn(batchId, 'CHECKING');
    const packs = batch && (await stores.chunks.packsOfChecked(batchId));
    if (!batch || !packs) return { kind: 'nothing-to-do' };
    const check = await hub.preparedCheck(batch, stores);
    await lookAcross(stores, batchId, check.severityOf);
    await declareFindings(stores, batch);
    await settle(hub, stores, batch, { packs, packDigest: check.packDigest() });
    return { kind: 'settled' };
  });

async function lookAcross(stores: Stores, batchId: string, weighing: Weighing): Promise<void> {
  const { records } = stores;
  for (const groups of slicesOfGroups(await records.sameHolding(batchId))) {
    await noteFindings(stores, batchId, 'CHECK', findingsOfRepeatedHoldings(groups, weighing));
  }
  const sameNumber = await records.sameNumber(batchId);
  for (const groups of slicesOfGroups(sameNumber)) {
    await noteFindings(stores, batchId, 'HUB', findingsOfRepeatedNumbers(groups, weighing));
  }
  const repeated = new Set(sameNumber.flatMap((lines) => lines.slice(1)));
  const taken = (await records.numberTaken(batchId)).filter((line) => !repeated.has(line));
  for (const lines of slicesOf(taken)) {
    await noteFindings(stores, batchId, 'HUB', findingsOfTakenNumbers(lines, weighing));
  }
  for (const lines of slicesOf(await records.holdingTaken(batchId))) {
    await noteFindings(stores, batchId, 'HUB', findingsOfHeldCertificates(lines, weighing));
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
  const counts = await stores.records.counts(batch.id);
  const digester = verdictDigester({ records: batch.records, packDigest, snapshotDigest: batch.snapshotDigest });
  for await (const finding of stores.findings.checkFindings(batch.id)) digester.add(finding);
  await stores.batches.settle(batch.id, {
    ...counts,
    state: decideBatch(counts),
    packs: [...new Set(packs.flatMap((names) => names.split(',')))].sort().join(','),
    packDigest,
    engineVersion: ENGINE_VERSION,
    verdictDigest: digester.finish(),
    checkedAt: hub.now(),
  });
}
