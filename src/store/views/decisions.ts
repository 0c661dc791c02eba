import { type Decision, type DecisionViews, OFFICE_ACTS } from '../../app/decisions/decision-ports';
import { DECISION_COLUMNS } from '../decision-store';
import { Conditions } from './conditions';
import { listAll } from './listing';
import type { Query } from './query';

export const decisionViews = (query: Query): DecisionViews => ({
  decisions: (territory, { subject, institutionCode }, page) =>
    listAll<Decision>(
      query,
      {
        select: DECISION_COLUMNS,
        from: 'decision',
        where: new Conditions()
          .within(territory, 'decision.institution_code', 'decision.region_code')
          .andIf('decision.subject_kind = ?', subject?.kind)
          .andIf('decision.subject_id = ?', subject?.id)
          .andIf('decision.institution_code = ?', institutionCode)
          .andIf('decision.act <> ALL (?::text[])', territory.institutionCode === null ? null : OFFICE_ACTS),
        key: [
          { column: 'decision.decided_at', cast: 'timestamptz' },
          { column: 'decision.id', cast: 'uuid' },
        ],
        order: 'DESC',
      },
      page,
    ),
});
