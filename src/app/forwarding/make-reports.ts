/**
 * Tells feeds that take tallies what is new in them: of each closed month the first counts, and a revision wherever counting again
 * gives something else. Counted are the certificates themselves, once no bucket of the month waits, so that the hub's own tallies
 * say the same. Twice a day makes nothing twice.
 */
import { cstDate } from '../../domain/calendar/cst';
import type { FeedDescription } from '../../domain/forwarding/feed';
import { canonicalDigest } from '../../domain/reference/canonical-digest';
import { definitionName, TALLY_DEFINITION, type TallyDefinition } from '../../domain/statistics/definition';
import { periodOf, periodsBetween } from '../../domain/statistics/periods';
import { revisionChanges, revisionReason } from '../../domain/statistics/revision';
import type { Hub, Stores } from '../ports';
import { recomputeTallies } from '../recompute-tallies';
import { reportDigest } from './report-digest';
import type { CountedPeriod, CountedScope, LastRevision } from './tally-report-ports';

export interface ReportsMade {
  readonly kind: 'made';
  /** Feeds that take tallies. */
  readonly feeds: number;
  /** Months of them that were counted. */
  readonly counted: number;
  readonly reportIds: readonly string[];
  /** Months with a bucket that waits to be recomputed; they are looked at again. */
  readonly waiting: number;
}

/** `day` is the day in China, YYYY-MM-DD: months that end before it are closed. */
export async function makeReports(
  hub: Hub,
  day: string,
  definition: TallyDefinition = TALLY_DEFINITION,
): Promise<ReportsMade> {
  const feeds = hub.feeds.filter(({ cargo }) => cargo === 'tallies');
  if (feeds.length > 0) await recomputeTallies(hub);
  const looks: Looked[] = [];
  for (const feed of feeds) looks.push(await lookAt(hub, { feed, day, definition }));
  const reportIds = looks.flatMap((look) => look.reportIds);
  await hub.reminders.remind(
    'send-report',
    reportIds.map((reportId) => ({ reportId })),
    { round: 'a1' },
  );
  return {
    kind: 'made',
    feeds: feeds.length,
    counted: sum(looks.map(({ counted }) => counted)),
    reportIds,
    waiting: sum(looks.map(({ waiting }) => waiting)),
  };
}

interface Look {
  readonly feed: FeedDescription;
  readonly day: string;
  readonly definition: TallyDefinition;
}
type Looked = Omit<ReportsMade, 'kind' | 'feeds'>;

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

async function lookAt(hub: Hub, look: Look): Promise<Looked> {
  const startedAt = hub.now();
  const periods = await periodsToCount(hub, look);
  const reportIds: string[] = [];
  let waiting = 0;
  for (const period of periods) {
    const outcome = await countOne(hub, look, period);
    if (outcome.kind === 'waits') waiting += 1;
    if (outcome.kind === 'told') reportIds.push(outcome.reportId);
  }
  const { feed, day } = look;
  if (waiting === 0) await hub.transaction(({ tallyReports }) => tallyReports.noteLook(feed.name, day, startedAt));
  return { counted: periods.length, reportIds, waiting };
}

/** From the first month with certificates, or from that of `issuedFrom` where it is later. */
async function periodsToCount(hub: Hub, { feed, day, definition }: Look): Promise<readonly string[]> {
  const { name, region: regionCode, wants } = feed;
  // A day that is still to come closes nothing.
  const before = periodOf(day < cstDate(hub.now()) ? day : cstDate(hub.now()));
  const { first, unchanged } = await hub.transaction(({ tallyReports }) =>
    tallyReports.periods({ feed: name, regionCode, wants, definition: definitionName(definition), before }),
  );
  if (first === null) return [];
  const wanted = wants.issuedFrom === null ? first : periodOf(wants.issuedFrom);
  return periodsBetween(wanted > first ? wanted : first, before).filter((period) => !unchanged.includes(period));
}

type Outcome =
  { readonly kind: 'waits' } | { readonly kind: 'same' } | { readonly kind: 'told'; readonly reportId: string };

async function countOne(hub: Hub, { feed, definition }: Look, period: string): Promise<Outcome> {
  const scope: CountedScope = { period, regionCode: feed.region, wants: feed.wants };
  const outcome = await hub.transaction(async (stores): Promise<Outcome> => {
    await stores.tallyReports.lock(feed.name, period);
    const madeAt = hub.now();
    const counted = await stores.tallyReports.count(scope, definition);
    return counted.isDue
      ? { kind: 'waits' }
      : revise(hub, stores, { feed: feed.name, scope, counted, definition: definitionName(definition), madeAt });
  });
  if (outcome.kind === 'told') {
    hub.log.info({ feed: feed.name, period, reportId: outcome.reportId }, 'A report of tallies was made.');
  }
  return outcome;
}

interface Counted {
  readonly feed: string;
  readonly scope: CountedScope;
  readonly counted: CountedPeriod;
  readonly definition: string;
  readonly madeAt: Date;
}

async function revise(hub: Hub, { tallyReports }: Stores, now: Counted): Promise<Outcome> {
  const { feed, scope, counted, definition, madeAt } = now;
  const { period, regionCode, wants } = scope;
  const { isDue: _, ...counts } = counted;
  const last = await tallyReports.last(feed, period);
  const digest = reportDigest({ definition, period, regionCode, rows: counted.rows });
  const reason = revisionReason(last && factsOf(last), {
    definition,
    regionCode,
    wants: canonicalDigest(wants),
    digest,
  });
  if (reason === undefined) {
    if (last) await tallyReports.noteUnchanged(last.id, { recomputations: counted.recomputations, wants });
    return { kind: 'same' };
  }
  const changes = last ? revisionChanges(await tallyReports.rows(last.id), counted.rows) : null;
  const id = hub.newId();
  const revision = (last?.revision ?? 0) + 1;
  await tallyReports.insert({ ...counts, ...scope, id, feed, revision, definition, digest, reason, changes, madeAt });
  return { kind: 'told', reportId: id };
}

const factsOf = ({ wants, ...last }: LastRevision) => ({ ...last, wants: canonicalDigest(wants) });
