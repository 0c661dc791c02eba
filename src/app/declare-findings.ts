/** A `confirm` finding that the institution declared, with a reason, in the header of its batch holds nothing up. */
import type { RawRecord } from '../domain/certificate/record';
import { type DeclarationIndex, declarationIndex, recordDigest } from '../domain/rules/declarations';
import type { CheckedBatch, OpenConfirm, Stores } from './ports';

type DeclaredStores = Pick<Stores, 'findings' | 'records'>;

export async function declareFindings(stores: DeclaredStores, { id, header }: CheckedBatch): Promise<void> {
  const declared = declarationIndex(header);
  if (declared.rules.length === 0) return;
  for await (const open of stores.findings.openConfirms(id, declared.rules)) {
    await declareSome(stores, id, declared, open);
  }
}

async function declareSome(
  stores: DeclaredStores,
  batchId: string,
  declared: DeclarationIndex,
  open: readonly OpenConfirm[],
): Promise<void> {
  const digests = await digestsOf(stores, batchId, declared, open);
  const lines = new Set<number>();
  for (const { line, code } of open) {
    const found = declared.byLine(code, line) ?? declared.byDigest(code, digests.get(line) ?? '');
    if (!found) continue;
    await stores.findings.declare(batchId, line, code, found.reason);
    lines.add(line);
  }
  if (lines.size > 0) await stores.records.redecide(batchId, [...lines]);
}

/** Of the records that are declared by digest, where a line did not say enough. */
async function digestsOf(
  { records }: DeclaredStores,
  batchId: string,
  declared: DeclarationIndex,
  open: readonly OpenConfirm[],
): Promise<ReadonlyMap<number, string>> {
  const unsaid = open.filter(({ line, code }) => !declared.byLine(code, line) && declared.asksDigest(code));
  if (unsaid.length === 0) return new Map();
  const found = await records.dataOf(batchId, [...new Set(unsaid.map(({ line }) => line))]);
  return new Map([...found].map(([line, data]) => [line, recordDigest(JSON.parse(data) as RawRecord)]));
}
