import { REVIEW_WORKING_DAYS_MAX, type BatchViews, type ComplianceView } from '../../app/views';
import { cstDate } from '../../domain/calendar/cst';
import { LIVE } from '../deadline-store';
import { Conditions } from './conditions';
import { listAll } from './listing';
import type { Query } from './query';

export interface WorkingCalendar {
  /** The start of the day (China Standard Time) that lies `days` working days before the day of `instant`. */
  workingDaysBefore(instant: Date, days: number): Date;
}

/**
 * A batch waits for the city since its check ended, for the province since the city decided. Where a pack sets a term for
 * that, the deadline says whether it is overdue, whether or not the watch has been at it yet; elsewhere the hub's own
 * number of days does. Counts come from the batches' own figures, so no record is read.
 */
export const complianceViews = (query: Query, calendar: WorkingCalendar): Pick<BatchViews, 'compliance'> => ({
  compliance: (territory, { regionPrefix, now }, page) => {
    const where = new Conditions()
      .within(territory, 'institution.code', 'institution.region_code')
      .and('starts_with(institution.region_code, ?)', regionPrefix);
    const since = where.parameter(calendar.workingDaysBefore(now, REVIEW_WORKING_DAYS_MAX));
    const today = where.parameter(cstDate(now));
    return listAll<ComplianceView>(
      query,
      {
        select: `jsonb_build_object('code', institution.code, 'name', institution.name) AS institution,
                 institution.region_code AS "regionCode", sent.*, refused."openRefusals"`,
        from: `institution CROSS JOIN LATERAL (
            SELECT count(*) FILTER (WHERE batch.state IN ('CHECKING', 'CITY_REVIEW', 'PROVINCE_REVIEW'))::int AS "openBatches",
                   count(*)::int AS batches,
                   coalesce(sum(batch.records) FILTER (WHERE batch.returned IS NOT NULL), 0)::int AS records,
                   coalesce(sum(batch.returned), 0)::int AS "recordsReturned",
                   sum(batch.returned)::float8 / nullif(sum(batch.records) FILTER (WHERE batch.returned IS NOT NULL), 0) AS "returnRate",
                   count(*) FILTER (WHERE batch.state IN ('CITY_REVIEW', 'PROVINCE_REVIEW')
                                      AND coalesce(term.overdue, coalesce(batch.decided_at, batch.checked_at) < ${since}::timestamptz))::int AS "overdueReviews"
              FROM batch LEFT JOIN LATERAL (
                SELECT coalesce(bool_or(deadline.due_on < ${today}::date), false) AS overdue FROM deadline
                 WHERE batch.state IN ('CITY_REVIEW', 'PROVINCE_REVIEW') AND ${LIVE}
                   AND deadline.subject_kind = 'BATCH' AND deadline.subject_id = batch.id::text
                   AND deadline.term IN ('BATCH_CITY', 'BATCH_PROVINCE') HAVING count(*) > 0) AS term ON TRUE
             WHERE batch.institution_code = institution.code AND batch.origin = 'INSTITUTION') AS sent
          CROSS JOIN LATERAL (
            SELECT count(*)::int AS "openRefusals"
              FROM batch JOIN delivery ON delivery.batch_id = batch.id
              JOIN delivery_item AS item ON item.delivery_id = delivery.id AND item.state = 'REFUSED'
              JOIN certificate ON certificate.certificate_no = item.certificate_no AND certificate.version = item.version
             WHERE batch.institution_code = institution.code) AS refused`,
        countFrom: 'institution',
        where,
        key: [{ column: 'institution.code', cast: 'text' }],
      },
      page,
    );
  },
});
