import type { FilingObjection, FilingObjectionViews } from '../../app/applications/filing-objection-ports';
import { isUuid } from '../../domain/intake/check-header';
import { FILING_OBJECTION, FROM_FILING_OBJECTION } from '../filing-objection-store';
import { Conditions } from './conditions';
import { listAll } from './listing';
import type { Query } from './query';

const NOWHERE = '00000000-0000-0000-0000-000000000000';
/** A text that is no id names nothing. */
const idOrNone = (id: string | null): string | null => (id === null || isUuid(id) ? id : NOWHERE);

export const filingObjectionViews = (query: Query): FilingObjectionViews => ({
  filingObjections: (territory, { applicationId, institutionCode, state }, page) =>
    listAll<FilingObjection>(
      query,
      {
        select: FILING_OBJECTION,
        from: FROM_FILING_OBJECTION,
        where: new Conditions()
          .within(territory, 'application.institution_code', 'application.region_code')
          .andIf('objection.application_id = ?::uuid', idOrNone(applicationId))
          .andIf('application.institution_code = ?', institutionCode)
          .andIf('objection.state = ?', state),
        key: [
          { column: 'objection.recorded_at', cast: 'timestamptz' },
          { column: 'objection.id', cast: 'uuid' },
        ],
        order: 'DESC',
      },
      page,
    ),
});
