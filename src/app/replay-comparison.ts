/** What differs between the verdicts that were stored and those that the rules come to now: by line, rule and place. */
import { type PlacedFinding, compareFindings } from '../domain/rules/finding-order';
import { type Verdict, verdictOf } from '../domain/rules/rule';
import type { KeptFinding } from './replay-views';

export const DIFFERENCES_MAX = 1_000;

/**
 * ONLY_KEPT and ONLY_REPLAYED: a finding that one side has. SEVERITY: both have it and weigh it otherwise. VERDICT: the
 * record's verdict does not follow from its findings. RECORD: the line has no verdict. CHUNK: the bytes from this line on
 * are not those that were received. PACKS, SNAPSHOT: what is stored has not the digest that it is stored under.
 */
export type DifferenceKind =
  'ONLY_KEPT' | 'ONLY_REPLAYED' | 'SEVERITY' | 'VERDICT' | 'RECORD' | 'CHUNK' | 'PACKS' | 'SNAPSHOT';

export interface Difference {
  readonly kind: DifferenceKind;
  /** 1-based; `null` for the batch. */
  readonly line: number | null;
  readonly code: string | null;
  readonly path: string | null;
}

export interface Comparison {
  note(difference: Difference): void;
  /** Compares the findings of one line, or with `null` those about the batch. */
  ofLine(line: number | null, replayed: readonly PlacedFinding[], kept: readonly PlacedFinding[]): void;
  differences(): readonly Difference[];
  total(): number;
  /** Nothing was noted about what the batch was judged from. */
  intact(): boolean;
}

const EVIDENCE: ReadonlySet<DifferenceKind> = new Set(['CHUNK', 'PACKS', 'SNAPSHOT']);

const placeOf = ({ code, path }: PlacedFinding): { readonly code: string; readonly path: string } => ({ code, path });

export function comparison(): Comparison {
  const differences: Difference[] = [];
  let total = 0;
  let intact = true;
  const note = (difference: Difference): void => {
    total += 1;
    if (EVIDENCE.has(difference.kind)) intact = false;
    if (differences.length < DIFFERENCES_MAX) differences.push(difference);
  };
  return {
    note,
    ofLine: (line, replayed, kept) => {
      const left = [...replayed].sort(compareFindings);
      const right = [...kept].sort(compareFindings);
      let here = left.shift();
      let there = right.shift();
      while (here !== undefined || there !== undefined) {
        const order = here === undefined ? 1 : there === undefined ? -1 : compareFindings(here, there);
        if (here !== undefined && order < 0) note({ kind: 'ONLY_REPLAYED', line, ...placeOf(here) });
        if (there !== undefined && order > 0) note({ kind: 'ONLY_KEPT', line, ...placeOf(there) });
        if (here !== undefined && order === 0 && here.severity !== there?.severity) {
          note({ kind: 'SEVERITY', line, ...placeOf(here) });
        }
        if (order <= 0) here = left.shift();
        if (order >= 0) there = right.shift();
      }
    },
    differences: () => differences,
    total: () => total,
    intact: () => intact,
  };
}

export interface KeptLines {
  readonly firstLine: number;
  /** Findings of each line that are part of the verdict digest. */
  readonly replayed: readonly (readonly PlacedFinding[])[];
  readonly kept: readonly KeptFinding[];
  readonly verdicts: ReadonlyMap<number, Verdict>;
  /** Stored findings about the whole batch, which weigh on every record. */
  readonly ofBatch: readonly KeptFinding[];
}

function byLine(kept: readonly KeptFinding[]): ReadonlyMap<number | null, readonly KeptFinding[]> {
  const lines = new Map<number | null, KeptFinding[]>();
  for (const finding of kept) {
    const line = lines.get(finding.line);
    if (line === undefined) lines.set(finding.line, [finding]);
    else line.push(finding);
  }
  return lines;
}

const NOTHING: readonly KeptFinding[] = [];

/** What was declared counts as it stands: a declaration is no part of what the rules say. */
const declaredOf = (finding: PlacedFinding, kept: readonly KeptFinding[]): boolean =>
  kept.some(({ code, path, declared }) => declared && code === finding.code && path === finding.path);

export function compareLines(found: Comparison, { firstLine, replayed, kept, verdicts, ofBatch }: KeptLines): void {
  const lines = byLine(kept);
  replayed.forEach((findings, index) => {
    const line = firstLine + index;
    const stored = lines.get(line) ?? NOTHING;
    if (findings.length > 0 || stored.length > 0) {
      found.ofLine(
        line,
        findings,
        stored.filter(({ source }) => source === 'CHECK'),
      );
    }
    const verdict = verdicts.get(line);
    const expected = verdictOf([
      ...findings.map(({ severity, ...rest }) => ({ severity, declared: declaredOf({ severity, ...rest }, stored) })),
      ...stored.filter(({ source }) => source !== 'CHECK'),
      ...ofBatch,
    ]);
    if (verdict === undefined) found.note({ kind: 'RECORD', line, code: null, path: null });
    else if (verdict !== expected) found.note({ kind: 'VERDICT', line, code: null, path: null });
  });
}
