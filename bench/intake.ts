/**
 * Records a second that the API acknowledges as stored, over HTTP on this machine, from one sender: as one streamed
 * PUT and as typed lists by GraphQL, beside JSON.parse of the same lines on one core.
 */
import { randomUUID } from 'node:crypto';
import { apiClient } from '../bin/demo/api-client';
import { openUpload } from '../src/app/open-upload';
import type { BatchHeader } from '../src/domain/intake/header';
import { type Bench, type BenchOptions, type Measured, median, perSecond, roundRatio, timed } from './bench';
import { type BenchHub, openBenchHub } from './bench-hub';
import { type Load, loadOf } from './load';

const RECORDS_PER_CALL = 2_000;

export const intake: Bench = {
  summary: 'records acknowledged by the API, beside JSON.parse of the same lines',
  records: 100_000,
  targets: { ratio: 0.25 },
  run: async (options) => {
    const bench = await openBenchHub(options);
    try {
      const { url } = await bench.start(['api']);
      if (url === null) throw new Error('The API did not say where it listens.');
      return await measure(bench, url, options);
    } finally {
      await bench.close();
    }
  },
};

async function measure(bench: BenchHub, url: string, { records, rounds, say }: BenchOptions): Promise<Measured> {
  const put: number[] = [];
  const typed: number[] = [];
  const parse: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const load = loadOf(bench, records, round);
    const streamTo = await open(bench, load.header);
    const token = await tokenOf(url, bench);
    put.push(await timed(() => putStream(url, token, streamTo, load.body)));
    const listTo = await open(bench, load.header);
    typed.push(await timed(() => sendLists(bench, url, listTo, load)));
    parse.push(
      await timed(async () => {
        for (const line of load.body.toString('utf8').trimEnd().split('\n')) JSON.parse(line);
      }),
    );
    const speed = (ms: readonly number[]): number => Math.round(perSecond(records, ms.at(-1) ?? 0));
    say(
      `round ${round + 1}: PUT ${speed(put)} records/s, lists ${speed(typed)} records/s, JSON.parse ${speed(parse)} records/s`,
    );
  }
  const putRecordsPerSecond = perSecond(records, median(put));
  const parseRecordsPerSecond = perSecond(records, median(parse));
  return {
    postgres: bench.postgres,
    figures: {
      putRecordsPerSecond: Math.round(putRecordsPerSecond),
      listRecordsPerSecond: Math.round(perSecond(records, median(typed))),
      parseRecordsPerSecond: Math.round(parseRecordsPerSecond),
      ratio: roundRatio(putRecordsPerSecond / parseRecordsPerSecond),
      recordsPerCall: RECORDS_PER_CALL,
      records,
      rounds,
    },
  };
}

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

async function putStream(url: string, token: string, uploadId: string, body: Buffer): Promise<void> {
  const response = await fetch(`${url}/uploads/${uploadId}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson' },
    body: new Uint8Array(body),
  });
  if (!response.ok) throw new Error(`The stream was refused with status ${response.status}.`);
  await response.arrayBuffer();
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
