/** What the review desk reads of a batch: the same for its lists and under a lock. */
import type { Office } from '../app/review/review-ports';
import { REVIEW_STEPS } from '../domain/decision/batch-state';
import type { ReviewPiece } from '../domain/review/summary';
import { LIVE } from './deadline-store';
import { Conditions } from './views/conditions';
import type { Query } from './views/query';

/** Of one line of a list only: each looks through the findings of its batch. */
const OPEN_DECLARATIONS = `(
  SELECT count(*)::int FROM (
    SELECT DISTINCT finding.code, finding.subject FROM finding
     WHERE finding.batch_id = batch.id AND finding.subject IS NOT NULL) AS said
    JOIN declaration ON declaration.institution_code = batch.institution_code
     AND declaration.rule = said.code AND declaration.subject = said.subject AND declaration.state = 'OPEN')`;
const SIGNALS = `(
  SELECT coalesce(jsonb_agg(jsonb_build_object('code', code, 'records', records) ORDER BY code), '[]')
    FROM (SELECT code, count(DISTINCT line) FILTER (WHERE line > 0) AS records FROM finding
           WHERE finding.batch_id = batch.id AND severity = 'signal' GROUP BY code) AS signal)`;
export const ACCEPTANCE = `(SELECT coalesce(upload.header ->> 'acceptance', 'PARTIAL') FROM upload WHERE upload.id = batch.id)`;

/** As `noticeGate` (src/app/results) asks it. */
const WITHDRAWAL = `(
  SELECT proposal.id FROM results
    JOIN proposal ON proposal.subject_id = results.id::text AND proposal.kind = 'RESULTS_WITHDRAWAL' AND proposal.state = 'PROPOSED'
   WHERE results.plan_no = batch.plan_no AND results.state <> 'WITHDRAWN')`;

export const DUE_ON = 'deadline.due_on';

/** `overdue`: a condition on `DUE_ON`. */
export const pieceColumns = (overdue: string): string => `
  coalesce(batch.passed, 0) AS passed, coalesce(batch.held, 0) AS held, coalesce(batch.returned, 0) AS returned,
  ${ACCEPTANCE} AS acceptance, ${OPEN_DECLARATIONS} AS "openDeclarations", ${SIGNALS} AS signals,
  coalesce(${overdue}, false) AS overdue, ${WITHDRAWAL} AS "withdrawalProposalId"`;

const TERMS = { CITY: 'BATCH_CITY', PROVINCE: 'BATCH_PROVINCE' } as const;

/**
 * The deadline of the step, while it runs; its key is unique among those. One search for each of a few batches: nobody can
 * guess how many of all deadlines are those of batches, and a join by a wrong guess compares every batch with every deadline.
 */
const joinDeadline = (step: Office['step']): string => `
  LEFT JOIN LATERAL (
    SELECT due_on FROM deadline
     WHERE subject_kind = 'BATCH' AND subject_id = batch.id::text AND term = '${TERMS[step]}'
       AND state IN ('OPEN', 'WARNED', 'OVERDUE', 'ESCALATED') LIMIT 1) AS deadline ON TRUE`;

/**
 * The same for the whole list of an office: its running deadlines are read once and looked up by the batch's id, in a fifth
 * of the time of one search each.
 */
export function joinDeadlines({ step, territory }: Office, { parameters }: Conditions): string {
  const running = new Conditions(parameters)
    .inRegion('deadline.region_code', territory.regionPrefix)
    .andPlain(`deadline.subject_kind = 'BATCH' AND deadline.term = '${TERMS[step]}' AND ${LIVE}`);
  return `
  CROSS JOIN (SELECT jsonb_object_agg(subject_id, due_on) AS days FROM deadline WHERE ${running.toSql()}) AS due
  CROSS JOIN LATERAL (SELECT (due.days ->> batch.id::text)::date AS due_on) AS deadline`;
}

export const joinAssignment = (step: Office['step']): string => `
  LEFT JOIN review_assignment ON review_assignment.batch_id = batch.id AND review_assignment.step = '${step}'`;

/** The wall and the step. */
export const waitingAt = ({ step, territory }: Office): Conditions =>
  new Conditions()
    .within(territory, 'batch.institution_code', 'batch.region_code')
    .and('batch.state = ?', REVIEW_STEPS[step].from);

export function piecesOf(query: Query, office: Office, batchIds: readonly string[]): Promise<readonly ReviewPiece[]> {
  const where = new Conditions()
    .within(office.territory, 'batch.institution_code', 'batch.region_code')
    .and('batch.id = ANY(?::uuid[])', batchIds);
  const overdue = `${DUE_ON} < ${where.parameter(office.today)}::date`;
  return query<ReviewPiece>(
    `SELECT batch.id, batch.state, batch.records, ${pieceColumns(overdue)}
       FROM batch ${joinDeadline(office.step)}
      WHERE ${where.toSql()} ORDER BY batch.id`,
    where.parameters,
  );
}
