/**
 * A `confirm` finding that the institution declared, with a reason, holds nothing up: in the header of this batch, or
 * earlier, about the same content. Declarations are kept by content, so that a resubmission need not repeat them; one
 * that a regulator refused stays with the finding and frees nothing.
 */
import { declarationIndex } from '../domain/rules/declarations';
import { attachDeclarations, type Answering, type DeclaredStores } from './attach-declarations';
import type { CheckedBatch, Hub } from './ports';

export async function declareFindings(
  { keyedDigest }: Pick<Hub, 'keyedDigest'>,
  stores: DeclaredStores,
  batch: CheckedBatch,
): Promise<void> {
  const { id, institutionCode, header } = batch;
  const said = declarationIndex(header);
  const kept = new Set(await stores.declarations.rulesOf(institutionCode));
  const rules = [...new Set([...said.rules, ...kept])];
  if (rules.length === 0) return;
  await stores.declarations.lock(institutionCode);
  const byLine = (code: string, line: number): string | undefined =>
    said.byLine(code, line === 0 ? null : line)?.reason;
  const answering: Answering = {
    keyedDigest,
    said: ({ line, code }, recordDigest) => byLine(code, line) ?? said.byDigest(code, recordDigest)?.reason,
    counts: batch.state === 'CHECKING' ? atTheCheck : atTheApproval,
    by: batch.sealedBy,
    at: batch.sealedAt,
  };
  for await (const open of stores.findings.openConfirms(id, rules)) {
    const asked = open.filter(
      ({ line, code }) => kept.has(code) || said.asksDigest(code) || byLine(code, line) !== undefined,
    );
    if (asked.length > 0) await attachDeclarations(stores, batch, asked, answering);
  }
}

/** Whether it is undecided or accepted: reviewers are still to see it. */
const atTheCheck: Answering['counts'] = ({ state }) => state !== 'REFUSED';

/** Nobody looks at a record again that passes in the last moment, so what was said since the check waits for another batch. */
const atTheApproval: Answering['counts'] = ({ state }, isSaid) => state === 'ACCEPTED' || (state === 'OPEN' && isSaid);
