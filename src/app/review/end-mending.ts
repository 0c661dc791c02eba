/** A resubmission ends the terms of what it mends, also where that came back from above. Whatever batch a header names is soon named, so only one of its plan. */
import { endTerms } from '../deadlines/open-term';
import type { Batch, Stores } from '../ports';
import { isMended } from './tell-review';

export async function endMending(stores: Stores, batch: Batch): Promise<void> {
  if (batch.resubmissionOf === null) return;
  const mended = await stores.batches.byId(batch.resubmissionOf);
  if (mended?.planNo !== batch.planNo) return;
  await isMended(stores, mended, batch.sealedAt);
  await endTerms(stores, { kind: 'BATCH', id: mended.id }, 'MET', batch.sealedAt, 'FEEDBACK');
}
