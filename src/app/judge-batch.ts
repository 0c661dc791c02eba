/** Rules about the batch as a whole: first by what it says itself, then by what only the hub knows of it. */
import { cstDate } from '../domain/calendar/cst';
import type { HubFacts } from '../domain/rules/batch-context';
import type { BatchFacts } from '../domain/rules/batch-facts';
import type { PreparedCheck } from '../domain/rules/check-records';
import { mendedChain } from './mended-chain';
import { noteFindings } from './note-findings';
import type { CheckedBatch, Hub, Stores } from './ports';

export async function judgeBatch(
  hub: Hub,
  stores: Stores,
  batch: CheckedBatch,
  { check, facts }: { readonly check: PreparedCheck; readonly facts: BatchFacts },
): Promise<void> {
  await noteFindings(stores, batch.id, 'CHECK', check.checkFacts(facts));
  await noteFindings(stores, batch.id, 'HUB', check.checkFacts(facts, await hubFacts(hub, stores, batch, facts)));
}

async function hubFacts(hub: Hub, stores: Stores, batch: CheckedBatch, { serials }: BatchFacts): Promise<HubFacts> {
  const { returnedAt, first } = await mendedChain(stores, batch);
  const lowest = serials.flatMap(({ series, runs: [run] }) => (run === undefined ? [] : [{ series, below: run[0] }]));
  return {
    signature: await hub.signatureOf(batch, stores),
    returnedOn: returnedAt && cstDate(returnedAt),
    firstReceivedOn: first && cstDate(first.sealedAt),
    highestSerials: await stores.known.highestSerials(batch.id, lowest),
  };
}
