import type { EntityManager } from 'typeorm';
import type {
  ClaimedReport,
  LastRevision,
  LockedReport,
  PeriodsAsked,
  PeriodsKnown,
  TallyReport,
  TallyReportStore,
} from '../app/forwarding/tally-report-ports';
import { CLAIM_EARLY_MS } from '../domain/forwarding/retry';
import { regionPrefixOf } from '../domain/tenancy/region-prefix';
import { HAS_NEWER } from './newer-report';
import { row, rows } from './rows';
import { countPeriod, keptRow, type KeptRow, rowOf } from './tally-count';
import { Conditions } from './views/conditions';

/** One look at a period of a feed at a time. */
const LOCK = `SELECT pg_advisory_xact_lock(hashtextextended('tally report ' || $1::text || ' ' || $2::text, 0))`;

const LAST = `
SELECT id, revision, definition, region_code AS "regionCode", wants, digest
  FROM tally_report WHERE feed = $1 AND period = $2 ORDER BY revision DESC LIMIT 1`;

const INSERT = `
INSERT INTO tally_report (id, feed, period, region_code, revision, definition, certificates, rows, digest, certificates_digest,
                          reason, changes, wants, recomputations, made_at, state, due_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 'DUE', $15)`;

/** One that is just being handed over ends first: nobody knows yet whether the receiver has it. */
const SUPERSEDE = `
UPDATE tally_report AS report SET state = 'SUPERSEDED', lease_until = NULL
 WHERE report.feed = $1 AND report.period = $2 AND report.state IN ('DUE', 'GIVEN_UP')
   AND (report.lease_until IS NULL OR report.lease_until <= $3) AND ${HAS_NEWER}`;

/** The lease is `due_at` as well: when the sender dies, the report is due again by itself. */
const CLAIM = `
UPDATE tally_report AS report
   SET attempts_made = attempts_made + (state = 'DUE')::int, lease_until = $2, due_at = $2
 WHERE id = $1 AND state IN ('DUE', 'SENT') AND due_at <= $3
   AND NOT EXISTS (SELECT FROM feed_state WHERE feed_state.feed = report.feed AND paused_at IS NOT NULL)
   AND (state = 'SENT' OR NOT EXISTS (
         SELECT FROM tally_report AS older
          WHERE older.feed = report.feed AND older.period = report.period AND older.revision < report.revision
            AND older.state = 'DUE'))
RETURNING id, feed, period, revision, state, attempts_made AS "attemptNo", attempts_made - attempts_before AS "tryNo",
          sent_at AS "sentAt", lease_until AS "leaseUntil"`;

const RECORD = `
UPDATE tally_report SET state = $4::text, due_at = coalesce($5::timestamptz, due_at), code = $6, lease_until = NULL,
       sent_at = CASE WHEN $4::text IN ('SENT', 'ACCEPTED') THEN coalesce(sent_at, $7::timestamptz) ELSE sent_at END,
       answered_at = CASE WHEN $4::text IN ('ACCEPTED', 'REFUSED') THEN $7::timestamptz END
 WHERE id = $1 AND state = $2 AND lease_until = $3
RETURNING id`;

async function periods(manager: EntityManager, asked: PeriodsAsked): Promise<PeriodsKnown> {
  const where = new Conditions();
  const [feed, definition, wants, region] = [
    where.parameter(asked.feed),
    where.parameter(asked.definition),
    where.parameter(JSON.stringify(asked.wants)),
    where.parameter(asked.regionCode),
  ];
  const inside = where.inRegion('region_code', regionPrefixOf(asked.regionCode)).toSql();
  const known = await row<PeriodsKnown>(
    manager,
    `WITH last AS (
       SELECT DISTINCT ON (period) period, definition, wants, region_code, recomputations
         FROM tally_report WHERE feed = ${feed} ORDER BY period, revision DESC
     ), bucket AS (
       SELECT period, sum(recomputations)::int AS recomputations FROM tally_bucket WHERE ${inside} GROUP BY period)
     SELECT least((SELECT min(period) FROM last), (SELECT min(period) FROM tally WHERE ${inside}),
                  (SELECT min(period) FROM tally_due WHERE ${inside})) AS first,
            ARRAY(SELECT last.period FROM last LEFT JOIN bucket ON bucket.period = last.period
                   WHERE last.definition = ${definition} AND last.wants = ${wants}::jsonb AND last.region_code = ${region}
                     AND last.recomputations = coalesce(bucket.recomputations, 0)
                     AND NOT EXISTS (SELECT FROM tally_due AS due WHERE due.period = last.period AND ${inside})) AS unchanged`,
    where.parameters,
  );
  return known ?? { first: null, unchanged: [] };
}

const REPORT = `
SELECT id, feed, period, region_code AS "regionCode", revision, definition, certificates, rows, digest
  FROM tally_report WHERE id = $1`;

type KeptReport = Omit<TallyReport, 'rows'> & { readonly rows: readonly KeptRow[] };

export const tallyReportStore = (manager: EntityManager): TallyReportStore => ({
  periods: (asked) => periods(manager, asked),

  lock: async (feed, period) => {
    await rows(manager, LOCK, [feed, period]);
  },

  count: (scope, definition) => countPeriod(manager, scope, definition),

  last: (feed, period) => row<LastRevision>(manager, LAST, [feed, period]),

  rows: async (id) => {
    const found = await row<{ rows: readonly KeptRow[] }>(manager, `SELECT rows FROM tally_report WHERE id = $1`, [id]);
    return (found?.rows ?? []).map(rowOf);
  },

  insert: async (made) => {
    await rows(manager, INSERT, [
      made.id,
      made.feed,
      made.period,
      made.regionCode,
      made.revision,
      made.definition,
      made.certificates,
      JSON.stringify(made.rows.map(keptRow)),
      made.digest,
      made.certificatesDigest,
      made.reason,
      made.changes === null ? null : JSON.stringify(made.changes),
      JSON.stringify(made.wants),
      made.recomputations,
      made.madeAt,
    ]);
    await rows(manager, SUPERSEDE, [made.feed, made.period, made.madeAt]);
  },

  noteUnchanged: async (id, { recomputations, wants }) => {
    await rows(manager, `UPDATE tally_report SET recomputations = $2, wants = $3 WHERE id = $1`, [
      id,
      recomputations,
      JSON.stringify(wants),
    ]);
  },

  noteLook: async (feed, day, startedAt) => {
    await rows(
      manager,
      `INSERT INTO tally_report_look (feed, looked_on) VALUES ($1, $2)
       ON CONFLICT (feed) DO UPDATE SET looked_on = greatest(tally_report_look.looked_on, excluded.looked_on),
         asked_at = CASE WHEN tally_report_look.asked_at > $3::timestamptz THEN tally_report_look.asked_at END`,
      [feed, day, startedAt],
    );
  },

  askLook: async (feed, at) => {
    await rows(
      manager,
      `INSERT INTO tally_report_look (feed, asked_at) VALUES ($1, $2)
       ON CONFLICT (feed) DO UPDATE SET asked_at = excluded.asked_at`,
      [feed, at],
    );
  },

  claim: async (id, now, leaseUntil) => {
    const of = await row<{ feed: string; period: string }>(
      manager,
      `SELECT feed, period FROM tally_report WHERE id = $1`,
      [id],
    );
    if (!of) return undefined;
    await rows(manager, SUPERSEDE, [of.feed, of.period, now]);
    return row<ClaimedReport>(manager, CLAIM, [id, leaseUntil, new Date(now.getTime() + CLAIM_EARLY_MS)]);
  },

  report: async (id) => {
    const found = await row<KeptReport>(manager, REPORT, [id]);
    return found && { ...found, rows: found.rows.map(rowOf) };
  },

  record: async ({ id, state, leaseUntil }, next, at) => {
    const moved = await rows(manager, RECORD, [id, state, leaseUntil, next.state, next.dueAt, next.code, at]);
    return moved.length > 0;
  },

  postpone: async ({ id, leaseUntil }, until) => {
    await rows(
      manager,
      `UPDATE tally_report SET due_at = $3, lease_until = NULL, attempts_made = attempts_made - (state = 'DUE')::int
        WHERE id = $1 AND lease_until = $2`,
      [id, leaseUntil, until],
    );
  },

  lockReport: (id) =>
    row<LockedReport>(
      manager,
      `SELECT region_code AS "regionCode", state, NOT ${HAS_NEWER} AS "isNewest"
         FROM tally_report AS report WHERE id = $1 FOR UPDATE OF report`,
      [id],
    ),

  resend: async (id, at) => {
    await rows(
      manager,
      `UPDATE tally_report SET state = 'DUE', due_at = $2, attempts_before = attempts_made, code = NULL, sent_at = NULL,
              answered_at = NULL, lease_until = NULL
        WHERE id = $1`,
      [id, at],
    );
  },
});
