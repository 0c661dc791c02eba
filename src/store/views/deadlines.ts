import type { Deadline, DeadlineViews, TermCounts } from '../../app/deadlines/deadline-ports';
import { LIVE_DEADLINE_STATES } from '../../domain/deadlines/deadline-state';
import { DEADLINE_COLUMNS, LIVE } from '../deadline-store';
import { Conditions } from './conditions';
import { listAll } from './listing';
import type { Query } from './query';

const COUNTS = `term,
  count(*) FILTER (WHERE state = 'OPEN')::int AS open,
  count(*) FILTER (WHERE state = 'WARNED')::int AS warned,
  count(*) FILTER (WHERE state = 'OVERDUE')::int AS overdue,
  count(*) FILTER (WHERE state = 'ESCALATED')::int AS escalated,
  count(*) FILTER (WHERE due_on IS NULL)::int AS waiting`;

export const deadlineViews = (query: Query): DeadlineViews => ({
  deadlines: ({ role }, territory, { mine, states, term, institutionCode }, page) => {
    const where = new Conditions()
      .within(territory, 'deadline.institution_code', 'deadline.region_code')
      .and('deadline.state = ANY (?::text[])', states ?? LIVE_DEADLINE_STATES)
      .andIf('deadline.term = ?', term)
      .andIf('deadline.institution_code = ?', institutionCode);
    if (mine) where.and('? IN (deadline.responsible, deadline.escalated_to)', role);
    return listAll<Deadline>(
      query,
      {
        select: DEADLINE_COLUMNS,
        from: 'deadline',
        keysOf: { from: 'deadline', column: 'deadline.id' },
        where,
        key: [
          { column: `coalesce(deadline.due_on, 'infinity')`, cast: 'date' },
          { column: 'deadline.id', cast: 'uuid' },
        ],
      },
      page,
    );
  },

  deadlineSummary: (territory, regionPrefix) => {
    const where = new Conditions()
      .within(territory, 'deadline.institution_code', 'deadline.region_code')
      .inRegion('deadline.region_code', regionPrefix)
      .andPlain(LIVE);
    return query<TermCounts>(
      `SELECT ${COUNTS} FROM deadline WHERE ${where.toSql()} GROUP BY term ORDER BY term`,
      where.parameters,
    );
  },
});
