import type { Finding } from '../domain/rules/rule';
import type { Stores } from './ports';

/** A million findings are never in memory at once, and between two slices the process looks after its other work. */
export const LINES_PER_SLICE = 5_000;

export function* slicesOf<Item>(items: readonly Item[], size = LINES_PER_SLICE): Iterable<readonly Item[]> {
  for (let from = 0; from < items.length; from += size) yield items.slice(from, from + size);
}

/**
 * Stores findings that were made after the check of the single record, and decides the verdicts of their lines anew; of
 * all lines where one is about the batch. A signal decides nothing.
 */
export async function noteFindings(
  { findings: store, records }: Pick<Stores, 'findings' | 'records'>,
  batchId: string,
  source: 'CHECK' | 'HUB' | 'REVIEW',
  findings: readonly Finding[],
): Promise<void> {
  if (findings.length === 0) return;
  await keepFindings(store, batchId, source, findings);
  const weighing = findings.filter(({ severity }) => severity !== 'signal');
  if (weighing.length > 0) await records.redecide(batchId, [...new Set(weighing.map(({ line }) => line ?? 0))]);
}

/** Without deciding anything: the verdicts of their lines are the caller's to decide anew. */
export const keepFindings = (
  store: Stores['findings'],
  batchId: string,
  source: 'CHECK' | 'HUB' | 'REVIEW',
  findings: readonly Finding[],
): Promise<void> =>
  store.copyIn(
    batchId,
    findings.map((finding) => ({ ...finding, source, declaredReason: null })),
  );
