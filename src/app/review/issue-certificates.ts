/** The province's approval makes certificates of what passes; what meanwhile fell away comes back. */
import { wantsOfRegion } from '../../domain/forwarding/wants';
import { findingOf } from '../../domain/rules/rule';
import { ALREADY_HELD, personAlreadyHolds } from '../../domain/rules/rules/AUT-009-person-already-holds';
import { NUMBER_TAKEN, numberAlreadyUsed } from '../../domain/rules/rules/AUT-010-number-already-used';
import { declareFindings } from '../declare-findings';
import { noteFindings, slicesOf } from '../note-findings';
import type { CheckedBatch, Hub, Stores } from '../ports';

/** Under `lockIssuing`. Answers how many passed records came back instead. */
export async function issue(hub: Hub, stores: Stores, batch: CheckedBatch, at: Date): Promise<number> {
  const held = await holdBack(hub, stores, batch);
  const taken = await stores.certificates.promote(batch.id, at);
  await noteTaken(stores, batch, taken);
  if (held + taken.length > 0) await stores.batches.saveCounts(batch.id, await stores.records.counts(batch.id));
  return held + taken.length;
}

/**
 * The same look before anything is made, for a batch that is to be taken whole or not at all. Numbers cannot be taken
 * between this and `issue`: both are under `lockIssuing`, which is held to the end of the transaction.
 */
export async function fallsAway(hub: Hub, stores: Stores, batch: CheckedBatch): Promise<void> {
  await holdBack(hub, stores, batch);
  await noteTaken(stores, batch, await stores.reviewDesk.numbersTaken(batch.id));
}

async function noteTaken(stores: Stores, batch: CheckedBatch, taken: readonly number[]): Promise<void> {
  for (const lines of slicesOf(taken)) {
    // As the rule itself says, an error: a pack may weigh the rule otherwise, but two certificates of one number cannot be.
    const findings = lines.map((line) => findingOf(numberAlreadyUsed, line, NUMBER_TAKEN));
    await noteFindings(stores, batch.id, 'HUB', findings);
  }
}

/**
 * AUT-009 once more: since the check, another batch may have given the person such a certificate. A line that had the
 * finding then, and still passed, was declared. Answers how many passed records are held now.
 */
async function holdBack(hub: Hub, stores: Stores, batch: CheckedBatch): Promise<number> {
  const held = await stores.reviewDesk.holdingsTaken(batch.id);
  const known = new Set(held.length === 0 ? [] : await stores.findings.linesWith(batch.id, personAlreadyHolds.code));
  const unknown = held.filter((line) => !known.has(line));
  if (unknown.length === 0) return 0;
  const before = await stores.records.counts(batch.id);
  const { severityOf } = await hub.preparedCheck(batch, stores);
  const severity = severityOf(personAlreadyHolds);
  if (severity === undefined) return 0;
  for (const lines of slicesOf(unknown)) {
    const findings = lines.map((line) => findingOf(personAlreadyHolds, line, ALREADY_HELD, severity));
    await noteFindings(stores, batch.id, 'HUB', findings);
  }
  await declareFindings(hub, stores, batch);
  const after = await stores.records.counts(batch.id);
  return before.passed - after.passed;
}

export async function createDeliveries(
  hub: Hub,
  stores: Stores,
  batch: CheckedBatch,
  at: Date,
): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const feed of hub.feeds.filter((each) => wantsOfRegion(each, batch.regionCode))) {
    ids.push(...(await stores.deliveries.createForBatch(feed, batch.id, at, hub.newId)));
  }
  return ids;
}
