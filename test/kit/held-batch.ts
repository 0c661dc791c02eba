/** Batches in which the hub found what the institution has to explain. */
import type { ForwardingBench } from './approved-batch';
import { waitingBatch, type WaitingBatch } from './waiting-batch';

/** Of a record, and of a whole batch. */
export const [RULE, WHOLE] = ['AUT-009', 'TIM-003'] as const;

/** `held`: lines that have an open confirm finding; 0 is about the batch. */
export type HeldContent = Partial<WaitingBatch> & { readonly held: readonly number[] };

/** Of three records where nothing else is said, each with a content of its own. Answers the id. */
export async function heldBatch(bench: ForwardingBench, { held, ...content }: HeldContent): Promise<string> {
  const id = await waitingBatch(bench, { records: 3, firstSerial: 1, state: 'CITY_REVIEW', ...content });
  await bench.source.query(
    `UPDATE record SET data = (data::jsonb || jsonb_build_object('remark', line))::text WHERE batch_id = $1`,
    [id],
  );
  for (const line of held)
    await addHubFinding(bench, id, { line, code: line === 0 ? WHOLE : RULE, severity: 'confirm' });
  await bench.transaction(({ records }) => records.redecide(id, [1, 2, 3]));
  return id;
}

export const addHubFinding = (
  { source }: ForwardingBench,
  batchId: string,
  { line, code, severity }: { readonly line: number; readonly code: string; readonly severity: string },
): Promise<unknown> =>
  source.query(
    `INSERT INTO finding (batch_id, line, code, severity, dimension, path, message_zh, message_en, basis, source)
     VALUES ($1, $2, $3, $4, 'authenticity', '/idNumber', '样例', 'sample', '{}', 'HUB')`,
    [batchId, line, code, severity],
  );
