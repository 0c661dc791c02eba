import type { Sealer } from '../../app/sealer';
import type { BatchViews, FoundRecordView } from '../../app/views';
import { kept, textOf } from '../kept';
import { walledBatch } from './batches';
import { type KeptRecord, recordOf } from './lines';
import { listAll } from './listing';
import type { Query } from './query';

type FoundRow = KeptRecord &
  Pick<FoundRecordView, 'batchId' | 'batchState' | 'clientBatchNo' | 'sealedAt' | 'certificateState'>;

/**
 * The record as it came in, found by what it said or by what its certificate says now: a corrected document number and
 * a number issued in place of another lead to it, too.
 */
const traced = (column: 'person_key' | 'certificate_no', value: string): string => `(
  SELECT batch_id, line FROM record WHERE ${column} = ${value}
  UNION SELECT batch_id, line FROM certificate WHERE ${column} = ${value}) AS traced
  JOIN record ON record.batch_id = traced.batch_id AND record.line = traced.line
  JOIN batch ON batch.id = record.batch_id`;

/** Records by person or number, in whatever batch of the territory they stand. */
export const foundRecordViews = (query: Query, sealer: Sealer): Pick<BatchViews, 'foundRecords'> => ({
  foundRecords: async (territory, trace, page) => {
    const where = walledBatch(territory);
    const from =
      'personKey' in trace
        ? traced('person_key', where.parameter(trace.personKey))
        : traced('certificate_no', where.parameter(trace.certificateNo));
    const listed = await listAll<FoundRow>(
      query,
      {
        select: `record.line, record.verdict, ${kept('record')} AS kept, batch.id AS "batchId", batch.state AS "batchState",
                 batch.client_batch_no AS "clientBatchNo", batch.sealed_at AS "sealedAt",
                 (SELECT state FROM certificate
                   WHERE certificate.certificate_no = record.certificate_no AND certificate.batch_id = record.batch_id
                     AND certificate.line = record.line) AS "certificateState"`,
        from,
        where,
        key: [
          { column: 'record.batch_id', cast: 'uuid' },
          { column: 'record.line', cast: 'integer' },
        ],
        order: 'DESC',
        planning: 'kept',
      },
      page,
    );
    return {
      ...listed,
      items: listed.items.map(({ line, verdict, kept: bytes, ...batch }) => ({
        ...batch,
        ...recordOf({ line, verdict, data: textOf(sealer, bytes) }),
      })),
    };
  },
});
