/**
 * Recomputes every bucket that is due, each whole and in its own transaction. The mark of a bucket goes with the
 * commit of its recomputation; a mark made meanwhile stays and leads to another one.
 */
import type { Hub } from './ports';

/** Buckets of one run; what is left is reminded of by the sweep. */
const BUCKETS_MAX = 1_000;

export interface TalliesRecomputed {
  readonly kind: 'recomputed';
  readonly buckets: number;
  /** Live certificates counted in them. */
  readonly certificates: number;
}

export async function recomputeTallies(hub: Hub): Promise<TalliesRecomputed> {
  let certificates = 0;
  for (let buckets = 0; buckets < BUCKETS_MAX; buckets += 1) {
    const counted = await recomputeOne(hub);
    if (counted === undefined) return { kind: 'recomputed', buckets, certificates };
    certificates += counted;
  }
  return { kind: 'recomputed', buckets: BUCKETS_MAX, certificates };
}

const recomputeOne = (hub: Hub): Promise<number | undefined> =>
  hub.transaction(async ({ tallies }) => {
    const bucket = await tallies.takeDue();
    return bucket && tallies.recompute(bucket);
  });
