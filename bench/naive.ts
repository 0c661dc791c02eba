/**
 * The same records from the first byte sent to the last verdict stored, by the hub and by the stack as tutorials build it
 * (`naive/`): input classes with class-validator, a job for each record that looks up its plan, its number and its person, TypeORM `save`. One API and the same number of workers,
 * the same PostgreSQL and the same queue. The hub does more on the way: tokens, the bytes as received, all rules, encryption.
 */
import { createHash, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { apiClient, getToken, type Send } from '../bin/demo/api-client';
import type { RawRecord } from '../src/domain/certificate/record';
import type { BatchHeader } from '../src/domain/intake/header';
import { type Bench, type BenchOptions, type Measured, median, perSecond, roundRatio, timed } from './bench';
import { type BenchHub, openBenchHub } from './bench-hub';
import { putStream } from './intake-stream';
import { cleanLoad } from './load';
import { NAIVE_SCHEMA, NAIVE_TABLE, NaivePlan, naiveSource } from './naive/record';

const RECORDS = 20_000;
/** Of one call to the naive API. */
const RECORDS_PER_CALL = 500;
const POLL_MS = 20;
/** Of one piece of the stream to the hub. */
const RECORDS_PER_PIECE = 100;
/** It counts all rows of the batch: asked as often as the hub's, it would take a tenth of the machine from what it looks at. */
const NAIVE_POLL_MS = 100;
const LIMIT_MS = 1_200_000;
/** More than a small batch has: those go another way, and the hub would come to its first round cold. */
const WARM_UP_SHARE = 0.25;

export const naive: Bench = {
  summary: 'records sent to verdicts stored, beside the stack as tutorials build it',
  records: RECORDS,
  targets: { ratio: 15 },
  run: async (options) => {
    const bench = await openBenchHub(options);
    try {
      return await measure(bench, await startBoth(bench, options), options);
    } finally {
      await bench.close();
    }
  },
};

interface Apis {
  readonly hub: string;
  readonly naive: string;
}

async function startBoth(bench: BenchHub, { workers }: BenchOptions): Promise<Apis> {
  await bench.database.query(`CREATE SCHEMA ${NAIVE_SCHEMA}`);
  const source = await naiveSource(bench.databaseUrl, true).initialize();
  await source.getRepository(NaivePlan).save(planOf(bench));
  await source.destroy();
  const program = (name: string): string => join(__dirname, 'naive', `${name}.js`);
  for (let worker = 0; worker < workers; worker += 1) {
    await bench.start(['worker']);
    await bench.startBeside(program('work'), {});
  }
  const [hub, beside] = [await bench.start(['api']), await bench.startBeside(program('serve'), {})];
  if (hub.url === null || beside.url === null) throw new Error('An API did not say where it listens.');
  return { hub: hub.url, naive: beside.url };
}

function planOf({ registry, planNo }: BenchHub): NaivePlan {
  const plan = registry.plans.find((each) => each.planNo === planNo);
  if (!plan) throw new Error('The sample province lacks its load plan.');
  const { occupationCode, level, siteCode } = plan;
  return { planNo, occupationCode, level, siteCode };
}

interface Content {
  readonly header: BatchHeader;
  readonly records: readonly RawRecord[];
}

async function measure(
  bench: BenchHub,
  apis: Apis,
  { records, rounds, workers, queue, say }: BenchOptions,
): Promise<Measured> {
  const hubMs: number[] = [];
  const naiveMs: number[] = [];
  let serial = 1;
  const content = (count: number): Content => {
    // Without faults: the naive API refuses a whole call for one of them.
    const made = cleanLoad(bench, count, { startSerial: serial });
    serial += count;
    return made;
  };
  const sender = await senderTo(bench, apis.hub);
  // Compiles both; not counted.
  const warmUp = content(Math.ceil(records * WARM_UP_SHARE));
  await throughHub(bench, sender, warmUp);
  await throughNaive(bench, apis.naive, warmUp);
  for (let round = 0; round < rounds; round += 1) {
    const same = content(records);
    await bench.database.query('CHECKPOINT');
    hubMs.push(await timed(() => throughHub(bench, sender, same)));
    await bench.database.query('CHECKPOINT');
    naiveMs.push(await timed(() => throughNaive(bench, apis.naive, same)));
    const speed = (ms: readonly number[]): number => Math.round(perSecond(records, ms.at(-1) ?? Number.NaN));
    say(`round ${round + 1}: hub ${speed(hubMs)} records/s, naive ${speed(naiveMs)} records/s`);
  }
  const ratios = hubMs.map((ms, round) => (naiveMs[round] ?? Number.NaN) / ms);
  return {
    postgres: bench.postgres,
    figures: {
      ratio: roundRatio(median(ratios)),
      ratioLeast: roundRatio(Math.min(...ratios)),
      ratioMost: roundRatio(Math.max(...ratios)),
      hubRecordsPerSecond: Math.round(perSecond(records, median(hubMs))),
      naiveRecordsPerSecond: Math.round(perSecond(records, median(naiveMs))),
      records,
      rounds,
      workers,
      queue,
    },
  };
}

const OPEN = `mutation ($header: BatchHeaderInput!) {
  openUpload(header: $header) { ... on UploadOpened { id: uploadId } ... on Refusal { code } } }`;
const SEAL = `mutation ($id: ID!, $manifest: ManifestInput!) {
  sealUpload(uploadId: $id, manifest: $manifest) { ... on UploadSealed { id: batchId } ... on Refusal { code } } }`;
const UPLOAD = 'query ($id: ID!) { upload(id: $id) { receipts { chunkNo } } }';

type Answered = { readonly id?: string; readonly code?: string };
function idIn({ id, code }: Answered): string {
  if (id === undefined) throw new Error(`The hub refused: ${code}.`);
  return id;
}

/** A system sends its batches with one token: it is good for minutes. */
interface Sender {
  readonly url: string;
  readonly send: Send;
  readonly token: string;
}

async function senderTo({ clients }: BenchHub, url: string): Promise<Sender> {
  const { access_token: token } = await getToken(url, clients.institution);
  return { url, send: apiClient(url, clients.institution), token };
}

async function throughHub({ database }: BenchHub, sender: Sender, { header, records }: Content): Promise<void> {
  const { url, send, token } = sender;
  const { openUpload } = await send<{ openUpload: Answered }>(OPEN, {
    header: { ...header, clientBatchNo: randomUUID() },
  });
  const id = idIn(openUpload);
  const hash = createHash('sha256');
  await putStream(
    `${url}/uploads/${id}`,
    token,
    linesOf(records, (piece) => void hash.update(piece)),
  );
  const { upload } = await send<{ upload: { receipts: readonly object[] } }>(UPLOAD, { id });
  const manifest = { chunks: upload.receipts.length, records: records.length, digest: hash.digest('hex') };
  const { sealUpload } = await send<{ sealUpload: Answered }>(SEAL, { id, manifest });
  const batchId = idIn(sealUpload);
  await until(POLL_MS, async () => {
    const { rows } = await database.query<{ state: string }>('SELECT state FROM batch WHERE id = $1', [batchId]);
    return rows[0]?.state !== 'CHECKING';
  });
}

/** Written while they are sent, as the naive side writes one call while the one before is worked on. */
function* linesOf(records: readonly RawRecord[], sent: (piece: Buffer) => void): Generator<Buffer> {
  for (let from = 0; from < records.length; from += RECORDS_PER_PIECE) {
    const lines = records.slice(from, from + RECORDS_PER_PIECE).map((record) => `${JSON.stringify(record)}\n`);
    const piece = Buffer.from(lines.join(''));
    sent(piece);
    yield piece;
  }
}

const SUBMIT =
  'mutation ($batchId: ID!, $planNo: ID!, $records: [RecordInput!]!) { submitRecords(batchId: $batchId, planNo: $planNo, records: $records) }';

async function throughNaive({ database, planNo }: BenchHub, url: string, { records }: Content): Promise<void> {
  const batchId = randomUUID();
  for (let from = 0; from < records.length; from += RECORDS_PER_CALL) {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        query: SUBMIT,
        variables: { batchId, planNo, records: records.slice(from, from + RECORDS_PER_CALL) },
      }),
    });
    const answer: { errors?: readonly { readonly message: string }[] } = JSON.parse(await response.text());
    if (answer.errors) throw new Error(`The naive API refused: ${answer.errors[0]?.message}.`);
  }
  await until(NAIVE_POLL_MS, async () => {
    const { rows } = await database.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM ${NAIVE_TABLE} WHERE "batchId" = $1 AND verdict = 'PASSED'`,
      [batchId],
    );
    return rows[0]?.count === records.length;
  });
}

async function until(pollMs: number, isOver: () => Promise<boolean>): Promise<void> {
  const giveUpAt = Date.now() + LIMIT_MS;
  while (Date.now() < giveUpAt) {
    if (await isOver()) return;
    await sleep(pollMs);
  }
  throw new Error(`Not over within ${LIMIT_MS} ms.`);
}
