/**
 * From an approval to the acknowledgement of every certificate, and whether both sides hold the same.
 *
 * ratio       certificates/s into the front-end database of one feed, beside the COPY of the very rows that it got
 * p95Ms       from approval to acknowledgement, of batches of 100 approved at 500 certificates/s
 * reconcile…  a million certificates with ten differences: what is read, and how long it takes
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { approveBatch } from '../src/app/review-batch';
import { pauseFeed } from '../src/app/forwarding/pause-feed';
import { resumeFeed } from '../src/app/forwarding/resume-feed';
import type { Caller } from '../src/app/caller';
import { ensureExchangeSchema } from '../src/connectors/postgres-exchange';
import { createDatabaseIfMissing } from '../src/platform/embedded-postgres';
import {
  type Bench,
  type BenchOptions,
  type Measured,
  median,
  MS_PER_SECOND,
  percentile,
  perSecond,
  roundRatio,
  timed,
} from './bench';
import { type BenchHub, openBenchHub } from './bench-hub';
import { copyFeedRows, makeFeedCopyTable } from './forward-copy';
import { reconcileAMillion } from './forward-reconcile';
import { cleanLoad } from './load';
import { seal, upload } from './uploaded';

const FEED = 'province';
const FEED_DATABASE = 'bench_province';
const FEEDS_FILE = 'feeds.json';
const OWNER_ONLY = 0o600;
const POLL_MS = 20;
const LIMIT_MS = 600_000;
const WARM_UP_ROUNDS = 1;
/** As a training body's: one that was looked into had sent 25 batches with 2,600 certificates in two months. */
const SMALL_BATCH = 100;
const CERTIFICATES_PER_SECOND = 500;
const PACE_SECONDS = 30;
/** At once, as several offices; one that waits for its turn approves late, and its clock begins with the approval. */
const APPROVERS = 4;
const RECEIVER_INTERVAL_MS = '50';
/** What the sample receiver refuses with. */
const CODES = { 'R-PHOTO': { zh: '照片不符合要求', en: 'The photo does not meet the requirements' } };

const OPERATOR: Caller = { clientId: 'bench-operator', role: 'OPERATOR', institutionCode: null, regionCode: null };
const CITY: Caller = { clientId: 'bench-city', role: 'CITY', institutionCode: null, regionCode: '510100' };
const PROVINCE: Caller = { clientId: 'bench-province', role: 'PROVINCE', institutionCode: null, regionCode: '510000' };

export const forward: Bench = {
  summary: 'certificates into a front-end database beside COPY; approval to acknowledgement; a million reconciled',
  records: 100_000,
  targets: { ratio: 0.5, p95Ms: { atMost: 2_000 }, paceCertificatesPerSecond: 480 },
  run: async (options) => {
    const bench = await openBenchHub({
      ...options,
      feedsFile: (databaseUrl, dataDir) => feedsAt(databaseUrl, dataDir),
    });
    try {
      return await measure(bench, options);
    } finally {
      await bench.close();
    }
  },
};

async function feedsAt(databaseUrl: string, dataDir: string): Promise<string> {
  await createDatabaseIfMissing(databaseUrl, FEED_DATABASE);
  const url = receiverUrl(databaseUrl);
  await ensureExchangeSchema(url);
  const file = join(dataDir, FEEDS_FILE);
  const feed = {
    name: FEED,
    connector: 'postgres',
    region: '510000',
    title: { zh: '省级', en: 'Province' },
    url,
    codes: CODES,
  };
  await writeFile(file, JSON.stringify([feed]), { mode: OWNER_ONLY });
  return file;
}

function receiverUrl(databaseUrl: string): string {
  const url = new URL(databaseUrl);
  url.pathname = `/${FEED_DATABASE}`;
  return url.href;
}

async function measure(bench: BenchHub, options: BenchOptions): Promise<Measured> {
  const { records, rounds, workers, queue, say } = options;
  const receiver = new Client({ connectionString: receiverUrl(bench.databaseUrl) });
  await receiver.connect();
  try {
    for (let worker = 0; worker < workers; worker += 1) await bench.start(['worker']);
    await makeFeedCopyTable(receiver);
    const forwarded: number[] = [];
    const copied: number[] = [];
    for (let round = 0; round < WARM_UP_ROUNDS + rounds; round += 1) {
      const batchId = await approvedWhilePaused(bench, records, round);
      await bench.database.query('CHECKPOINT');
      const hubMs = await timed(() => handedOver(bench, batchId));
      await bench.database.query('CHECKPOINT');
      const copyMs = await copyFeedRows(receiver, batchId, bench.database);
      if (round >= WARM_UP_ROUNDS) {
        forwarded.push(hubMs);
        copied.push(copyMs);
      }
      say(
        `${round < WARM_UP_ROUNDS ? 'warm-up' : `round ${round + 1 - WARM_UP_ROUNDS}`}: hub ${Math.round(perSecond(records, hubMs))} certificates/s, COPY ${Math.round(perSecond(records, copyMs))}, ratio ${roundRatio(copyMs / hubMs)}`,
      );
    }
    const { waits, pace } = await acknowledgements(bench, (rounds + WARM_UP_ROUNDS) * records, say);
    const reconciled = await reconcileAMillion(bench, receiver, { feed: FEED, operator: OPERATOR, say });
    return {
      postgres: bench.postgres,
      figures: {
        certificatesPerSecond: Math.round(perSecond(records, median(forwarded))),
        copyPerSecond: Math.round(perSecond(records, median(copied))),
        ratio: roundRatio(median(forwarded.map((ms, round) => (copied[round] ?? 0) / ms))),
        paceCertificatesPerSecond: Math.round(pace),
        p50Ms: Math.round(percentile(waits, 0.5)),
        p95Ms: Math.round(percentile(waits, 0.95)),
        p99Ms: Math.round(percentile(waits, 0.99)),
        ...reconciled,
        records,
        rounds,
        workers,
        queue,
      },
    };
  } finally {
    await receiver.end();
  }
}

/** Its parcels wait: the feed is paused until the clock starts. */
async function approvedWhilePaused(bench: BenchHub, records: number, round: number): Promise<string> {
  accepted(await pauseFeed(bench.hub, OPERATOR, { feed: FEED, reason: 'bench' }));
  const { header, body } = cleanLoad(bench, records, { startSerial: 1 + round * records });
  const batchId = await passed(bench, { header, body, records });
  accepted(await approveBatch(bench.hub, PROVINCE, { batchId }));
  return batchId;
}

/** Checked, and approved by the city. */
async function passed(bench: BenchHub, content: Parameters<typeof upload>[2]): Promise<string> {
  const sent = await upload(bench.hub, bench.caller, content);
  await seal(bench.hub, bench.caller, sent);
  await until(bench, `SELECT state = 'CITY_REVIEW' AS is FROM batch WHERE id = $1`, sent.id);
  accepted(await approveBatch(bench.hub, CITY, { batchId: sent.id }));
  return sent.id;
}

async function handedOver(bench: BenchHub, batchId: string): Promise<void> {
  accepted(await resumeFeed(bench.hub, OPERATOR, { feed: FEED }));
  await until(bench, `SELECT count(*) = 0 AS is FROM delivery WHERE batch_id = $1 AND state = 'DUE'`, batchId);
}

/** Milliseconds from each approval to the last answer of its certificates. */
async function acknowledgements(
  bench: BenchHub,
  usedSerials: number,
  say: (line: string) => void,
): Promise<{ readonly waits: readonly number[]; readonly pace: number }> {
  await bench.start(['sample-receiver', '--interval-ms', RECEIVER_INTERVAL_MS], {
    CERTHUB_RECEIVER_URL: receiverUrl(bench.databaseUrl),
  });
  await until(bench, `SELECT count(*) = 0 AS is FROM delivery WHERE state <> 'ANSWERED' AND $1 = $1`, '');
  const batches = (CERTIFICATES_PER_SECOND / SMALL_BATCH) * PACE_SECONDS;
  say(`${batches} batches of ${SMALL_BATCH} are made ready`);
  const ids: string[] = [];
  for (let batch = 0; batch < batches; batch += 1) {
    const startSerial = 1 + usedSerials + batch * SMALL_BATCH;
    const { header, body } = cleanLoad(bench, SMALL_BATCH, { startSerial });
    ids.push(await passed(bench, { header, body, records: SMALL_BATCH }));
  }
  const everyMs = (SMALL_BATCH / CERTIFICATES_PER_SECOND) * MS_PER_SECOND;
  const startedAt = performance.now();
  const inTurn = ids.entries();
  const approve = async (): Promise<void> => {
    for (const [place, batchId] of inTurn) {
      await sleep(Math.max(0, startedAt + place * everyMs - performance.now()));
      accepted(await approveBatch(bench.hub, PROVINCE, { batchId }));
    }
  };
  await Promise.all(Array.from({ length: APPROVERS }, approve));
  const paceMs = performance.now() - startedAt;
  say(`approved at ${Math.round(perSecond(batches * SMALL_BATCH, paceMs))} certificates/s`);
  await until(bench, `SELECT count(*) = 0 AS is FROM delivery WHERE state <> 'ANSWERED' AND $1 = $1`, '');
  const { rows } = await bench.database.query<{ ms: number }>(
    `SELECT extract(epoch FROM delivery.answered_at - batch.decided_at)::float * 1000 AS ms
       FROM delivery JOIN batch ON batch.id = delivery.batch_id WHERE batch.id = ANY($1::uuid[])`,
    [ids],
  );
  return { waits: rows.map(({ ms }) => ms), pace: perSecond(batches * SMALL_BATCH, paceMs) };
}

async function until({ database }: BenchHub, sql: string, parameter: string): Promise<void> {
  for (const giveUpAt = Date.now() + LIMIT_MS; Date.now() < giveUpAt; await sleep(POLL_MS)) {
    const { rows } = await database.query<{ is: boolean }>(sql, [parameter]);
    if (rows[0]?.is === true) return;
  }
  throw new Error(`Not within ${LIMIT_MS} ms: ${sql}`);
}

function accepted(outcome: { readonly kind: string }): void {
  if (outcome.kind === 'refused') throw new Error(`Refused: ${String(Reflect.get(outcome, 'code'))}.`);
}
