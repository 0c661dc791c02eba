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
export const LINES_PER_LOOK = 20_000;
const WINDOWS_AHEAD = 3;
/** The second one takes an eighth off a settlement; a third would wait for the same two cores. */
const ASKERS = 2;

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
 * Certificates are looked up on other connections while the first one is at something else: half of the work of a settlement,
 * and nothing of it depends on what its transaction writes. Some windows ahead at most, whose answers are in memory; the other
 * transactions end with the last answer. A batch of one window has one of them.
 */
export async function withCertificates<T>(
  hub: Pick<Hub, 'transaction'>,
  { id, records }: CheckedBatch,
  work: (certificates: CertificatesAhead) => Promise<T>,
): Promise<T> {
  const windows = windowsOf(records).map((window) => ({
    window,
    answered: promised<KnownCertificates>(),
    taken: promised<true>(),
  }));
  let isOver = false;
  const inTurn = windows.entries();
  const ask = (): Promise<void> =>
    hub.transaction(async ({ known }) => {
      for (const [index, { window, answered }] of inTurn) {
        await windows[index - WINDOWS_AHEAD]?.taken.promise;
        if (isOver) return;
        answered.resolve(await known.certificatesOf(id, window));
      }
    });
  const asking = Array.from({ length: Math.min(ASKERS, windows.length) }, () =>
    ask().catch((error: unknown) => {
      for (const { answered } of windows) answered.reject(error);
    }),
  );
  const inOrder = windows.values();
  try {
    return await work({
      next: async () => {
        const { value: next } = inOrder.next();
        if (next === undefined) throw new Error('There are no more windows.');
        const certificates = await next.answered.promise;
        next.taken.resolve(true);
        return certificates;
      },
    });
  } finally {
    isOver = true;
    for (const { taken } of windows) taken.resolve(true);
    await Promise.all(asking);
  }
}

interface Promised<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (error: unknown) => void;
}

function promised<T>(): Promised<T> {
  let settle: Omit<Promised<T>, 'promise'> | undefined;
  const promise = new Promise<T>((resolve, reject) => {
    settle = { resolve, reject };
  });
  // Nobody may be waiting any more.
  promise.catch(() => undefined);
  if (settle === undefined) throw new Error('A promise runs its executor at once.');
  return { promise, ...settle };
}

const windowsOf = (records: number): readonly LineWindow[] =>
  Array.from({ length: Math.ceil(records / LINES_PER_LOOK) }, (_, window) => ({
    from: 1 + window * LINES_PER_LOOK,
    to: 1 + (window + 1) * LINES_PER_LOOK,
  }));

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
