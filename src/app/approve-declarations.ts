/** What the approval of a batch says of its declarations. */
import { attachDecided } from './attach-declarations';
import type { DeclarationVerdict } from './declaration-ports';
import type { CheckedBatch, Stores } from './ports';

/**
 * A declaration about the same content may have been refused in another batch since this one was checked: then it frees
 * nothing here either. Answers how many passed records are held now.
 */
export async function holdRefused(stores: Stores, batch: CheckedBatch): Promise<number> {
  await stores.declarations.lock(batch.institutionCode);
  let before: number | undefined;
  for await (const refused of stores.declarations.refusedMeanwhile(batch.id)) {
    before ??= (await stores.records.counts(batch.id)).passed;
    await attachDecided(stores, batch, refused, 'REFUSE');
  }
  if (before === undefined) return 0;
  const counts = await stores.records.counts(batch.id);
  await stores.batches.saveCounts(batch.id, counts);
  return before - counts.passed;
}

/** Whoever approves a batch approves what was declared about its passed records and nobody had decided. */
export const acceptDeclared = (
  { declarations }: Stores,
  { id, institutionCode }: CheckedBatch,
  verdict: Pick<DeclarationVerdict, 'step' | 'by' | 'at'>,
): Promise<void> => declarations.acceptOpen(id, institutionCode, verdict);
