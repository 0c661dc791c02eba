/** Sends one batch and compares what the hub finds in it with what was planted. */
import { findingsExpected, type PlantedFault, type SampleBatch } from '../../src/domain/sample/sample-batch';
import type { Send } from './api-client';
import { findingsOf, sendBatch, untilChecked } from './operations';

/** The counts that the demo gathers while it goes. */
export interface Ledger {
  passed: number;
  held: number;
  returned: number;
  planted: number;
  plantedMissed: number;
  falseFlags: number;
  readonly byRule: Map<string, number>;
  readonly batchIds: string[];
  /** Certificate numbers that must be at every receiver in the end. */
  readonly approved: Set<string>;
}

/** As `findingsOf` writes a finding about the whole batch. */
const GAP_IN_SERIALS = '0 AUT-017';
/** A record that is only pointed at goes on. */
export const cameBack = ({ verdict }: PlantedFault): boolean => verdict !== 'PASSED';

/** Judged with the eyes of the province: an institution is not shown signals. */
export async function pushAndJudge(
  { institution: send, province }: { readonly institution: Send; readonly province: Send },
  batch: SampleBatch,
  part: string,
  say: (line: string) => void,
  ledger: Ledger,
): Promise<string> {
  const total = batch.records.length;
  const batchId = await sendBatch(send, batch.header, batch.records, (sent) =>
    say(`批次 batch ${part}: 已报送 sent ${sent}/${total}`),
  );
  const status = await untilChecked(send, batchId, (checked) =>
    say(`批次 batch ${part}: 已核验 checked ${checked}/${total}`),
  );
  ledger.batchIds.push(batchId);
  ledger.passed += status.counts?.passed ?? 0;
  ledger.held += status.counts?.held ?? 0;
  ledger.returned += status.counts?.returned ?? 0;
  const { byRule } = await untilChecked(province, batchId);
  for (const { code, records } of byRule) ledger.byRule.set(code, (ledger.byRule.get(code) ?? 0) + records);
  const expected = findingsExpected(batch.faults).map(({ line, code }) => `${line} ${code}`);
  const found = new Set(await findingsOf(province, batchId));
  // Numbers that were spoilt may leave gaps among the serials, which is no false flag.
  const plantedSet = new Set([...expected, GAP_IN_SERIALS]);
  ledger.planted += expected.length;
  ledger.plantedMissed += expected.filter((finding) => !found.has(finding)).length;
  ledger.falseFlags += [...found].filter((finding) => !plantedSet.has(finding)).length;
  const faulty = new Set(batch.faults.filter(cameBack).map(({ line }) => line));
  batch.records.forEach(({ certificateNo }, index) => {
    if (!faulty.has(index + 1)) ledger.approved.add(String(certificateNo));
  });
  return batchId;
}
