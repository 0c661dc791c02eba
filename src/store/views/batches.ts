import type { BatchFilter, BatchSummaryView, BatchView, BatchViews, RuleCountView, UploadView } from '../../app/views';
import type { PageRequest } from '../../app/paging';
import type { Territory } from '../../domain/tenancy/territory';
import { isUuid } from '../../domain/intake/check-header';
import type { KeptPreflight } from '../../domain/intake/preflight';
import { ACCEPTANCE } from '../review-rows';
import { Conditions } from './conditions';
import { listAll } from './listing';
import type { Query } from './query';

const SUMMARY = `batch.id, batch.origin, batch.state, batch.plan_no AS "planNo", batch.client_batch_no AS "clientBatchNo",
  jsonb_build_object('code', institution.code, 'name', institution.name) AS institution, batch.region_code AS "regionCode",
  batch.resubmission_of AS "resubmissionOf", batch.records, batch.chunks, batch.sealed_at AS "sealedAt",
  batch.checked_at AS "checkedAt", batch.decided_at AS "decidedAt",
  CASE WHEN batch.passed IS NOT NULL
       THEN jsonb_build_object('passed', batch.passed, 'held', batch.held, 'returned', batch.returned) END AS counts`;
/** A reason stands beside a chunk of which nothing was reused. */
const RECHECK = `(
  SELECT CASE WHEN count(*) > 0 THEN jsonb_build_object('rechecked', sum(rechecked), 'reused', sum(reused), 'reason', min(reason)) END
    FROM chunk_recheck WHERE chunk_recheck.batch_id = batch.id)`;
const CONTENT = `CASE WHEN upload.content_chunks IS NOT NULL
  THEN jsonb_build_object('chunks', upload.content_chunks, 'bytes', upload.content_bytes, 'digest', upload.content_digest) END`;
const FROM_BATCH = 'batch JOIN institution ON institution.code = batch.institution_code';

export const walledBatch = (territory: Territory, where = new Conditions()): Conditions =>
  where.within(territory, 'batch.institution_code', 'batch.region_code');

export function batchViews(query: Query): Pick<BatchViews, 'upload' | 'batch' | 'batches' | 'rulesOfBatch'> {
  return {
    upload: async (territory, id) => {
      if (!isUuid(id)) return undefined;
      const where = new Conditions()
        .and('upload.id = ?', id)
        .within(territory, 'upload.institution_code', 'upload.region_code');
      const [upload] = await query<UploadView>(
        `SELECT upload.id, upload.institution_code AS "institutionCode", upload.client_batch_no AS "clientBatchNo",
                upload.header ->> 'planNo' AS "planNo", upload.state, upload.opened_at AS "openedAt", upload.format,
                ${CONTENT} AS content,
                coalesce(jsonb_agg(jsonb_build_object('chunkNo', chunk.chunk_no, 'records', chunk.records, 'bytes', chunk.bytes,
                                                      'digest', encode(chunk.digest, 'hex'),
                                                      'sourceBytes', coalesce(chunk.source_bytes, chunk.bytes)) ORDER BY chunk.chunk_no)
                         FILTER (WHERE chunk.chunk_no IS NOT NULL), '[]') AS receipts
           FROM upload LEFT JOIN chunk ON chunk.upload_id = upload.id
          WHERE ${where.toSql()} GROUP BY upload.id`,
        where.parameters,
      );
      return upload;
    },

    batch: async (territory, id) => {
      if (!isUuid(id)) return undefined;
      const where = walledBatch(territory, new Conditions().and('batch.id = ?', id));
      const [batch] = await query<BatchRow>(
        `SELECT ${SUMMARY}, batch.digest, batch.algorithm, batch.packs, batch.pack_digest AS "packDigest",
                encode(batch.snapshot_digest, 'hex') AS "snapshotDigest", batch.verdict_digest AS "verdictDigest",
                batch.engine_version AS "engineVersion", batch.preflight, progress.done AS progress, decided.reviews,
                ${ACCEPTANCE} AS acceptance, ${RECHECK} AS recheck
           FROM ${FROM_BATCH}
          CROSS JOIN LATERAL (
            SELECT jsonb_build_object('recordsChecked', coalesce(sum(chunk.records), 0), 'chunksChecked', count(*)) AS done
              FROM chunk WHERE chunk.upload_id = batch.id AND chunk.checked_at IS NOT NULL) AS progress
          CROSS JOIN LATERAL (
            SELECT coalesce(jsonb_agg(jsonb_build_object('step', step, 'decision', decision, 'reason', reason,
                     'decidedBy', decided_by, 'decidedAt', decided_at) ORDER BY decided_at), '[]') AS reviews
              FROM review WHERE review.batch_id = batch.id) AS decided
          WHERE ${where.toSql()}`,
        where.parameters,
        'kept',
      );
      return batch === undefined ? undefined : batchOf(batch);
    },

    batches: (territory, filter, page) => batchPage(query, territory, filter, page),

    rulesOfBatch: (territory, batchId) => rulesOfBatch(query, territory, batchId),
  };
}

/** JSON carries no dates, and the packs are kept as one text. */
type BatchRow = Omit<BatchView, 'reviews' | 'packs' | 'preflight'> & {
  readonly preflight: KeptPreflight | null;
  readonly packs: string | null;
  readonly reviews: readonly (Omit<BatchView['reviews'][number], 'decidedAt'> & { readonly decidedAt: string })[];
};
const batchOf = (row: BatchRow): BatchView => ({
  ...row,
  preflight: row.preflight && { ...row.preflight, verdictMatches: verdictMatches(row.preflight, row.verdictDigest) },
  packs: row.packs === null || row.packs === '' ? [] : row.packs.split(','),
  reviews: row.reviews.map((review) => ({ ...review, decidedAt: new Date(review.decidedAt) })),
});

const verdictMatches = ({ manifest }: KeptPreflight, verdictDigest: string | null): boolean | null =>
  verdictDigest === null ? null : manifest.verdictDigest === verdictDigest;

function batchPage(query: Query, territory: Territory, filter: BatchFilter, page: PageRequest) {
  const where = walledBatch(territory)
    .andIf('batch.state = ?', filter.state)
    .andIf('batch.institution_code = ?', filter.institutionCode)
    .andIf('batch.plan_no = ?', filter.planNo)
    .andIf('batch.client_batch_no = ?', filter.clientBatchNo)
    .andIf('batch.sealed_at >= ?', filter.from)
    .andIf('batch.sealed_at < ?', filter.to);
  return listAll<BatchSummaryView>(
    query,
    {
      select: SUMMARY,
      from: FROM_BATCH,
      countFrom: 'batch',
      where,
      key: [
        { column: 'batch.sealed_at', cast: 'timestamptz' },
        { column: 'batch.id', cast: 'uuid' },
      ],
      order: 'DESC',
    },
    page,
  );
}

/** Signals are for the regulator's eyes: an institution is not shown them. */
export const visibleFindings = (territory: Territory, where: Conditions): Conditions =>
  territory.institutionCode === null ? where : where.andPlain(`finding.severity <> 'signal'`);

async function rulesOfBatch(query: Query, territory: Territory, batchId: string): Promise<readonly RuleCountView[]> {
  if (!isUuid(batchId)) return [];
  const where = visibleFindings(territory, walledBatch(territory, new Conditions().and('batch.id = ?', batchId)));
  return query<RuleCountView>(
    `SELECT finding.code, finding.severity, count(*)::int AS findings,
            count(DISTINCT finding.line) FILTER (WHERE finding.line > 0)::int AS records
       FROM batch JOIN finding ON finding.batch_id = batch.id
      WHERE ${where.toSql()}
      GROUP BY finding.code, finding.severity ORDER BY finding.code, finding.severity`,
    where.parameters,
  );
}
