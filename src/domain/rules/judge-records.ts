/** A whole batch in one call, for whoever has its records in memory: the browser, a script, an exam system. */
import type { RawRecord } from '../certificate/record';
import type { BatchSummary } from './check-batch';
import { checkBatch } from './check-batch';
import type { CheckInput } from './check-records';
import { prepareCheck } from './check-records';
import type { Finding } from './rule';
import { snapshotDigest } from './verdict-digest';

export interface Judgement {
  /** By line, then those about the whole batch. */
  readonly findings: readonly Finding[];
  readonly summary: BatchSummary;
}

/** Throws what `prepareCheck` throws. */
export function judgeRecords(input: CheckInput, records: Iterable<RawRecord>): Judgement {
  const batch = checkBatch({
    check: prepareCheck(input),
    header: input.header,
    snapshotDigest: snapshotDigest(input.snapshot),
  });
  const findings: Finding[] = [];
  for (const record of records) for (const finding of batch.add(record)) findings.push(finding);
  const { findings: ofBatch, summary } = batch.finish();
  return { findings: [...findings, ...ofBatch], summary };
}
