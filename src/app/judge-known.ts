/**
 * Rules of hub scope: what the hub knows of a person, a number or a photo beyond the batch. Looked up for some thousand
 * lines at a time, so that a million records take no more memory than a few thousand.
 */
import type { RawRecord } from '../domain/certificate/record';
import { readRecord } from '../domain/certificate/reading';
import type { PreparedCheck } from '../domain/rules/check-records';
import { claimOf } from '../domain/rules/claim-of';
import type { Finding } from '../domain/rules/rule';
import type { KnownLine } from './known-ports';
import { LINES_PER_SLICE, noteFindings } from './note-findings';
import type { CheckedBatch, Stores } from './ports';

export async function judgeKnown(
  stores: Pick<Stores, 'findings' | 'known' | 'records'>,
  { id, records }: CheckedBatch,
  { check, chain }: { readonly check: PreparedCheck; readonly chain: readonly string[] },
): Promise<void> {
  const repeats = repeatedLines(await stores.records.sameNumber(id));
  for (let from = 1; from <= records; from += LINES_PER_SLICE) {
    const window = { from, to: from + LINES_PER_SLICE };
    const asked = repeats.lines.filter((line) => line >= window.from && line < window.to);
    const known = await stores.known.linesKnown({ batchId: id, chain, window, asked });
    const findings = known.flatMap((line) => findingsOf(check, line, repeats.firstOf.get(line.line)));
    await noteFindings(stores, id, 'HUB', findings);
  }
}

function findingsOf(
  check: PreparedCheck,
  { line, data, ...known }: KnownLine,
  repeatsLine: number | undefined,
): readonly Finding[] {
  const record: RawRecord = JSON.parse(data);
  return check.checkKnown(claimOf(readRecord(record), line), { ...known, repeatsLine });
}

interface Repeats {
  /** Every line of a group after the first, ascending. */
  readonly lines: readonly number[];
  readonly firstOf: ReadonlyMap<number, number>;
}

function repeatedLines(groups: readonly (readonly number[])[]): Repeats {
  const firstOf = new Map<number, number>();
  for (const [first, ...others] of groups) {
    if (first !== undefined) for (const line of others) firstOf.set(line, first);
  }
  return { lines: [...firstOf.keys()].sort((one, other) => one - other), firstOf };
}
