/**
 * Hands one report of tallies to its feed, or asks for the answer by handing it over once more, which changes nothing at the
 * receiver: claim · send, outside any transaction · settle. A process that dies in between leaves its lease behind, which runs out.
 */
import { workingDaysBefore } from '../../domain/calendar/working-days';
import { dayAfter } from '../../domain/calendar/dates';
import type { FeedDescription } from '../../domain/forwarding/feed';
import { opensAt } from '../../domain/forwarding/feed-window';
import { attemptsMax, RETRY_DELAYS_MS } from '../../domain/forwarding/retry';
import { type ReportNext, settleReport } from '../../domain/statistics/report-life';
import type { ReportAnswer } from '../connector';
import type { Hub } from '../ports';
import { noteOddities } from './apply-answers';
import type { ClaimedReport, TallyReport } from './tally-report-ports';

const REPORT_TIMEOUT_MS = 60_000;
/** Longer than the longest send, so that a living sender is never overtaken. */
const REPORT_LEASE_MS = 2 * REPORT_TIMEOUT_MS;

export type ReportSent =
  /** Not due, paused, superseded, behind an older revision, or somebody else is at it. */
  | { readonly kind: 'nothing-due' }
  /** The feed takes nothing before `until`. */
  | { readonly kind: 'postponed'; readonly until: Date }
  | { readonly kind: ReportNext['state']; readonly attemptNo: number };

interface Prepared {
  readonly claim: ClaimedReport;
  readonly report: TallyReport;
  readonly feed: FeedDescription | undefined;
}

export async function sendReport(hub: Hub, reportId: string): Promise<ReportSent> {
  const prepared = await prepare(hub, reportId);
  if (!prepared) return { kind: 'nothing-due' };
  if ('until' in prepared) {
    await remindAt(hub, reportId, prepared.until);
    return { kind: 'postponed', until: prepared.until };
  }
  const next = await record(hub, prepared, await send(hub, prepared));
  if (next.dueAt !== null) await remindAt(hub, reportId, next.dueAt);
  return { kind: next.state, attemptNo: prepared.claim.attemptNo };
}

const prepare = (hub: Hub, reportId: string): Promise<Prepared | { readonly until: Date } | undefined> =>
  hub.transaction(async ({ tallyReports }) => {
    const now = hub.now();
    const claim = await tallyReports.claim(reportId, now, new Date(now.getTime() + REPORT_LEASE_MS));
    if (!claim) return undefined;
    const feed = hub.feeds.find(({ name }) => name === claim.feed);
    const until = opensAt(feed?.window ?? null, now, isWorkingDay);
    if (claim.state === 'DUE' && until > now) {
      await tallyReports.postpone(claim, until);
      return { until };
    }
    const report = await tallyReports.report(reportId);
    if (!report) throw new Error('What was claimed is there.');
    return { claim, report, feed };
  });

/** By the calendar of this release; of a year that is not published every Monday to Friday. */
const isWorkingDay = (day: string): boolean => workingDaysBefore(dayAfter(day), 1) === day;

const scheduleOf = (feed: FeedDescription | undefined): readonly number[] => feed?.retryDelaysMs ?? RETRY_DELAYS_MS;

async function send(hub: Hub, { claim, report, feed }: Prepared): Promise<ReportAnswer> {
  // Attempts that ended without an outcome (the process died each time) must end, too.
  if (claim.state === 'DUE' && claim.tryNo > attemptsMax(scheduleOf(feed))) {
    return { kind: 'unreachable', reason: 'ATTEMPTS' };
  }
  const connector = hub.connectors.get(claim.feed);
  if (!connector || !feed) return { kind: 'unreachable', reason: 'NOT_CONFIGURED' };
  return connector.sendReport(report, REPORT_TIMEOUT_MS);
}

async function record(hub: Hub, { claim, feed }: Prepared, heard: ReportAnswer): Promise<ReportNext> {
  const now = hub.now();
  const { state, tryNo, sentAt } = claim;
  const attempt = { state, tryNo, sentAt, jitter: hub.jitter(), now, delaysMs: scheduleOf(feed) };
  const next = settleReport(heard, attempt);
  const oddities = heard.kind === 'unreachable' ? (heard.oddities ?? []) : [];
  const moved = await hub.transaction(async (stores) => {
    await noteOddities(hub, stores, { feed: claim.feed, id: null }, oddities);
    return stores.tallyReports.record(claim, next, now);
  });
  tell(hub, claim, { next, moved });
  return next;
}

function tell(
  hub: Hub,
  { id: reportId, feed, period, revision, attemptNo }: ClaimedReport,
  { next, moved }: { readonly next: ReportNext; readonly moved: boolean },
): void {
  const story = { reportId, feed, period, revision, attemptNo, code: next.code };
  if (!moved) hub.log.warn(story, 'An attempt at a report ended after its lease; a later one decides.');
  else if (next.state === 'REFUSED') hub.log.error(story, 'The feed refused the report of tallies.');
  else if (next.state === 'GIVEN_UP') hub.log.error(story, 'The report of tallies was given up.');
  else if (next.state === 'DUE') hub.log.warn(story, 'The feed was not reached; the report is tried again.');
  else if (next.code !== null) hub.log.warn(story, 'The feed could not be asked about the report.');
  else hub.log.info(story, next.state === 'SENT' ? 'The report was taken.' : 'The report was accepted.');
}

/** A job under way holds its own id, so the next one needs another round. */
const remindAt = (hub: Hub, reportId: string, dueAt: Date): Promise<void> =>
  hub.reminders.remind('send-report', [{ reportId }], {
    delayMs: Math.max(0, dueAt.getTime() - hub.now().getTime()),
    round: `at-${dueAt.getTime()}`,
  });
