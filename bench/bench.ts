/**
 * bench    something measured beside its limit on the same machine in the same run; the ratio travels, the rest does not
 * figure   what came out
 * target   the least that the figure of the same name should be, or the most where it says so
 */
export interface BenchOptions {
  /** Records of one round. */
  readonly records: number;
  readonly rounds: number;
  readonly workers: number;
  readonly queue: 'postgres' | 'redis';
  /** Tells a person how it goes. */
  readonly say: (line: string) => void;
}

export interface Measured {
  readonly figures: Readonly<Record<string, number | string>>;
  /** Version of the server; `null` for a bench without one. */
  readonly postgres: string | null;
  /** What the figures were drawn from, line by line; told with `--json`. */
  readonly lines?: readonly object[];
}

/** A number is the least; where less is better the most is named. */
export type Target = number | { readonly atMost: number };

export interface Bench {
  readonly summary: string;
  readonly records: number;
  readonly targets: Readonly<Record<string, Target>>;
  run(options: BenchOptions): Promise<Measured>;
}

/** Whether the figure reaches its target; one that was not measured does not. */
export const reaches = (figure: number | string | undefined, target: Target): boolean =>
  typeof figure === 'number' && (typeof target === 'number' ? figure >= target : figure <= target.atMost);

/** Every target has a figure of its name that reaches it. */
export const isMet = (targets: Bench['targets'], figures: Measured['figures']): boolean =>
  Object.entries(targets).every(([name, target]) => reaches(figures[name], target));

export const targetText = (target: Target): string =>
  typeof target === 'number' ? String(target) : `at most ${target.atMost}`;

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = Number.NaN, high = low] =
    sorted.length % 2 === 1 ? sorted.slice(middle, middle + 1) : sorted.slice(middle - 1, middle + 1);
  return (low + high) / 2;
}

/** The value below or at which `share` of them lie (nearest rank). */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

export const MS_PER_SECOND = 1_000;

export const perSecond = (records: number, ms: number): number => (records / ms) * MS_PER_SECOND;

/** Three digits say all that a median of a few rounds knows. */
export const roundRatio = (ratio: number): number => Math.round(ratio * 1_000) / 1_000;

/** Milliseconds that `work` took. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}
