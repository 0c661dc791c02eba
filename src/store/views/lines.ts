import type { FindingDeclarationView } from '../../app/declaration-views';
import type { Sealer } from '../../app/sealer';
import type { BatchViews, FindingView, RecordView } from '../../app/views';
import { maskDocumentNumber, maskName } from '../../domain/certificate/mask';
import { walledBatch, visibleFindings } from './batches';
import { isUuid } from '../../domain/intake/check-header';
import { kept, withData } from '../kept';
import { fieldsOf } from '../record-fields';
import { Conditions } from './conditions';
import { list } from './listing';
import type { Query } from './query';

const BATCH_LEVEL_LINE = 0;

/** Of the rows of one page only: by the key of the declaration. */
const DECLARATION = `(
  SELECT jsonb_build_object('state', declaration.state, 'reason', declaration.reason, 'declaredAt', declaration.declared_at,
                            'decidedAt', declaration.decided_at, 'decisionReason', declaration.decision_reason)
    FROM declaration JOIN batch ON batch.institution_code = declaration.institution_code
   WHERE batch.id = finding.batch_id AND declaration.rule = finding.code AND declaration.subject = finding.subject)`;

/** What stands on the lines of one batch: findings and records. */
export function lineViews(query: Query, sealer: Sealer): Pick<BatchViews, 'findings' | 'records'> {
  return {
    findings: async (territory, batchId, filter, page) => {
      if (!isUuid(batchId)) return undefined;
      const where = new Conditions().and('finding.batch_id = ?', batchId);
      const owner = walledBatch(territory, new Conditions(where.parameters).and('batch.id = ?', batchId));
      visibleFindings(territory, where)
        .andIf('finding.code = ?', filter.code)
        .andIf('finding.severity = ?', filter.severity)
        .andIf('finding.line = ?', filter.line)
        .andIf('finding.source = ?', filter.source);
      const listed = await list<FindingRow>(
        query,
        {
          select: `nullif(finding.line, ${BATCH_LEVEL_LINE}) AS line, finding.code, finding.severity, finding.dimension, finding.path,
                   finding.message_zh AS "messageZh", finding.message_en AS "messageEn", finding.expected, finding.basis,
                   ${territory.institutionCode === null ? 'NULL::jsonb' : 'finding.fix'} AS fix,
                   finding.source, finding.declared_reason AS "declaredReason", ${DECLARATION} AS declaration`,
          from: 'finding',
          where,
          owner: { from: 'batch', where: owner },
          key: [
            { column: 'finding.line', cast: 'integer' },
            { column: 'finding.id', cast: 'bigint' },
          ],
        },
        page,
      );
      return listed && { ...listed.page, items: listed.page.items.map(findingOf) };
    },

    records: async (territory, batchId, filter, page) => {
      if (!isUuid(batchId)) return undefined;
      const where = new Conditions().and('record.batch_id = ?', batchId);
      const owner = walledBatch(territory, new Conditions(where.parameters).and('batch.id = ?', batchId));
      where.andIf('record.verdict = ?', filter.verdict).andIf('record.certificate_no = ?', filter.certificateNo);
      const listed = await list<KeptRecord>(
        query,
        {
          select: `record.line, record.verdict, ${kept('record')} AS kept`,
          from: 'record',
          where,
          owner: { from: 'batch', where: owner },
          key: [{ column: 'record.line', cast: 'integer' }],
        },
        page,
      );
      return listed && { ...listed.page, items: listed.page.items.map((record) => recordOf(withData(sealer, record))) };
    },
  };
}

/** JSON carries no dates. */
type DeclarationRow = Omit<FindingDeclarationView, 'declaredAt' | 'decidedAt'> & {
  readonly declaredAt: string;
  readonly decidedAt: string | null;
};
type FindingRow = Omit<FindingView, 'message' | 'declaration'> & {
  readonly messageZh: string;
  readonly messageEn: string;
  readonly declaration: DeclarationRow | null;
};
const findingOf = ({ messageZh, messageEn, declaration, ...finding }: FindingRow): FindingView => ({
  ...finding,
  message: { zh: messageZh, en: messageEn },
  declaration: declaration && {
    ...declaration,
    declaredAt: new Date(declaration.declaredAt),
    decidedAt: declaration.decidedAt === null ? null : new Date(declaration.decidedAt),
  },
});

export interface KeptRecord {
  readonly line: number;
  readonly verdict: RecordView['verdict'];
  readonly kept: Buffer;
}

/** `data`: the record as received, JSON. */
export function recordOf({ line, verdict, data }: Omit<KeptRecord, 'kept'> & { readonly data: string }): RecordView {
  const { text, number } = fieldsOf(data);
  const name = text('name');
  const idNumber = text('idNumber');
  return {
    line,
    verdict,
    certificateNo: text('certificateNo'),
    name: name === null ? null : maskName(name),
    idType: text('idType'),
    idNumber: idNumber === null ? null : maskDocumentNumber(idNumber),
    sex: text('sex'),
    candidateCategory: text('candidateCategory'),
    occupationCode: text('occupationCode'),
    occupationName: text('occupationName'),
    workType: text('workType'),
    level: text('level'),
    siteCode: text('siteCode'),
    examDate: text('examDate'),
    issuedOn: text('issuedOn'),
    theoryScore: number('theoryScore'),
    skillScore: number('skillScore'),
    reviewScore: number('reviewScore'),
    overallGrade: text('overallGrade'),
  };
}
