import { slicesOf } from './note-findings';
import type { Stores } from './ports';

/** Decides the verdicts of `lines` anew; a finding about the batch, line 0, weighs on every record. */
export async function redecideLines(
  { records }: Pick<Stores, 'records'>,
  batchId: string,
  lines: ReadonlySet<number>,
): Promise<void> {
  const own = [...lines].filter((line) => line > 0);
  for (const slice of slicesOf(own)) await records.redecide(batchId, slice);
  if (lines.has(0)) await records.redecide(batchId, [0]);
}
