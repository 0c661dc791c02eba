/**
 * Records a second that the API acknowledges as stored, over HTTP on this machine, from one sender: as one streamed
 * PUT and as typed lists by GraphQL, beside JSON.parse of the same lines on one core. And the memory of the API at its peak,
 * each time in a process that has done nothing before: for all records in one content, for a tenth of them, which must take as
 * much, and for the same records in ten contents.
 */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { apiClient } from '../bin/demo/api-client';
import type { Child } from '../bin/stack/child';
import { openUpload } from '../src/app/open-upload';
import type { BatchHeader } from '../src/domain/intake/header';
import { type Bench, type BenchOptions, type Measured, median, perSecond, roundRatio, timed } from './bench';
import { type BenchHub, openBenchHub } from './bench-hub';
import { type Block, blockOf, contentOf, putStream } from './intake-stream';
import { type Load, loadOf } from './load';

const RECORDS_PER_CALL = 2_000;
const BLOCK_RECORDS = 10_000;
const SMALLER = 10;
/** Equal runs differ by some 4 %. */
const PEAK_GROWTH_MAX = 1.05;
const KIB_PER_MIB = 1_024;

export const intake: Bench = {
  summary: 'records acknowledged by the API, beside JSON.parse of the same lines, and its memory',
  records: 1_000_000,
  targets: { recordsPerSecond: 200_000, peakMiB: { atMost: 300 }, peakGrowth: { atMost: PEAK_GROWTH_MAX } },
  run: async (options) => {
    if (options.records % (BLOCK_RECORDS * SMALLER) !== 0 || options.records > SERIALS) {
      throw new Error(`--records is a multiple of ${BLOCK_RECORDS * SMALLER} up to ${SERIALS}.`);
    }
    const bench = await openBenchHub(options);
    try {
      return await measure(bench, options);
    } finally {
      await bench.close();
    }
  },
};

/** Certificate numbers of one site, year and level: six digits tell them apart. */
const SERIALS = 1_000_000;

interface Round {
  readonly putMs: number;
  readonly peakMiB: number;
  readonly smallPeakMiB: number;
  readonly oncePeakMiB: number;
  readonly listsMs: number;
  readonly parseMs: number;
}

async function measure(bench: BenchHub, { records, rounds, say }: BenchOptions): Promise<Measured> {
  const load = loadOf(bench, BLOCK_RECORDS, 0);
  const block = blockOf(load.records);
  const all: Round[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const once = await streamed(bench, load.header, block, [records / SMALLER]);
    const small = await streamed(
      bench,
      load.header,
      block,
      Array.from({ length: SMALLER }, () => records / SMALLER),
    );
    const large = await streamed(bench, load.header, block, [records]);
    const measured = {
      putMs: large.ms,
      peakMiB: large.peakMiB,
      smallPeakMiB: small.peakMiB,
      oncePeakMiB: once.peakMiB,
      listsMs: await lists(bench, load),
      parseMs: await parsed(load),
    };
    all.push(measured);
    say(
      `round ${round + 1}: ${Math.round(perSecond(records, measured.putMs))} records/s, ` +
        `peak ${measured.peakMiB} MiB, of tenths ${measured.smallPeakMiB} MiB, of one tenth ${measured.oncePeakMiB} MiB`,
    );
  }
  const of = (figure: keyof Round): number => median(all.map((round) => round[figure]));
  const parsePerSecond = perSecond(BLOCK_RECORDS, of('parseMs'));
  return {
    postgres: bench.postgres,
    figures: {
      recordsPerSecond: Math.round(perSecond(records, of('putMs'))),
      peakMiB: of('peakMiB'),
      smallPeakMiB: of('smallPeakMiB'),
      oncePeakMiB: of('oncePeakMiB'),
      peakGrowth: roundRatio(of('peakMiB') / of('oncePeakMiB')),
      listRecordsPerSecond: Math.round(perSecond(BLOCK_RECORDS, of('listsMs'))),
      parseRecordsPerSecond: Math.round(parsePerSecond),
      ratio: roundRatio(
        median(all.map(({ putMs, parseMs }) => perSecond(records, putMs) / perSecond(BLOCK_RECORDS, parseMs))),
      ),
      bytesPerRecord: Math.round(block.bytes.length / BLOCK_RECORDS),
      records,
      rounds,
    },
  };
}

interface Streamed {
  readonly ms: number;
  readonly peakMiB: number;
}

/** One content after the other, by an API process that has done nothing before. */
async function streamed(
  bench: BenchHub,
  header: BatchHeader,
  block: Block,
  contents: readonly number[],
): Promise<Streamed> {
  const api = await startApi(bench);
  const token = await tokenOf(api.url, bench);
  // Pages that an earlier round left behind are written before the clock starts.
  await bench.database.query('CHECKPOINT');
  let ms = 0;
  for (const records of contents) {
    const uploadId = await open(bench, header);
    ms += await timed(() => putStream(`${api.url}/uploads/${uploadId}`, token, contentOf(block, records)));
  }
  const peakMiB = peakMiBOf(api.child);
  await api.child.stop();
  return { ms, peakMiB };
}

async function startApi(bench: BenchHub): Promise<{ readonly child: Child; readonly url: string }> {
  const child = await bench.start(['api']);
  if (child.url === null) throw new Error('The API did not say where it listens.');
  return { child, url: child.url };
}

/** VmHWM: the most memory that the process ever had in RAM. Linux tells it. */
function peakMiBOf(child: Child): number {
  const status = readFileSync(`/proc/${child.pid()}/status`, 'utf8');
  const [, kib] = /^VmHWM:\s+(\d+) kB$/m.exec(status) ?? [];
  return Math.round(Number(kib) / KIB_PER_MIB);
}

async function lists(bench: BenchHub, load: Load): Promise<number> {
  const api = await startApi(bench);
  const uploadId = await open(bench, load.header);
  const ms = await timed(() => sendLists(bench, api.url, uploadId, load));
  await api.child.stop();
  return ms;
}

const parsed = (load: Load): Promise<number> =>
  timed(async () => {
    for (const line of load.body.toString('utf8').trimEnd().split('\n')) JSON.parse(line);
  });

async function open({ hub, caller }: BenchHub, header: BatchHeader): Promise<string> {
  const opened = await openUpload(hub, caller, { ...header, clientBatchNo: randomUUID() });
  if (opened.kind === 'refused') throw new Error(`The upload was refused: ${opened.code}.`);
  return opened.upload.id;
}

async function tokenOf(url: string, { clients }: BenchHub): Promise<string> {
  const { clientId, clientSecret } = clients.institution;
  const response = await fetch(`${url}/oauth/token`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: 'grant_type=client_credentials',
  });
  const { access_token: token }: { access_token?: string } = JSON.parse(await response.text());
  if (token === undefined) throw new Error(`No token: the API answered ${response.status}.`);
  return token;
}

async function sendLists({ clients }: BenchHub, url: string, uploadId: string, { records }: Load): Promise<void> {
  const send = apiClient(url, clients.institution);
  for (let from = 0; from < records.length; from += RECORDS_PER_CALL) {
    const { appendRecords } = await send<{ appendRecords: { __typename: string } }>(
      `mutation ($uploadId: ID!, $chunkNo: Int!, $records: CertificateRecords!) {
         appendRecords(uploadId: $uploadId, chunkNo: $chunkNo, records: $records) { __typename } }`,
      { uploadId, chunkNo: 1 + from / RECORDS_PER_CALL, records: records.slice(from, from + RECORDS_PER_CALL) },
    );
    if (appendRecords.__typename !== 'RecordsAppended') throw new Error('A list of records was refused.');
  }
}
