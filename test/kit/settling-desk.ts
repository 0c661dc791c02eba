/** Batches whose chunks are checked, and what settling makes of them. */
import type { Hub } from '../../src/app/ports';
import { settleBatch } from '../../src/app/settle-batch';
import { mergeFacts } from '../../src/domain/rules/batch-facts';
import { packsWith } from '../../src/domain/sample/rule-case';
import type { ForwardingBench } from './approved-batch';
import { SAMPLE_HEADER, sampleCheck, samplePacks } from './sample-record';
import { decisionHub, waitingBatch, type WaitingBatch } from './waiting-batch';

export interface SettlingDesk {
  /** The id of a batch that waits for settling. */
  checked(content: WaitingBatch): Promise<string>;
  settle(batchId: string, change?: Partial<Hub>): Promise<object>;
  /** State and counts of the batch once it has settled. */
  settled(batchId: string, change?: Partial<Hub>): Promise<object>;
  findings(batchId: string): Promise<Record<string, unknown>[]>;
}

export function settlingDesk(benchOf: () => ForwardingBench): SettlingDesk {
  const checked = async (content: WaitingBatch): Promise<string> => {
    const id = await waitingBatch(benchOf(), { ...content, state: 'CHECKING' });
    await benchOf().source.query(
      `INSERT INTO chunk (upload_id, chunk_no, first_line, records, bytes, digest, body, received_at, checked_at, packs, facts)
       VALUES ($1, 1, 1, $2, 1, '\\x00', '\\x00', now(), now(), 'p', $3)`,
      [id, content.records, JSON.stringify({ ...mergeFacts([]), records: content.records })],
    );
    return id;
  };
  const settle = (batchId: string, change: Partial<Hub> = {}): Promise<object> =>
    settleBatch({ ...decisionHub(benchOf()).hub, ...change }, { batchId });
  const settled = async (batchId: string, change: Partial<Hub> = {}): Promise<object> => {
    expect(await settle(batchId, change)).toEqual({ kind: 'settled' });
    const [row] = await benchOf().source.query(`SELECT state, passed, held, returned FROM batch WHERE id = $1`, [
      batchId,
    ]);
    return row;
  };
  const findings = (batchId: string): Promise<Record<string, unknown>[]> =>
    benchOf().source.query(
      `SELECT line, code, source, message_en AS message, declared_reason AS reason FROM finding WHERE batch_id = $1 ORDER BY line, code`,
      [batchId],
    );
  return { checked, settle, settled, findings };
}

/** Results and their approval are late by the packs; the sample batch is received on 30 June 2026. */
export const lateHub = (change: Partial<Hub> = {}): Partial<Hub> => ({
  preparedCheck: async (batch) =>
    sampleCheck({
      header: { ...SAMPLE_HEADER, resubmissionOf: batch.resubmissionOf },
      packs: packsWith(samplePacks(), { resultsWorkingDays: 5, resubmitWorkingDays: 5, planLeadWorkingDays: null }),
    }),
  ...change,
});
