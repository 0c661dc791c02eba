/** From the bytes of NDJSON to the verdicts of a batch, in one process: every record, group and batch rule. */
import { readOccupations } from '../bin/commands/read-occupations';
import { recordsOf } from '../src/app/intake/read-records';
import { snapshotFor } from '../src/domain/registry/snapshot-of';
import { checkBatch } from '../src/domain/rules/check-batch';
import { type CheckInput, prepareCheck } from '../src/domain/rules/check-records';
import { RULES } from '../src/domain/rules/index';
import { snapshotDigest } from '../src/domain/rules/verdict-digest';
import { SAMPLE_MAIN_INSTITUTION } from '../src/domain/sample/institutions';
import { SAMPLE_TODAY, sampleRegistry } from '../src/domain/sample/sample-registry';
import { loadPacks } from '../src/platform/pack-files';
import { type Bench, type BenchOptions, type Measured, median, perSecond, roundRatio, timed } from './bench';
import { BENCH_SEED, loadPlan } from './bench-hub';
import { loadOf } from './load';

/** As the hub cuts a stream. */
const CHUNK_RECORDS = 2_000;
const LF = 0x0a;

export const rules: Bench = {
  summary: 'bytes of NDJSON to verdicts on one core, all record, group and batch rules; and the share of parsing in it',
  records: 100_000,
  targets: { recordsPerSecond: 150_000 },
  run: measure,
};

function chunksOf(body: Buffer): readonly Buffer[] {
  const chunks: Buffer[] = [];
  let from = 0;
  for (let at = 0, lines = 0; at < body.length;) {
    const end = body.indexOf(LF, at);
    at = end === -1 ? body.length : end + 1;
    lines += 1;
    if (lines < CHUNK_RECORDS && at < body.length) continue;
    chunks.push(body.subarray(from, at));
    from = at;
    lines = 0;
  }
  return chunks;
}

/** All that is done for a batch, from the digest of the snapshot to the verdict digest; answers how many findings there are. */
function judge({ chunks, input }: Task): number {
  const { header, snapshot } = input;
  const batch = checkBatch({ check: prepareCheck(input), header, snapshotDigest: snapshotDigest(snapshot) });
  let findings = 0;
  for (const chunk of chunks) {
    for (const { record } of recordsOf(chunk)) findings += batch.add(record).length;
  }
  return findings + batch.finish().findings.length;
}

function parse({ chunks }: Task): number {
  let records = 0;
  for (const chunk of chunks) for (const { record } of recordsOf(chunk)) if (record !== null) records += 1;
  return records;
}

/** Rules that judge without the hub: those of one record, of groups of records, and of the whole batch. */
const judgingRules = (): number =>
  RULES.filter(
    (rule) => rule.form === 'RECORD' || rule.form === 'GROUP' || (rule.form === 'BATCH' && rule.judgesBy !== 'HUB'),
  ).length;

interface Task {
  readonly chunks: readonly Buffer[];
  readonly input: CheckInput;
}

/** A function of its own, so that the records as objects are gone before a clock starts. */
function prepare(records: number): Task {
  const registry = sampleRegistry({ seed: BENCH_SEED, occupations: readOccupations() });
  const planNo = loadPlan(registry);
  const receivedAt = `${SAMPLE_TODAY}T12:00:00+08:00`;
  const snapshot = snapshotFor(registry, SAMPLE_MAIN_INSTITUTION, planNo, receivedAt);
  const { header, body } = loadOf({ registry, planNo }, records, 0);
  return { chunks: chunksOf(body), input: { snapshot, packs: loadPacks(), header, receivedAt } };
}

async function measure({ records, rounds, say }: BenchOptions): Promise<Measured> {
  const task = prepare(records);
  const wholeMs: number[] = [];
  const parseMs: number[] = [];
  let findings = judge(task);
  for (let round = 0; round < rounds; round += 1) {
    parseMs.push(await timed(async () => parse(task)));
    wholeMs.push(
      await timed(async () => {
        findings = judge(task);
      }),
    );
    say(`round ${round + 1}: ${Math.round(perSecond(records, wholeMs.at(-1) ?? 0))} records/s`);
  }
  const parseShares = wholeMs.map((ms, round) => (parseMs[round] ?? 0) / ms);
  return {
    postgres: null,
    figures: {
      recordsPerSecond: Math.round(perSecond(records, median(wholeMs))),
      parseShare: roundRatio(median(parseShares)),
      rules: judgingRules(),
      findings,
      records,
      rounds,
    },
  };
}
