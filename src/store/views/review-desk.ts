import type { ReviewDeskViews, ReviewQueueFilter, ReviewQueueRow } from '../../app/review/review-ports';
import { DUE_ON, joinAssignment, joinDeadlines, pieceColumns, piecesOf, waitingAt } from '../review-rows';
import type { Conditions } from './conditions';
import { listAll } from './listing';
import type { Query } from './query';

const SINCE = 'coalesce(batch.decided_at, batch.checked_at, batch.sealed_at)';

const COLUMNS = `batch.id, batch.state, batch.plan_no AS "planNo", batch.client_batch_no AS "clientBatchNo",
  jsonb_build_object('code', institution.code, 'name', institution.name) AS institution, batch.region_code AS "regionCode",
  batch.resubmission_of AS "resubmissionOf", batch.records, batch.chunks, batch.sealed_at AS "sealedAt",
  batch.checked_at AS "checkedAt", batch.decided_at AS "decidedAt", plan.occupation_code AS "occupationCode", plan.level,
  gathered.since, gathered.due_on AS "dueOn", review_assignment.reviewer`;

const HAS_DECLARATION = `EXISTS (SELECT FROM finding WHERE finding.batch_id = batch.id AND finding.subject IS NOT NULL)`;

function filtered(
  where: Conditions,
  {
    reviewer,
    filter,
    overdue,
  }: { readonly reviewer: string; readonly filter: ReviewQueueFilter; readonly overdue: string },
): Conditions {
  if (filter.assignedToMe === true) where.and('review_assignment.reviewer = ?', reviewer);
  if (filter.assignedToMe === false) where.and('review_assignment.reviewer IS DISTINCT FROM ?', reviewer);
  if (filter.unassigned === true) where.andPlain('review_assignment.reviewer IS NULL');
  if (filter.unassigned === false) where.andPlain('review_assignment.reviewer IS NOT NULL');
  if (filter.overdue === true) where.andPlain(overdue);
  if (filter.overdue === false) where.andPlain(`(${overdue}) IS NOT TRUE`);
  if (filter.hasDeclarations === true) where.andPlain(HAS_DECLARATION);
  if (filter.hasDeclarations === false) where.andPlain(`NOT ${HAS_DECLARATION}`);
  return where
    .andIf('batch.institution_code = ?', filter.institutionCode)
    .inRegion('batch.region_code', prefixOf(filter.regionCode))
    .andIf('plan.occupation_code = ?', filter.occupationCode)
    .andIf('batch.plan_no = ?', filter.planNo)
    .andIf('EXISTS (SELECT FROM finding WHERE finding.batch_id = batch.id AND finding.code = ?)', filter.ruleCode)
    .andIf('batch.sealed_at >= ?', filter.sealedFrom)
    .andIf('batch.sealed_at < ?', filter.sealedTo);
}

/** 510000 asks for the province, 510100 for the city, 510104 for the county itself. */
const prefixOf = (regionCode: string | null | undefined): string =>
  regionCode ? regionCode.replace(/(00){1,2}$/, '') : '';

export const reviewDeskViews = (query: Query): ReviewDeskViews => ({
  reviewQueue: ({ reviewer, ...office }, filter, page) => {
    const where = waitingAt(office);
    const today = `${where.parameter(office.today)}::date`;
    filtered(where, { reviewer, filter, overdue: `${DUE_ON} < ${today}` });
    return listAll<ReviewQueueRow>(
      query,
      {
        select: `${COLUMNS}, ${pieceColumns(`gathered.due_on < ${today}`)}`,
        from: `JOIN batch ON batch.id = gathered.id
          JOIN institution ON institution.code = batch.institution_code
          LEFT JOIN plan ON plan.plan_no = batch.plan_no ${joinAssignment(office.step)}`,
        gathered: {
          select: `batch.id, ${DUE_ON} AS due_on, ${SINCE} AS since`,
          from: [
            'batch',
            filter.occupationCode === undefined ? '' : 'LEFT JOIN plan ON plan.plan_no = batch.plan_no',
            joinDeadlines(office, where),
            isAssigned(filter) ? joinAssignment(office.step) : '',
          ].join(' '),
        },
        where,
        key: [
          { column: `coalesce(gathered.due_on, 'infinity'::date)`, cast: 'date' },
          { column: 'gathered.since', cast: 'timestamptz' },
          { column: 'gathered.id', cast: 'uuid' },
        ],
      },
      page,
    );
  },

  reviewPieces: (office, batchIds) => piecesOf(query, office, batchIds),
});

const isAssigned = ({ assignedToMe, unassigned }: ReviewQueueFilter): boolean =>
  assignedToMe !== undefined || unassigned !== undefined;
