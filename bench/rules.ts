/** The rule engine alone on one core, beside JSON.parse of the lines that hold the records. */
import { readOccupations } from '../bin/commands/read-occupations';
import type { RawRecord } from '../src/domain/certificate/record';
import { snapshotFor } from '../src/domain/registry/snapshot-of';
import { prepareCheck } from '../src/domain/rules/check-records';
import { RECORD_RULES } from '../src/domain/rules/index';
import { SAMPLE_MAIN_INSTITUTION } from '../src/domain/sample/institutions';
import { SAMPLE_TODAY, sampleRegistry } from '../src/domain/sample/sample-registry';
import { loadPacks } from '../src/platform/pack-files';
import { type Bench, type BenchOptions, type Measured, median, perSecond, roundRatio, timed } from './bench';
import { BENCH_SEED, loadPlan } from './bench-hub';
import { loadOf } from './load';

export const rules: Bench = {
  summary: 'the rule engine alone on one core, beside JSON.parse of the same lines',
  records: 100_000,
  // Checking a record may cost twice what reading it costs, and no more.
  targets: { ratio: 0.5 },
  run: measure,
};

async function measure({ records, rounds, say }: BenchOptions): Promise<Measured> {
  const registry = sampleRegistry({ seed: BENCH_SEED, occupations: readOccupations() });
  const planNo = loadPlan(registry);
  const receivedAt = `${SAMPLE_TODAY}T12:00:00+08:00`;
  const snapshot = snapshotFor(registry, SAMPLE_MAIN_INSTITUTION, planNo, receivedAt);
  const { header, body } = loadOf({ registry, planNo }, records, 0);
  const lines = body.toString('utf8').trimEnd().split('\n');
  const check = prepareCheck({ snapshot, packs: loadPacks(), header, receivedAt });
  const ruleMs: number[] = [];
  const parseMs: number[] = [];
  let findings = 0;
  for (let round = 0; round < rounds; round += 1) {
    let parsed: RawRecord[] = [];
    parseMs.push(
      await timed(async () => {
        parsed = lines.map((line): RawRecord => JSON.parse(line));
      }),
    );
    findings = 0;
    ruleMs.push(
      await timed(async () => {
        for (let at = 0; at < parsed.length; at += 1) findings += check.checkRecord(parsed[at] ?? {}, at + 1).length;
      }),
    );
    say(
      `round ${round + 1}: rules ${Math.round(perSecond(records, ruleMs.at(-1) ?? 0))} records/s, JSON.parse ${Math.round(perSecond(records, parseMs.at(-1) ?? 0))} records/s`,
    );
  }
  const recordsPerSecond = perSecond(records, median(ruleMs));
  const parseRecordsPerSecond = perSecond(records, median(parseMs));
  return {
    postgres: null,
    figures: {
      recordsPerSecond: Math.round(recordsPerSecond),
      parseRecordsPerSecond: Math.round(parseRecordsPerSecond),
      ratio: roundRatio(recordsPerSecond / parseRecordsPerSecond),
      rules: RECORD_RULES.length,
      findings,
      records,
      rounds,
    },
  };
}
