/**
 * The main job end to end: two batches with planted faults, both reviews, the faulty records mended and resent,
 * everything forwarded and answered. What was planted is known, so the demo judges the hub as a test would.
 */
import type { CertificateRecord } from '../../src/domain/certificate/record';
import { SAMPLE_MAIN_INSTITUTION } from '../../src/domain/sample/institutions';
import { sampleBatch, type SampleBatch } from '../../src/domain/sample/sample-batch';
import type { SampleRegistry } from '../../src/domain/sample/sample-registry';
import type { SampleClients } from '../sample/load-sample';
import { apiClient, type Send } from './api-client';
import { cameBack, pushAndJudge, type Ledger } from './judge-batch';
import { approve, type FeedStatus, pause, sendBatch, tallied, untilAnswered, untilChecked } from './operations';

export interface DemoOptions {
  readonly url: string;
  readonly clients: SampleClients;
  readonly registry: SampleRegistry;
  readonly records: number;
  readonly seed: number;
  /** Certificate numbers that a receiver holds. */
  readonly receivers: Readonly<Record<string, () => Promise<readonly string[]>>>;
  readonly say: (line: string) => void;
}

export interface FeedResult {
  readonly delivered: number;
  readonly accepted: number;
  readonly refused: number;
  readonly missing: number;
  readonly extra: number;
}

export interface DemoResult {
  readonly received: number;
  readonly passed: number;
  readonly held: number;
  readonly returned: number;
  readonly byRule: Readonly<Record<string, number>>;
  readonly resent: number;
  readonly approved: number;
  readonly delivered: number;
  readonly accepted: number;
  readonly refused: number;
  readonly certificates: number;
  readonly planted: number;
  readonly plantedMissed: number;
  readonly falseFlags: number;
  readonly feedbackFindings: number;
  readonly talliesReconciled: boolean;
  readonly feeds: Readonly<Record<string, FeedResult>>;
  readonly seconds: number;
  readonly recordsPerSecond: number;
}

const FAULT_SHARE = 0.05;
/** Clean records of the first batch that the second may repeat a holding or a number of. */
const PRIOR_RECORDS = 2_000;
const TALLY_WAIT_MS = 30_000;

export async function runDemo(options: DemoOptions): Promise<DemoResult> {
  const { url, clients, records, say } = options;
  const startedAt = Date.now();
  const institution = apiClient(url, clients.institution);
  const reviewers = { city: apiClient(url, clients.city), province: apiClient(url, clients.province) };
  const ledger: Ledger = {
    passed: 0,
    held: 0,
    returned: 0,
    planted: 0,
    plantedMissed: 0,
    falseFlags: 0,
    byRule: new Map(),
    batchIds: [],
    approved: new Set(),
  };
  const first = Math.ceil(records / 2);
  let prior: readonly CertificateRecord[] = [];
  let resent = 0;
  for (const [part, size] of [
    ['1', first],
    ['2', records - first],
  ] as const) {
    if (size === 0) continue;
    const batch = planted(options, size, part === '1' ? 1 : first + 1, prior);
    const batchId = await pushAndJudge({ institution, province: reviewers.province }, batch, part, say, ledger);
    await review(reviewers, batchId, say);
    resent += await mendAndResend(institution, reviewers, batch, batchId, say, ledger);
    prior = batch.clean.slice(0, PRIOR_RECORDS);
  }
  const answers = await answersOf(institution, ledger, say);
  const tallies = await talliesOf(reviewers.province, ledger.approved.size);
  const feeds = await compareReceivers(options, ledger.approved, answers);
  const seconds = (Date.now() - startedAt) / 1_000;
  const sum = (pick: (feed: FeedResult) => number): number =>
    Object.values(feeds).reduce((total, feed) => total + pick(feed), 0);
  return {
    received: records,
    passed: ledger.passed,
    held: ledger.held,
    returned: ledger.returned,
    byRule: Object.fromEntries([...ledger.byRule].sort(([a], [b]) => (a < b ? -1 : 1))),
    resent,
    approved: ledger.approved.size,
    delivered: sum((feed) => feed.delivered),
    accepted: sum((feed) => feed.accepted),
    refused: sum((feed) => feed.refused),
    certificates: tallies,
    planted: ledger.planted,
    plantedMissed: ledger.plantedMissed,
    falseFlags: ledger.falseFlags,
    feedbackFindings: await feedback(institution, ledger),
    talliesReconciled: tallies === ledger.approved.size,
    feeds,
    seconds: Math.round(seconds * 10) / 10,
    recordsPerSecond: Math.round(records / seconds),
  };
}

/** Everything right: what was planted was found, nothing else was, and the receivers hold exactly the approved set. */
export const demoPassed = (result: DemoResult): boolean =>
  result.plantedMissed === 0 &&
  result.falseFlags === 0 &&
  result.approved === result.received &&
  result.talliesReconciled &&
  result.feedbackFindings === result.refused &&
  Object.values(result.feeds).length > 0 &&
  Object.values(result.feeds).every(
    ({ delivered, accepted, refused, missing, extra }) =>
      missing === 0 && extra === 0 && delivered === result.approved && accepted + refused === delivered,
  );

function planted(
  options: DemoOptions,
  records: number,
  startSerial: number,
  priorRecords: readonly CertificateRecord[],
): SampleBatch {
  const { registry, seed } = options;
  const plan = registry.plans.find(({ institutionCode }) => institutionCode === SAMPLE_MAIN_INSTITUTION);
  if (!plan) throw new Error('The sample province lacks a plan of its main institution.');
  return sampleBatch({
    registry,
    seed,
    records,
    startSerial,
    priorRecords,
    institutionCode: SAMPLE_MAIN_INSTITUTION,
    planNo: plan.planNo,
    faultShare: FAULT_SHARE,
  });
}

async function review(
  reviewers: { city: Send; province: Send },
  batchId: string,
  say: DemoOptions['say'],
): Promise<void> {
  await approve(reviewers.city, batchId);
  await approve(reviewers.province, batchId);
  say('市级初审、省级终审通过 approved by city and province');
}

/** The records that came back, as they should have been, in a batch that names the one it mends. */
async function mendAndResend(
  send: Send,
  reviewers: { city: Send; province: Send },
  { header, faults }: SampleBatch,
  batchId: string,
  say: DemoOptions['say'],
  ledger: Ledger,
): Promise<number> {
  const records = faults.filter(cameBack).map(({ original }) => ({ ...original }));
  if (records.length === 0) return 0;
  const mended = { ...header, clientBatchNo: `${header.clientBatchNo}-R1`, resubmissionOf: batchId };
  const resentId = await sendBatch(send, mended, records);
  const status = await untilChecked(send, resentId);
  ledger.batchIds.push(resentId);
  ledger.falseFlags += (status.counts?.returned ?? 0) + (status.counts?.held ?? 0);
  say(`更正后重新报送 mended and resent: ${records.length}`);
  await review(reviewers, resentId, say);
  for (const { certificateNo } of records) ledger.approved.add(certificateNo);
  return records.length;
}

async function answersOf(send: Send, { batchIds }: Ledger, say: DemoOptions['say']): Promise<Map<string, FeedStatus>> {
  const sums = new Map<string, FeedStatus>();
  for (const batchId of batchIds) {
    for (const one of await untilAnswered(send, batchId)) {
      const sum = sums.get(one.feed) ?? { feed: one.feed, certificates: 0, delivered: 0, accepted: 0, refused: 0 };
      sums.set(one.feed, {
        feed: one.feed,
        certificates: sum.certificates + one.certificates,
        delivered: sum.delivered + one.delivered,
        accepted: sum.accepted + one.accepted,
        refused: sum.refused + one.refused,
      });
    }
  }
  say('上级接收方已逐证回执 every certificate is answered');
  return sums;
}

async function talliesOf(send: Send, expected: number): Promise<number> {
  const until = Date.now() + TALLY_WAIT_MS;
  for (;;) {
    const { certificates } = await tallied(send);
    if (certificates === expected || Date.now() > until) return certificates;
    await pause();
  }
}

async function compareReceivers(
  { receivers }: DemoOptions,
  approved: ReadonlySet<string>,
  answers: ReadonlyMap<string, FeedStatus>,
): Promise<Record<string, FeedResult>> {
  const results: Record<string, FeedResult> = {};
  for (const [feed, held] of Object.entries(receivers)) {
    const numbers = new Set(await held());
    const { delivered = 0, accepted = 0, refused = 0 } = answers.get(feed) ?? {};
    results[feed] = {
      delivered,
      accepted,
      refused,
      missing: [...approved].filter((number) => !numbers.has(number)).length,
      extra: [...numbers].filter((number) => !approved.has(number)).length,
    };
  }
  return results;
}

/** Findings that the institution sees because a receiver refused. */
async function feedback(send: Send, { batchIds }: Ledger): Promise<number> {
  let total = 0;
  for (const batchId of batchIds) {
    const { findings } = await send<{ findings: { total: number } }>(
      `query ($batchId: ID!) { findings(batchId: $batchId, first: 1, filter: { code: "FWD-001" }) { total } }`,
      { batchId },
    );
    total += findings.total;
  }
  return total;
}
