/** Reconciliations to go on with, and those of today: each feed once a night, when nobody works and little is sent. */
import type { DueWork } from '../../app/work-views';
import { cstDate, cstInstant } from '../../domain/calendar/cst';
import type { Query } from './query';

/** Hours of Chinese time, the last one not inside. */
const QUIET_HOURS = { from: 2, until: 5 } as const;
/** A hub that sleeps at night compares as soon as so much has passed since the last time. */
const AT_LATEST_HOURS = 36;

/** The id of the day is that of `src/app/forwarding/daily-reconciliation.ts`. */
const DUE = `
SELECT id AS "reconciliationId" FROM reconciliation WHERE state = 'RUNNING' AND due_at <= $1::timestamptz
UNION ALL
SELECT today.id
  FROM feed CROSS JOIN LATERAL (SELECT md5('reconciliation ' || feed.name || ' ' || $2::text)::uuid AS id) AS today
 WHERE feed.enabled AND coalesce(feed.description ->> 'cargo', 'certificates') = 'certificates'
   AND NOT EXISTS (SELECT FROM reconciliation AS begun
                    WHERE begun.feed = feed.name AND (begun.id = today.id OR begun.state = 'RUNNING'))
   AND ($3::boolean OR (SELECT max(started_at) FROM reconciliation AS last WHERE last.feed = feed.name)
                         < $1::timestamptz - make_interval(hours => $4::int))
 ORDER BY 1 LIMIT $5`;

export const dueReconciliations = async (
  query: Query,
  now: Date,
  limit: number,
): Promise<Pick<DueWork, 'reconciliations'>> => ({
  reconciliations: await query(DUE, [now, cstDate(now), isQuiet(now), AT_LATEST_HOURS, limit]),
});

function isQuiet(now: Date): boolean {
  const hour = Number(cstInstant(now).slice('YYYY-MM-DDT'.length, 'YYYY-MM-DDTHH'.length));
  return QUIET_HOURS.from <= hour && hour < QUIET_HOURS.until;
}
