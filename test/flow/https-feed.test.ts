/** From the province's approval to the last answer, over HTTPS and through real processes: parcels signed, answers by callback. */
import { generateKeyPairSync } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { signedBy } from '../kit/http-signed';
import { httpsReceiver, type HttpsReceiver } from '../kit/https-receiver';
import { startTestHub, type TestHub } from '../kit/hub';
import { approveBatch, findingPage, streamBatch, until, untilAnswered, untilChecked } from '../kit/operations';
import { sampleDesk } from '../kit/sample-desk';
import { type Authority, authority } from '../kit/x509';

jest.setTimeout(240_000);

const RECORDS = 40;
const FEED = 'province-https';
const hubKeys = generateKeyPairSync('ed25519');
const receiverKeys = generateKeyPairSync('ed25519');
const parcelShape = z.object({
  parcelId: z.string(),
  certificates: z.array(z.object({ certificateNo: z.string(), version: z.number() })),
});

let ca: Authority;
let receiver: HttpsReceiver;
let hub: TestHub;
beforeAll(async () => {
  ca = await authority();
  receiver = await httpsReceiver({ issued: await ca.issue('receiver'), hubKey: hubKeys.publicKey });
  const signingKeyFile = join(ca.folder, 'hub.pem');
  await writeFile(signingKeyFile, hubKeys.privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  const feedsFile = join(ca.folder, 'feeds.json');
  const feed = {
    name: FEED,
    connector: 'https',
    region: '000000',
    title: { zh: '省级接口', en: 'Province over HTTPS' },
    url: receiver.url,
    signingKeyFile,
    answers: 'callback',
    receiverKey: receiverKeys.publicKey.export({ type: 'spki', format: 'pem' }),
    caFile: ca.caFile,
  };
  await writeFile(feedsFile, JSON.stringify([feed]), { mode: 0o600 });
  hub = await startTestHub({
    queue: 'postgres',
    topology: false,
    workers: 1,
    receivers: false,
    settings: { CERTHUB_FEEDS_FILE: feedsFile },
  });
});
afterAll(async () => {
  await hub?.stop();
  await receiver?.close();
  await ca?.remove();
});

async function callBack(content: object): Promise<number> {
  const target = `/feeds/${FEED}/answers`;
  const body = Buffer.from(JSON.stringify(content));
  const signature = signedBy(
    { method: 'POST', host: new URL(hub.url).host, target, body },
    { key: receiverKeys.privateKey, createdMs: Date.now() },
  );
  const headers = { 'content-type': 'application/json', ...signature };
  return (await fetch(hub.url + target, { method: 'POST', headers, body: body.toString() })).status;
}

test('a batch is approved, taken, and answered by callback, half of it twice and before the rest', async () => {
  const called: number[] = [];
  receiver.interfere(({ method, body }) => {
    if (method !== 'PUT') return undefined;
    const { parcelId, certificates } = parcelShape.parse(JSON.parse(body.toString()));
    const answers = certificates.map((certificate, index) =>
      index === 0 ? { ...certificate, accepted: false, code: 'R-PHOTO' } : { ...certificate, accepted: true },
    );
    const half = answers.slice(answers.length / 2);
    void (async () => {
      for (const part of [half, half, answers]) called.push(await callBack({ parcelId, answers: part }));
    })();
    return undefined;
  });
  const { header, records } = sampleDesk().batch({ records: RECORDS });
  const batchId = await streamBatch(hub, header, records);
  await untilChecked(hub, batchId);
  await approveBatch(hub, 'city', batchId);
  await approveBatch(hub, 'province', batchId);
  await untilAnswered(hub, batchId);
  await until(
    async () => called.length,
    (calls) => calls === 3,
  );
  expect(called).toEqual([202, 202, 202]);
  expect(receiver.seen.filter(({ method }) => method === 'PUT').every(({ faults }) => faults.length === 0)).toBe(true);
  expect(
    await hub.query(`SELECT state, count(*)::int AS items FROM delivery_item GROUP BY state ORDER BY state`),
  ).toEqual([
    { state: 'ACCEPTED', items: RECORDS - 1 },
    { state: 'REFUSED', items: 1 },
  ]);
  expect(JSON.stringify(await findingPage(hub, batchId, { first: 10, filter: { code: 'FWD-001' } }))).toContain(
    'R-PHOTO',
  );
});
