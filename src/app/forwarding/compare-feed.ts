/**
 * Walks from the whole down into what differs (`domain/forwarding/compare-ranges.ts`). Parcels go on being handed over meanwhile:
 * the hub's side of each question is read before the feed is asked, and once more of what seems to differ after it has answered.
 */
import {
  differingItems,
  differingRanges,
  isListed,
  nextStep,
  standing,
  WHOLE,
  type Difference,
  type DifferingRange,
} from '../../domain/forwarding/compare-ranges';
import {
  charactersOf,
  FINEST_LENGTH,
  rangesOf,
  versionsOf,
  type HeldItem,
  type HeldRange,
} from '../../domain/forwarding/held';
import type { HeldAsked, Oddity } from '../connector';
import type { ComparisonCost, ReconciliationStore } from './reconciliation-ports';

/** Of the whole the hub reads ranges of ten thousand serials, of parts the finest. */
const WHOLE_LENGTH = 18;
/** A beginning that is a number by itself is listed if it is so long that no crowd begins with it. */
const LONE_CHARACTERS_MIN = 16;
/** Of what the feed holds too much, so many are told by number; the rest is counted. */
const EXTRA_LISTED_MAX = 10_000;

export interface Sides {
  readonly hub: <T>(read: (store: ReconciliationStore) => Promise<T>) => Promise<T>;
  readonly ask: (question: { readonly prefix: string; readonly length: number | null }) => Promise<HeldAsked>;
  readonly feed: string;
}

export interface SeenDifferences {
  readonly differences: readonly Difference[];
  /** Extra versions beside them, by their number alone. */
  readonly uncounted: number;
}
/** `false`: the comparison is somebody else's now. */
export type OnDifferences = (seen: SeenDifferences) => Promise<boolean>;

export type Compared =
  | {
      readonly kind: 'compared';
      readonly hubVersions: number;
      readonly cost: ComparisonCost;
      readonly oddities: readonly Oddity[];
    }
  | { readonly kind: 'unsupported' }
  | { readonly kind: 'overtaken' }
  | { readonly kind: 'unreachable'; readonly reason: string };
type Stop = Exclude<Compared, { readonly kind: 'compared' }>;

interface OpenRange extends DifferingRange {
  /** A number by itself, shorter than the ranges that were asked for: others may begin with it. */
  readonly isLone: boolean;
}
type Looked = { readonly kind: 'looked'; readonly open: readonly OpenRange[]; readonly seen: SeenDifferences };

const NOTHING: SeenDifferences = { differences: [], uncounted: 0 };
const UNREADABLE: Stop = { kind: 'unreachable', reason: 'UNREADABLE_ANSWER' };

export async function compareFeed(sides: Sides, onDifferences: OnDifferences): Promise<Compared> {
  const walk = new Walk(sides);
  const open: OpenRange[] = [{ ...WHOLE, isLone: false }];
  for (let range = open.pop(); range !== undefined; range = open.pop()) {
    const looked = await walk.lookAt(range);
    if (looked.kind !== 'looked') return looked;
    open.push(...looked.open);
    if (!(await onDifferences(looked.seen))) return { kind: 'overtaken' };
  }
  return { kind: 'compared', hubVersions: walk.hubVersions, cost: walk.cost, oddities: walk.oddities };
}

class Walk {
  hubVersions = 0;
  readonly oddities: Oddity[] = [];
  private extra = 0;
  private questions = 0;
  private rangesCompared = 0;
  private itemsCompared = 0;
  private hubRowsRead = 0;
  private feedRowsRead = 0;

  constructor(private readonly sides: Sides) {}

  get cost(): ComparisonCost {
    const { questions, rangesCompared, itemsCompared, hubRowsRead, feedRowsRead } = this;
    return { questions, rangesCompared, itemsCompared, hubRowsRead, feedRowsRead };
  }

  lookAt(range: OpenRange): Promise<Looked | Stop> {
    if (range.isLone || isListed(range)) return this.list(range);
    return range.hubVersions === 0 && this.extra >= EXTRA_LISTED_MAX ? this.count(range) : this.divide(range);
  }

  private async divide({ prefix }: DifferingRange): Promise<Looked | Stop> {
    const isWhole = prefix === '';
    const finest = isWhole ? WHOLE_LENGTH : FINEST_LENGTH;
    const ours = await this.ourRanges(prefix, finest);
    if (isWhole) this.hubVersions = versionsOf(ours);
    const step = nextStep(prefix, finest, ours);
    const asked = await this.ask({ prefix, length: step.length });
    if (asked.kind === 'unsupported' || asked.kind === 'unreachable') return asked;
    const theirs = asked.kind === 'items' ? rangesOf(asked.items, step.length) : asked.ranges;
    if (theirs.some((range) => charactersOf(range.prefix) > step.length)) return UNREADABLE;
    const differing = differingRanges(step.ranges, theirs);
    const open = differing.map((range) => ({ ...range, isLone: charactersOf(range.prefix) < step.length }));
    const isShort = ({ isLone, prefix: own }: OpenRange): boolean => isLone && charactersOf(own) < LONE_CHARACTERS_MIN;
    return {
      kind: 'looked',
      open: open.filter((range) => !isShort(range)),
      // No certificate number of the hub is so short.
      seen: { ...NOTHING, uncounted: versionsOf(open.filter(isShort).map(feedSide)) },
    };
  }

  /** What the feed holds too much is seen already; that the hub still has nothing of it is looked at again. */
  private async count(range: OpenRange): Promise<Looked | Stop> {
    const ours = await this.ourRanges(range.prefix, FINEST_LENGTH);
    if (ours.length > 0) return this.divide(range);
    return { kind: 'looked', open: [], seen: { ...NOTHING, uncounted: range.feedVersions } };
  }

  private async list({ prefix, isLone }: OpenRange): Promise<Looked | Stop> {
    const { hub, feed } = this.sides;
    const ours = await hub((store) => store.heldItems(feed, prefix));
    this.hubRowsRead += ours.length;
    const asked = await this.ask({ prefix, length: null });
    if (asked.kind === 'unsupported' || asked.kind === 'unreachable') return asked;
    if (asked.kind === 'ranges') return UNREADABLE;
    const isOf = ({ certificateNo }: HeldItem): boolean => !isLone || certificateNo === prefix;
    const seen = differingItems(ours.filter(isOf), asked.items.filter(isOf));
    const differences = seen.length === 0 ? [] : standing(seen, await hub((store) => store.handed(feed, seen)));
    this.extra += differences.filter(({ kind }) => kind === 'EXTRA').length;
    return { kind: 'looked', open: [], seen: { differences, uncounted: 0 } };
  }

  private async ourRanges(prefix: string, length: number): Promise<readonly HeldRange[]> {
    const { hub, feed } = this.sides;
    const ranges = await hub((store) => store.heldRanges(feed, prefix, length));
    this.hubRowsRead += versionsOf(ranges);
    return ranges;
  }

  private async ask(question: { readonly prefix: string; readonly length: number | null }): Promise<HeldAsked> {
    const asked = await this.sides.ask(question);
    this.questions += 1;
    if (asked.kind === 'ranges') {
      this.rangesCompared += asked.ranges.length;
      this.feedRowsRead += asked.rowsRead;
      this.oddities.push(...(asked.oddities ?? []));
      return asked.ranges.every((range) => range.prefix.startsWith(question.prefix)) ? asked : UNREADABLE_ASKED;
    }
    if (asked.kind === 'items') {
      this.itemsCompared += asked.items.length;
      this.feedRowsRead += asked.rowsRead;
      return asked.items.every(isWithin(question.prefix)) ? asked : UNREADABLE_ASKED;
    }
    return asked;
  }
}

const UNREADABLE_ASKED: HeldAsked = { kind: 'unreachable', reason: 'UNREADABLE_ANSWER' };

const isWithin =
  (prefix: string) =>
  ({ certificateNo }: HeldItem): boolean =>
    certificateNo.startsWith(prefix);

const feedSide = ({ prefix, feedVersions }: DifferingRange): HeldRange => ({ prefix, versions: feedVersions, sum: 0n });
