/** What a plan led to: decisions, results, batches, certificates and the answers from above. */
import type { Page, PageRequest } from '../../app/paging';
import {
  PLAN_BATCHES_SHOWN_MAX,
  type PlanCertificateView,
  type PlanDecisionView,
  type PlanOutcomeView,
} from '../../app/plans/plan-views';
import type { Sealer } from '../../app/sealer';
import { maskDocumentNumber, maskName } from '../../domain/certificate/mask';
import { kept, openKept } from '../kept';
import { textsOf } from '../record-fields';
import { Conditions } from './conditions';
import { list } from './listing';
import type { Query } from './query';

/** Another hub may have a plan of the same number. */
const SENT_HERE = `batch.origin = 'INSTITUTION'`;

const OUTCOME = `
SELECT
  (SELECT coalesce(jsonb_agg(jsonb_build_object('act', act, 'reason', reason, 'basis', basis, 'role', role,
                                                'decidedAt', decided_at) ORDER BY decided_at, id), '[]')
     FROM decision WHERE subject_kind = 'PLAN' AND subject_id = $1) AS decisions,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('id', id, 'state', state, 'noticeFrom', notice_from, 'noticeTo', notice_to)
                             ORDER BY revision), '[]')
     FROM results WHERE plan_no = $1) AS results,
  (SELECT coalesce(jsonb_agg(shown.batch ORDER BY shown.sealed_at, shown.id), '[]')
     FROM (SELECT sealed_at, id, jsonb_build_object('id', id, 'state', state, 'records', records,
                    'resubmissionOf', resubmission_of, 'sealedAt', sealed_at,
                    'counts', CASE WHEN passed IS NOT NULL
                                   THEN jsonb_build_object('passed', passed, 'held', held, 'returned', returned) END) AS batch
             FROM batch WHERE plan_no = $1 AND ${SENT_HERE} ORDER BY sealed_at, id LIMIT ${PLAN_BATCHES_SHOWN_MAX}) AS shown) AS batches,
  (SELECT count(*)::int FROM batch WHERE plan_no = $1 AND ${SENT_HERE}) AS "batchesTotal",
  (SELECT jsonb_build_object('passed', coalesce(sum(passed), 0), 'held', coalesce(sum(held), 0),
                             'returned', coalesce(sum(returned), 0))
     FROM batch WHERE plan_no = $1 AND ${SENT_HERE}) AS records,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('state', state, 'count', count) ORDER BY state), '[]')
     FROM (SELECT certificate.state, count(*) AS count FROM batch
             JOIN certificate_version AS issued ON issued.batch_id = batch.id AND issued.version = 1
             JOIN certificate ON certificate.certificate_no = issued.certificate_no
            WHERE batch.plan_no = $1 AND ${SENT_HERE} GROUP BY certificate.state) AS counted) AS certificates,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('feed', feed, 'accepted', accepted, 'refused', refused, 'pending', pending)
                             ORDER BY feed), '[]')
     FROM (SELECT item.feed, count(*) FILTER (WHERE item.state = 'ACCEPTED') AS accepted,
                  count(*) FILTER (WHERE item.state = 'REFUSED') AS refused,
                  count(*) FILTER (WHERE item.state = 'PENDING') AS pending
             FROM batch JOIN delivery ON delivery.batch_id = batch.id
             JOIN delivery_item AS item ON item.delivery_id = delivery.id
            WHERE batch.plan_no = $1 AND ${SENT_HERE} GROUP BY item.feed) AS answered) AS feeds`;

type Counted = Omit<PlanOutcomeView, 'plan' | 'certificatesTotal'>;
/** Moments inside JSON are text. */
type Row = Omit<Counted, 'decisions' | 'batches'> & {
  readonly decisions: readonly (Omit<PlanDecisionView, 'decidedAt'> & { readonly decidedAt: string })[];
  readonly batches: readonly (Omit<Counted['batches'][number], 'sealedAt'> & { readonly sealedAt: string })[];
};

/** Of a plan that the reader may see. */
export async function planOutcome(query: Query, planNo: string): Promise<Omit<PlanOutcomeView, 'plan'>> {
  const [row] = await query<Row>(OUTCOME, [planNo]);
  if (row === undefined) throw new Error('An aggregate gave no row.');
  return {
    ...row,
    decisions: row.decisions.map((decision) => ({ ...decision, decidedAt: new Date(decision.decidedAt) })),
    batches: row.batches.map((batch) => ({ ...batch, sealedAt: new Date(batch.sealedAt) })),
    certificatesTotal: row.certificates.reduce((sum, { count }) => sum + count, 0),
  };
}

type CertificateRow = Omit<PlanCertificateView, 'name' | 'idNumber'> & { readonly kept: Buffer };

/**
 * By number, whatever became of them; `owner` is the wall around the plan. A corrected or revoked certificate stays one of
 * the batch that it was issued with.
 */
export async function certificatesOfPlan(
  { query, sealer }: { readonly query: Query; readonly sealer: Sealer },
  owner: Conditions,
  request: PageRequest,
): Promise<Page<PlanCertificateView> | undefined> {
  const [planNo] = owner.parameters;
  const where = new Conditions(owner.parameters).and('batch.plan_no = ?', planNo).andPlain(SENT_HERE);
  const listed = await list<CertificateRow>(
    query,
    {
      select: `certificate.certificate_no AS "certificateNo", certificate.state, certificate.version, certificate.level,
               certificate.exam_date AS "examDate", certificate.issued_on AS "issuedOn", gathered.batch_id AS "batchId",
               ${kept('present')} AS kept`,
      from: `JOIN certificate ON certificate.certificate_no = gathered.certificate_no
             JOIN certificate_version AS present
               ON present.certificate_no = certificate.certificate_no AND present.version = certificate.version`,
      gathered: {
        select: 'issued.certificate_no, issued.batch_id',
        from: 'batch JOIN certificate_version AS issued ON issued.batch_id = batch.id AND issued.version = 1',
      },
      where,
      owner: { from: 'plan JOIN institution ON institution.code = plan.institution_code', where: owner },
      key: [{ column: 'gathered.certificate_no', cast: 'text' }],
      planning: 'kept',
    },
    request,
  );
  return listed && { ...listed.page, items: listed.page.items.map((row) => masked(row, sealer)) };
}

/** Column by column: a list is read by the hundred, and the rest of an object is slow to take. */
function masked(row: CertificateRow, sealer: Sealer): PlanCertificateView {
  const text = textsOf(openKept(sealer, row.kept));
  const [name, idNumber] = [text('name'), text('idNumber')];
  return {
    certificateNo: row.certificateNo,
    state: row.state,
    version: row.version,
    name: name === null ? null : maskName(name),
    idNumber: idNumber === null ? null : maskDocumentNumber(idNumber),
    level: row.level,
    examDate: row.examDate,
    issuedOn: row.issuedOn,
    batchId: row.batchId,
  };
}
