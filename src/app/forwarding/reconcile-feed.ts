/**
 * Compares what a feed holds with what the hub handed to it, and hands it what it lacks. A process that dies leaves its claim behind:
 * the lease runs out, and the next one compares anew; what was healed meanwhile is no difference any more.
 */
import { stateOf } from '../../domain/forwarding/compare-ranges';
import type { FeedDescription } from '../../domain/forwarding/feed';
import { cstDate } from '../../domain/calendar/cst';
import type { Connector } from '../connector';
import type { Hub } from '../ports';
import { noteOddities } from './apply-answers';
import { compareFeed, type Compared, type Sides } from './compare-feed';
import { dailyReconciliationId } from './daily-reconciliation';
import { fillDigests } from './fill-digests';
import { findOwed } from './find-owed';
import { Healer } from './heal-feed';
import { saltOf } from './held-digest';
import type { ClaimedReconciliation, ComparisonCost, EndedReconciliation } from './reconciliation-ports';

const MINUTE_MS = 60 * 1_000;
/** The whole of a large feed is read in one question. */
const HELD_TIMEOUT_MS = 5 * MINUTE_MS;
/** Longer than the longest question, so that a living process is never overtaken. */
const LEASE_MS = 3 * HELD_TIMEOUT_MS;
/** Waits before a feed that could not be asked is asked again; then it failed for this day. */
const RETRY_DELAYS_MS = [MINUTE_MS, 5 * MINUTE_MS, 15 * MINUTE_MS, 60 * MINUTE_MS] as const;
/** Runs that ended without an outcome (the process died each time) must end, too. */
const RUNS_MAX = 20;

const NO_COST: ComparisonCost = { questions: 0, rangesCompared: 0, itemsCompared: 0, hubRowsRead: 0, feedRowsRead: 0 };

export type Reconciled =
  /** Ended, not there, or somebody else is at it. */
  | { readonly kind: 'nothing-due' }
  /** The feed could not be asked; it is asked again. */
  | { readonly kind: 'put-off'; readonly reason: string }
  | { readonly kind: EndedReconciliation['state']; readonly healed: number };

interface Run {
  readonly hub: Hub;
  readonly claimed: ClaimedReconciliation;
  readonly healer: Healer;
}

export async function reconcileFeed(hub: Hub, reconciliationId: string): Promise<Reconciled> {
  const claimed = await claim(hub, reconciliationId);
  if (claimed === undefined) return { kind: 'nothing-due' };
  const feed = hub.feeds.find(({ name, cargo }) => name === claimed.feed && cargo === 'certificates');
  const connector = hub.connectors.get(claimed.feed);
  const leaseUntil = (): Date => after(hub, LEASE_MS);
  if (feed === undefined || connector === undefined) return fail(hub, claimed, 'NOT_CONFIGURED');
  if (claimed.run > RUNS_MAX) return fail(hub, claimed, 'RUNS');
  const run: Run = { hub, claimed, healer: new Healer(hub, { feed, claimed, leaseUntil }) };
  const compared = await compare(run, connector, leaseUntil);
  if (compared.kind === 'overtaken') return { kind: 'nothing-due' };
  if (compared.kind === 'unreachable') return putOff(run, compared.reason);
  if (!(await owe(run, feed))) return { kind: 'nothing-due' };
  return end(run, compared);
}

/** That of a day begins with its first reminder. */
const claim = (hub: Hub, id: string): Promise<ClaimedReconciliation | undefined> =>
  hub.transaction(async ({ reconciliations }) => {
    const at = hub.now();
    const daily = hub.feeds.find(({ name }) => dailyReconciliationId(name, cstDate(at)) === id);
    if (daily !== undefined) {
      await reconciliations.begin({ id, feed: daily.name, askedBy: 'clock', heal: true, at });
    }
    return reconciliations.claim(id, at, after(hub, LEASE_MS));
  });

async function compare({ hub, claimed, healer }: Run, connector: Connector, leaseUntil: () => Date): Promise<Compared> {
  const { feed } = claimed;
  const salt = saltOf(hub, feed);
  const keep = leaseKeeper(hub, claimed, leaseUntil);
  await fillDigests(hub, feed, keep);
  const sides: Sides = {
    feed,
    hub: (read) => hub.transaction(({ reconciliations }) => read(reconciliations)),
    ask: (question) => connector.held({ salt, ...question }, HELD_TIMEOUT_MS),
  };
  const compared = await compareFeed(sides, async (seen) => (await keep()) && healer.take(seen));
  // What was found before the feed went away is healed all the same.
  return compared.kind !== 'overtaken' && !(await healer.heal()) ? { kind: 'overtaken' } : compared;
}

/** Often enough that the lease never ends under a living process. */
function leaseKeeper(hub: Hub, claimed: ClaimedReconciliation, leaseUntil: () => Date): () => Promise<boolean> {
  let heldAt = hub.now().getTime();
  return async () => {
    if (hub.now().getTime() - heldAt < MINUTE_MS) return true;
    heldAt = hub.now().getTime();
    return hub.transaction(({ reconciliations }) => reconciliations.hold(claimed, leaseUntil()));
  };
}

const owe = async ({ hub, healer }: Run, feed: FeedDescription): Promise<boolean> =>
  (await findOwed(hub, feed, (seen) => healer.take(seen))) && healer.heal();

async function end(
  { hub, claimed, healer }: Run,
  compared: Extract<Compared, { readonly kind: 'compared' | 'unsupported' }>,
): Promise<Reconciled> {
  const { hubVersions, cost, oddities } =
    compared.kind === 'compared' ? compared : { hubVersions: 0, cost: NO_COST, oddities: [] };
  // Without what was handed over while the feed was asked.
  const feedVersions = compared.kind === 'compared' ? hubVersions - healer.seen.MISSING + healer.seen.EXTRA : 0;
  const ended = await hub.transaction(async (stores) => {
    const { reconciliations } = stores;
    if (!(await reconciliations.hold(claimed, after(hub, LEASE_MS)))) return undefined;
    await healer.tellRest(stores);
    await noteOddities(hub, stores, { feed: claimed.feed, id: null }, oddities);
    const { found, healed } = await reconciliations.found(claimed.id);
    const state: EndedReconciliation['state'] =
      compared.kind === 'unsupported' ? 'UNSUPPORTED' : stateOf(found, healed);
    const waiting = await reconciliations.waiting(claimed.feed);
    const at = hub.now();
    await reconciliations.end(claimed, { ...cost, state, at, hubVersions, feedVersions, waiting, failure: null });
    return { state, healed, found, waiting };
  });
  if (ended === undefined) return { kind: 'nothing-due' };
  const { state, healed, found, waiting } = ended;
  const { MISSING: missing, EXTRA: extra, DIFFERING: differing, OWED: owed } = found;
  const { id: reconciliationId, feed } = claimed;
  const counts = { hubVersions, feedVersions, missing, extra, differing, owed, healed, waiting };
  tell(hub, state, { reconciliationId, feed, ...counts, ...cost });
  return { kind: state, healed };
}

function tell({ log }: Hub, state: EndedReconciliation['state'], story: object): void {
  if (state === 'EQUAL') log.info(story, 'The feed holds what it was handed: no difference.');
  else if (state === 'HEALED') log.warn(story, 'The feed lacked certificates; they go to it again.');
  else if (state === 'DIFFERENT') log.error(story, 'The feed holds something else than the hub handed to it.');
  else log.info(story, 'The feed cannot be asked what it holds; what it is owed was looked at.');
}

async function putOff({ hub, claimed }: Run, reason: string): Promise<Reconciled> {
  const delayMs = RETRY_DELAYS_MS[claimed.run - 1];
  if (delayMs === undefined) return fail(hub, claimed, reason);
  const held = await hub.transaction(({ reconciliations }) => reconciliations.hold(claimed, after(hub, delayMs)));
  if (!held) return { kind: 'nothing-due' };
  const { id: reconciliationId, feed, run } = claimed;
  hub.log.info(
    { reconciliationId, feed, run, reason },
    'The feed could not be asked what it holds; it is asked again.',
  );
  await hub.reminders.remind('reconcile-feed', [{ reconciliationId }], { delayMs, round: `n${run + 1}` });
  return { kind: 'put-off', reason };
}

async function fail(hub: Hub, claimed: ClaimedReconciliation, failure: string): Promise<Reconciled> {
  const { id: reconciliationId, feed } = claimed;
  const ended = await hub.transaction(async ({ reconciliations }) => {
    const waiting = await reconciliations.waiting(feed);
    const at = hub.now();
    const counts = { hubVersions: 0, feedVersions: 0, waiting };
    return reconciliations.end(claimed, { ...NO_COST, ...counts, state: 'FAILED', at, failure });
  });
  if (!ended) return { kind: 'nothing-due' };
  hub.log.warn({ reconciliationId, feed, failure }, 'The feed was not compared; the next day tries again.');
  return { kind: 'FAILED', healed: 0 };
}

const after = (hub: Hub, ms: number): Date => new Date(hub.now().getTime() + ms);
