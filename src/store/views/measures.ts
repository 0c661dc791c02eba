import type { EndedFilingsView, Measure, MeasureViews } from '../../app/publications/measure-ports';
import { isUuid } from '../../domain/intake/check-header';
import type { Territory } from '../../domain/tenancy/territory';
import { MEASURE } from '../measure-store';
import { Conditions } from './conditions';
import { FILINGS } from './filings-named';
import { listAll } from './listing';
import type { Query } from './query';

/** What was taken back since is no end any more. */
const STILL_ENDED = `
SELECT stop.filing_id FROM filing_interruption AS stop
 WHERE stop.filing_id = ANY(measure.filing_ids) AND stop.kind = 'TERMINATED' AND stop.from_day = measure.from_day
   AND stop.filing_id <> ALL (measure.taken_back_ids)`;

const ENDED = `measure.id, measure.institution_code AS "institutionCode", institution.name AS "institutionName",
  measure.region_code AS "regionCode", measure.reason_code AS "reasonCode", measure.notice_basis AS basis,
  measure.from_day AS "endedFrom", measure.notice_from AS "noticeFrom", measure.notice_to AS "noticeTo",
  ${FILINGS(`ARRAY(${STILL_ENDED})`)} AS filings`;

const AWAITS_NOTICE = `measure.kind = 'TERMINATION' AND measure.reason_code = 'VENUE_CHANGED'
  AND measure.state = 'CONFIRMED' AND measure.notice_from IS NULL AND EXISTS (${STILL_ENDED})`;

/** What is only proposed is the regulators' own business. */
const walledMeasure = (territory: Territory): Conditions => {
  const where = new Conditions().within(territory, 'measure.institution_code', 'measure.region_code');
  return territory.institutionCode === null ? where : where.andPlain(`measure.state = 'CONFIRMED'`);
};

export const measureViews = (query: Query): MeasureViews => ({
  measure: async (territory, id) => {
    if (!isUuid(id)) return undefined;
    const where = walledMeasure(territory).and('measure.id = ?', id);
    const [found] = await query<Measure>(`SELECT ${MEASURE} FROM measure WHERE ${where.toSql()}`, where.parameters);
    return found;
  },

  measures: (territory, { institutionCode, state, awaitsNotice }, page) =>
    listAll<Measure>(
      query,
      {
        select: MEASURE,
        from: 'measure',
        where: (awaitsNotice ? walledMeasure(territory).andPlain(AWAITS_NOTICE) : walledMeasure(territory))
          .andIf('measure.institution_code = ?', institutionCode)
          .andIf('measure.state = ?', state),
        key: [
          { column: 'measure.proposed_at', cast: 'timestamptz' },
          { column: 'measure.id', cast: 'uuid' },
        ],
        order: 'DESC',
      },
      page,
    ),

  endedFilings: (today, { regionPrefix }, page) =>
    listAll<EndedFilingsView>(
      query,
      {
        select: ENDED,
        from: 'measure JOIN institution ON institution.code = measure.institution_code',
        countFrom: 'measure',
        where: new Conditions()
          .andPlain('measure.notice_to IS NOT NULL')
          .andPlain(`EXISTS (${STILL_ENDED})`)
          .and('measure.notice_to >= ?', today)
          .and('measure.notice_from <= ?', today)
          .inRegion('measure.region_code', regionPrefix),
        key: [
          { column: 'measure.notice_to', cast: 'date' },
          { column: 'measure.id', cast: 'uuid' },
        ],
      },
      page,
    ),
});
