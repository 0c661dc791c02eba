/** What the hub would say of a batch, without sending it. */
import type { BatchHeader } from '../../../src/domain/intake/header';
import { REFUSAL } from '../operations';
import { accepted, said, type Asker } from './answers';

interface DryRun {
  readonly findings: readonly { readonly line: number | null; readonly code: string; readonly path: string }[];
}

/** `line code path` of each finding. */
export async function dryRun(by: Asker, header: BatchHeader, records: readonly unknown[]): Promise<readonly string[]> {
  const { findings = [] } = accepted(
    await said<DryRun>(
      by,
      `query ($input: DryRunInput!) { dryRun(input: $input) { ... on DryRun { findings { line code path } } ${REFUSAL} } }`,
      { input: { header, records } },
    ),
  );
  return findings.map(({ line, code, path }) => `${line ?? ''} ${code} ${path}`);
}

/** The digest of all verdicts: those of a check that takes nothing over from an earlier one. */
export async function fullCheckDigest(by: Asker, header: BatchHeader, records: readonly unknown[]): Promise<string> {
  const { summary } = accepted(
    await said<{ readonly summary: { readonly verdictDigest: string } }>(
      by,
      `query ($input: DryRunInput!) { dryRun(input: $input) { ... on DryRun { summary { verdictDigest } } ${REFUSAL} } }`,
      { input: { header, records } },
    ),
  );
  return summary?.verdictDigest ?? '';
}
