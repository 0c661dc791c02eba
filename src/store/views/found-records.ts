import type { BatchViews, FoundRecordView } from '../../app/views';
import { walledBatch } from './batches';
import { recordOf, type RecordRow } from './lines';
import { listAll } from './listing';
import type { Query } from './query';

type FoundRow = RecordRow & Pick<FoundRecordView, 'batchId' | 'batchState' | 'clientBatchNo' | 'sealedAt'>;

/** Records by person or number, in whatever batch of the territory they stand. */
export const foundRecordViews = (query: Query): Pick<BatchViews, 'foundRecords'> => ({
  foundRecords: async (territory, trace, page) => {
    const where = walledBatch(territory);
    if ('personKey' in trace) where.and('record.person_key = ?', trace.personKey);
    else where.and('record.certificate_no = ?', trace.certificateNo);
    const listed = await listAll<FoundRow>(
      query,
      {
        select: `record.line, record.verdict, record.data, batch.id AS "batchId", batch.state AS "batchState",
                 batch.client_batch_no AS "clientBatchNo", batch.sealed_at AS "sealedAt"`,
        from: 'record JOIN batch ON batch.id = record.batch_id',
        where,
        key: [
          { column: 'record.batch_id', cast: 'uuid' },
          { column: 'record.line', cast: 'integer' },
        ],
        order: 'DESC',
      },
      page,
    );
    return {
      ...listed,
      items: listed.items.map(({ line, verdict, data, ...batch }) => ({
        ...batch,
        ...recordOf({ line, verdict, data }),
      })),
    };
  },
});
