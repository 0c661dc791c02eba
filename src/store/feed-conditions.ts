/** How every feed stands, for the watch: each look goes by the index of what is open. */
import type { EntityManager } from 'typeorm';
import type { FeedCondition, OpenDeliveries, OpenDifference } from '../domain/forwarding/alarms';
import type { BreakerState } from '../domain/forwarding/breaker';
import { HAS_NEWER } from './newer-report';
import { rows } from './rows';

/** What came to be due again by a person's word is due since then. */
const CONDITIONS = `
SELECT feed.name AS feed, coalesce(state.breaker, 'CLOSED') AS breaker, coalesce(state.failures, 0) AS failures,
       coalesce(state.probes, 0) AS probes, state.opened_at AS "openedAt", state.probe_at AS "probeAt",
       state.paused_at AS "pausedAt", state.resumed_at AS "resumedAt", state.failure,
       coalesce(state.refused_in_row, 0) AS "refusedInRow", state.heard_at AS "heardAt", open.due, open.sent, open."givenUp",
       open."dueSince", open."sentSince", open."givenUpSince", open."dueCertificates", open."sentCertificates",
       open."givenUpCertificates", compared.since AS "differentSince", compared.missing, compared.extra, compared.differing,
       compared.owed, uncompared.since AS "notComparedSince", report.reports, report."dueSince" AS "reportDueSince", report."sentSince" AS "reportSentSince",
       report."endedSince" AS "reportEndedSince"
  FROM feed LEFT JOIN feed_state AS state ON state.feed = feed.name
 CROSS JOIN LATERAL (
   SELECT count(*) FILTER (WHERE delivery.state = 'DUE')::int AS due,
          count(*) FILTER (WHERE delivery.state = 'SENT')::int AS sent,
          count(*) FILTER (WHERE delivery.state = 'GIVEN_UP')::int AS "givenUp",
          coalesce(sum(certificates - moved) FILTER (WHERE delivery.state = 'DUE'), 0)::int AS "dueCertificates",
          coalesce(sum(certificates - moved) FILTER (WHERE delivery.state = 'SENT'), 0)::int AS "sentCertificates",
          coalesce(sum(certificates - moved) FILTER (WHERE delivery.state = 'GIVEN_UP'), 0)::int AS "givenUpCertificates",
          min(coalesce(delivery.resent_at, delivery.created_at)) FILTER (WHERE delivery.state = 'DUE') AS "dueSince",
          min(delivery.sent_at) FILTER (WHERE delivery.state = 'SENT') AS "sentSince",
          min(delivery.due_at) FILTER (WHERE delivery.state = 'GIVEN_UP') AS "givenUpSince"
     FROM delivery WHERE delivery.feed = feed.name AND delivery.state <> 'ANSWERED') AS open
 CROSS JOIN LATERAL (
   SELECT count(*) FILTER (WHERE report.state <> 'ACCEPTED')::int AS reports,
          min(made_at) FILTER (WHERE report.state = 'DUE') AS "dueSince",
          min(sent_at) FILTER (WHERE report.state = 'SENT') AS "sentSince",
          min(coalesce(answered_at, due_at)) FILTER (WHERE report.state IN ('REFUSED', 'GIVEN_UP')) AS "endedSince"
     FROM tally_report AS report
    WHERE report.feed = feed.name AND report.state <> 'SUPERSEDED'
      AND NOT (report.state IN ('REFUSED', 'GIVEN_UP') AND ${HAS_NEWER})) AS report
  LEFT JOIN LATERAL (
    -- One that could not compare says nothing of whether both sides hold the same by now.
    SELECT last.ended_at AS since, last.missing, last.extra, last.differing, last.owed
      FROM (SELECT * FROM reconciliation WHERE reconciliation.feed = feed.name AND reconciliation.state IN ('EQUAL', 'HEALED', 'DIFFERENT')
             ORDER BY started_at DESC LIMIT 1) AS last
     WHERE last.state = 'DIFFERENT') AS compared ON true
  LEFT JOIN LATERAL (
    -- Since the last one that could, or where none ever could, since the first that failed: a receiver that cannot be asked at all never fails.
    SELECT coalesce(max(ended_at) FILTER (WHERE of_feed.state IN ('EQUAL', 'HEALED', 'DIFFERENT')),
                    min(ended_at) FILTER (WHERE of_feed.state = 'FAILED')) AS since
      FROM reconciliation AS of_feed WHERE of_feed.feed = feed.name
    HAVING (array_agg(of_feed.state ORDER BY started_at DESC) FILTER (WHERE ended_at IS NOT NULL))[1] IN ('FAILED', 'UNSUPPORTED')
  ) AS uncompared ON true
 ORDER BY feed.name`;

type Kind = 'due' | 'sent' | 'givenUp';
type ConditionRow = Pick<
  FeedCondition,
  'feed' | 'pausedAt' | 'resumedAt' | 'failure' | 'refusedInRow' | 'heardAt' | 'notComparedSince'
> & {
  readonly breaker: BreakerState;
  readonly failures: number;
  readonly probes: number;
  readonly openedAt: Date | null;
  readonly probeAt: Date | null;
  readonly differentSince: Date | null;
  readonly reports: number;
  readonly reportDueSince: Date | null;
  readonly reportSentSince: Date | null;
  readonly reportEndedSince: Date | null;
} & Omit<OpenDifference, 'since'> &
  Readonly<Record<Kind, number>> &
  Readonly<Record<`${Kind}Certificates`, number>> &
  Readonly<Record<`${Kind}Since`, Date | null>>;

const openOf = (row: ConditionRow, kind: Kind): OpenDeliveries => ({
  deliveries: row[kind],
  certificates: row[`${kind}Certificates`],
  since: row[`${kind}Since`],
});

const differenceOf = ({
  differentSince: since,
  missing,
  extra,
  differing,
  owed,
}: ConditionRow): OpenDifference | null => (since === null ? null : { since, missing, extra, differing, owed });

export async function feedConditions(manager: EntityManager): Promise<readonly FeedCondition[]> {
  const found = await rows<ConditionRow>(manager, CONDITIONS);
  return found.map((row) => {
    const { feed, pausedAt, resumedAt, failure, refusedInRow, heardAt, failures, probes, openedAt, probeAt } = row;
    return {
      feed,
      breaker: { state: row.breaker, failures, probes, openedAt, probeAt },
      pausedAt,
      resumedAt,
      failure,
      refusedInRow,
      heardAt,
      due: openOf(row, 'due'),
      sent: openOf(row, 'sent'),
      givenUp: openOf(row, 'givenUp'),
      difference: differenceOf(row),
      notComparedSince: row.notComparedSince,
      reports: {
        dueSince: row.reportDueSince,
        sentSince: row.reportSentSince,
        endedSince: row.reportEndedSince,
        reports: row.reports,
      },
    };
  });
}
