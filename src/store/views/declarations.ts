import type { DeclarationCountsView, DeclarationView, DeclarationViews } from '../../app/declaration-views';
import { isUuid } from '../../domain/intake/check-header';
import { walledBatch } from './batches';
import { Conditions } from './conditions';
import { list } from './listing';
import type { Query } from './query';

/** A rule may have several findings on a line; they are answered together. */
const SAID = `(
  SELECT DISTINCT finding.batch_id, finding.line, finding.code, finding.subject, finding.declared_reason IS NOT NULL AS counts
    FROM finding WHERE finding.batch_id = $1 AND finding.subject IS NOT NULL) AS said
  JOIN batch ON batch.id = said.batch_id
  JOIN declaration ON declaration.institution_code = batch.institution_code
   AND declaration.rule = said.code AND declaration.subject = said.subject`;

const NONE: DeclarationCountsView = { total: 0, undecided: 0, accepted: 0, refused: 0 };

export const declarationViews = (query: Query): DeclarationViews => ({
  declarations: async (territory, batchId, state, page) => {
    if (!isUuid(batchId)) return undefined;
    const where = new Conditions().and('said.batch_id = ?', batchId).andIf('declaration.state = ?', state);
    const owner = walledBatch(territory, new Conditions(where.parameters).and('batch.id = ?', batchId));
    const listed = await list<DeclarationView>(
      query,
      {
        select: `nullif(said.line, 0) AS line, said.code AS rule, said.counts, declaration.state, declaration.reason,
                 declaration.batch_id AS "firstBatchId", declaration.declared_by AS "declaredBy",
                 declaration.declared_at AS "declaredAt", declaration.decided_step AS "decidedStep",
                 declaration.decided_by AS "decidedBy", declaration.decided_at AS "decidedAt",
                 declaration.decision_reason AS "decisionReason"`,
        from: SAID,
        where,
        owner: { from: 'batch', where: owner },
        key: [
          { column: 'said.line', cast: 'integer' },
          { column: 'said.code', cast: 'text' },
        ],
      },
      page,
    );
    return listed?.page;
  },

  declarationsOfBatch: async (territory, batchId) => {
    if (!isUuid(batchId)) return NONE;
    const where = walledBatch(territory, new Conditions().and('said.batch_id = ?', batchId));
    const [counted] = await query<DeclarationCountsView>(
      `SELECT count(*)::int AS total, count(*) FILTER (WHERE declaration.state = 'OPEN')::int AS undecided,
              count(*) FILTER (WHERE declaration.state = 'ACCEPTED')::int AS accepted,
              count(*) FILTER (WHERE declaration.state = 'REFUSED')::int AS refused
         FROM ${SAID} WHERE ${where.toSql()}`,
      where.parameters,
    );
    return counted ?? NONE;
  },
});
