/**
 * Ends the check of a batch: rules that look across records and across the hub, declarations, counts, the verdict
 * digest, and the one decision where the batch goes.
 */
import type { RawRecord } from '../domain/certificate/record';
import { decideBatch } from '../domain/decision/batch-state';
import type { Finding } from '../domain/rules/rule';
import {
  type Weighing,
  findingsOfHeldCertificates,
  findingsOfRepeatedHoldings,
  findingsOfRepeatedNumbers,
  findingsOfTakenNumbers,
} from '../domain/rules/cross-findings';
import { declarationFor } from '../domain/rules/declarations';
import { ENGINE_VERSION, verdictDigester } from '../domain/rules/verdict-digest';
import type { CheckedBatch, Hub, Stores } from './ports';

export interface BatchSettled {
  readonly kind: 'settled' | 'nothing-to-do';
}

export const settleBatch = (hub: Hub, { batchId }: { readonly batchId: string }): Promise<BatchSettled> =>
  hub.transaction(async (stores) => {
    const batch = await stores.batches.lockIn(batchId, 'CHECKING');
    const packs = batch && (await stores.chunks.packsOfChecked(batchId));
    if (!batch || !packs) return { kind: 'nothing-to-do' };
    const check = await hub.preparedCheck(batch, stores);
    await lookAcross(stores, batchId, check.severityOf);
    await declare(stores, batch);
    await settle(hub, stores, batch, { packs, packDigest: check.packDigest() });
    return { kind: 'settled' };
  });

async function lookAcross(stores: Stores, batchId: string, weighing: Weighing): Promise<void> {
  const { records } = stores;
  const inBatch = findingsOfRepeatedHoldings(await records.sameHolding(batchId), weighing);
  const repeated = findingsOfRepeatedNumbers(await records.sameNumber(batchId), weighing);
  const flagged = new Set(repeated.map(({ line }) => line));
  const taken = (await records.numberTaken(batchId)).filter((line) => !flagged.has(line));
  const inHub = [
    ...repeated,
    ...findingsOfTakenNumbers(taken, weighing),
    ...findingsOfHeldCertificates(await records.holdingTaken(batchId), weighing),
  ];
  const stored = (source: string) => (finding: Finding) => ({ ...finding, source, declaredReason: null });
  await stores.findings.copyIn(batchId, [...inBatch.map(stored('CHECK')), ...inHub.map(stored('HUB'))]);
  await records.redecide(batchId, linesOf([...inBatch, ...inHub]));
}

const linesOf = (findings: readonly Pick<Finding, 'line'>[]): number[] => [
  ...new Set(findings.flatMap(({ line }) => line ?? [])),
];

/** A `confirm` finding that the institution declared holds nothing up. */
async function declare(stores: Stores, { id, header }: CheckedBatch): Promise<void> {
  if ((header.declarations ?? []).length === 0) return;
  const open = await stores.findings.openConfirms(id);
  const data = await stores.records.dataOf(id, linesOf(open));
  const declared: number[] = [];
  for (const { line, code } of open) {
    const record: RawRecord = JSON.parse(data.get(line) ?? '{}');
    const declaration = declarationFor(header, record, { line, code, severity: 'confirm' });
    if (!declaration) continue;
    await stores.findings.declare(id, line, code, declaration.reason);
    declared.push(line);
  }
  await stores.records.redecide(id, declared);
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
