/** Rules about the batch as a whole: first by what it says itself, then by what only the hub knows of it. */
import { cstDate } from '../domain/calendar/cst';
import { readRecord } from '../domain/certificate/reading';
import { recordsOf } from '../domain/intake/read-lines';
import type { HubFacts } from '../domain/rules/batch-context';
import { type BatchFacts, mergeFacts } from '../domain/rules/batch-facts';
import type { PreparedCheck } from '../domain/rules/check-records';
import { noteFindings } from './note-findings';
import type { CheckedBatch, Hub, Stores } from './ports';

export async function judgeBatch(hub: Hub, stores: Stores, batch: CheckedBatch, check: PreparedCheck): Promise<void> {
  const facts = await factsOf(stores, batch, check);
  await noteFindings(stores, batch.id, 'CHECK', check.checkFacts(facts));
  await noteFindings(stores, batch.id, 'HUB', check.checkFacts(facts, await hubFacts(hub, stores, batch, facts)));
}

/** A chunk that an earlier release checked during an update has no facts: then the records are read once more. */
async function factsOf({ chunks }: Stores, { id }: CheckedBatch, check: PreparedCheck): Promise<BatchFacts> {
  const parts = await chunks.facts(id);
  const known = parts.filter((part) => part !== null);
  if (known.length === parts.length) return mergeFacts(known);
  const facts = check.openFacts();
  for await (const body of chunks.bodies(id)) {
    for (const { record } of recordsOf(body)) facts.add(readRecord(record));
  }
  return facts.finish();
}

async function hubFacts(hub: Hub, stores: Stores, batch: CheckedBatch, { serials }: BatchFacts): Promise<HubFacts> {
  const { id, resubmissionOf } = batch;
  const returnedAt = resubmissionOf === null ? undefined : await stores.known.returnedAt(resubmissionOf);
  const lowest = serials.flatMap(({ series, runs: [first] }) =>
    first === undefined ? [] : [{ series, below: first[0] }],
  );
  return {
    signature: await hub.signatureOf(batch, stores),
    returnedOn: returnedAt && cstDate(returnedAt),
    highestSerials: await stores.known.highestSerials(id, lowest),
  };
}
