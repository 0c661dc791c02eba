/**
 * Rules of hub scope: what the hub knows of a person, a number or a photo beyond the batch. Looked up for some thousand
 * lines at a time, so that a million records take no more memory than a few thousand.
 */
import type { RawRecord } from '../domain/certificate/record';
import { readRecord } from '../domain/certificate/reading';
import type { PreparedCheck } from '../domain/rules/check-records';
import { claimOf } from '../domain/rules/claim-of';
import type { Finding } from '../domain/rules/rule';
import type { KnownCertificates, KnownLine, LineWindow } from './known-ports';
import { keepFindings, slicesOf } from './note-findings';
import type { CheckedBatch, Hub, Stores } from './ports';

/** Look-ups are cheaper a line the more lines they ask about; of each at most the record, below 8 KiB, is in memory. */
const LINES_PER_LOOK = 20_000;
const WINDOWS_AHEAD = 8;

/**
 * Verdicts are decided anew after the last window: a record that an error returns tells nothing about others, and that
 * must not depend on which of two lines comes first. `among`: lines whose number may repeat.
 */
export interface Judging {
  readonly check: PreparedCheck;
  readonly chain: readonly string[];
  readonly certificates: CertificatesAhead;
  readonly among?: readonly number[] | undefined;
  /** Lines, ascending, that may share a person or a photo with another record of the hub; `undefined`: any. */
  readonly sharing?: readonly number[] | undefined;
}

export async function judgeKnown(
  stores: Pick<Stores, 'findings' | 'known' | 'records'>,
  { id, records }: CheckedBatch,
  { check, chain, certificates, among, sharing }: Judging,
): Promise<void> {
  const repeats = repeatedLines(await stores.records.sameNumber(id, among));
  const linesKnown = stores.known.linesKnown({ batchId: id, chain });
  const told: number[] = [];
  for (const window of windowsOf(records)) {
    const inWindow = (lines: readonly number[]): readonly number[] =>
      lines.filter((line) => line >= window.from && line < window.to);
    const known = certificates.next();
    // Where the other look-up fails first, this is waited for by nobody.
    known.catch(() => undefined);
    const question = {
      window,
      asked: inWindow(repeats.lines),
      sharing: sharing === undefined ? undefined : inWindow(sharing),
      certificates: known,
    };
    for (const lines of slicesOf(await linesKnown(question))) {
      told.push(...(await judge(stores, id, { check, known: lines, repeats })));
    }
  }
  for (const lines of slicesOf(told)) await stores.records.redecide(id, lines);
}

/** Window by window. */
export interface CertificatesAhead {
  next(): Promise<KnownCertificates>;
}

/**
 * Certificates are looked up on a second connection while the first one is at something else: half of the work of a settlement,
 * and nothing of it depends on what its transaction writes. Some windows ahead at most, whose answers are in memory.
 */
export const withCertificates = <T>(
  hub: Pick<Hub, 'transaction'>,
  { id, records }: CheckedBatch,
  work: (certificates: CertificatesAhead) => Promise<T>,
): Promise<T> =>
  hub.transaction(async ({ known }) => {
    const windows = windowsOf(records)[Symbol.iterator]();
    const ahead: Promise<KnownCertificates>[] = [];
    let last: Promise<unknown> = Promise.resolve();
    const askNext = (): void => {
      const { value: window } = windows.next();
      if (window === undefined) return;
      const answer = last.then(() => known.certificatesOf(id, window));
      last = answer;
      // Where the work fails first, nobody waits for it.
      answer.catch(() => undefined);
      ahead.push(answer);
    };
    for (let window = 0; window < WINDOWS_AHEAD; window += 1) askNext();
    try {
      return await work({
        next: async () => {
          const answer = ahead.shift();
          if (answer === undefined) throw new Error('There are no more windows.');
          const certificates = await answer;
          askNext();
          return certificates;
        },
      });
    } finally {
      await last.catch(() => undefined);
    }
  });

function* windowsOf(records: number): Generator<LineWindow> {
  for (let from = 1; from <= records; from += LINES_PER_LOOK) yield { from, to: from + LINES_PER_LOOK };
}

/** Lines with a finding. */
async function judge(
  { findings: store }: Pick<Stores, 'findings'>,
  batchId: string,
  {
    check,
    known,
    repeats,
  }: {
    readonly check: PreparedCheck;
    readonly known: readonly KnownLine[];
    readonly repeats: Repeats;
  },
): Promise<readonly number[]> {
  const findings = known.flatMap((line) => findingsOf(check, line, repeats.firstOf.get(line.line)));
  if (findings.length > 0) await keepFindings(store, batchId, 'HUB', findings);
  return [...new Set(findings.flatMap(({ line }) => line ?? []))];
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
