import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FEED } from '../kit/approved-batch';
import { numberOf, parcelOf, useHttpsBench } from '../kit/https-bench';
import { connectorContract, type TestReceiver } from './connector-contract';
import { heldContract } from './held-contract';

const TIMEOUT_MS = 20_000;
const bench = useHttpsBench();
const { receiverWith, connectorAt } = bench;

async function openReceiver(): Promise<TestReceiver> {
  const receiver = await receiverWith();
  const nowhere = new URL(receiver.url);
  nowhere.port = '1';
  return {
    connector: connectorAt(`${receiver.url}/`),
    unreachable: connectorAt(nowhere.href),
    held: async (deliveryId) => [...receiver.parcel(deliveryId)].sort(),
    answer: async (answers) => receiver.answer(answers),
    breakDuringNextSend: async () => {
      receiver.interfere((_seen, request) => {
        receiver.interfere(undefined);
        request.socket.destroy();
        return 'none';
      });
    },
    hang: async () => {
      receiver.interfere(() => 'none');
      return { goOn: async () => receiver.interfere(undefined) };
    },
    refuseContent: async () => receiver.interfere(() => ({ status: 422, body: { message: '张三 is wrong' } })),
  };
}

connectorContract('a receiver over HTTPS', openReceiver);
heldContract('a receiver over HTTPS', openReceiver);

describe('what is sent over HTTPS', () => {
  test('is signed, and says which parcel of which batch it is', async () => {
    const receiver = await receiverWith();
    const connector = connectorAt(receiver.url);
    const parcel = parcelOf(1, 2);
    expect(await connector.send(parcel, TIMEOUT_MS)).toEqual({ kind: 'taken' });
    await connector.answers(parcel.deliveryId, TIMEOUT_MS);
    const [sent, asked] = receiver.seen;
    const trace = parcel.batchId.replaceAll('-', '');
    expect(sent).toMatchObject({ method: 'PUT', path: `/parcels/${parcel.deliveryId}`, faults: [] });
    expect(sent?.headers).toMatchObject({
      'content-type': 'application/json',
      'idempotency-key': `"${parcel.deliveryId}"`,
      traceparent: `00-${trace}-${trace.slice(16)}-01`,
    });
    expect(sent?.headers['signature-input']).toContain(`;keyid="${FEED.name}";alg="ed25519";tag="certhub-feed"`);
    expect(asked).toMatchObject({ method: 'GET', path: `/parcels/${parcel.deliveryId}/answers`, faults: [] });
  });

  test('comes to a receiver with a path of its own, in the format of the feed, by a named key', async () => {
    const receiver = await receiverWith();
    receiver.interfere(() => ({ status: 202 }));
    const feed = { ...FEED, form: { ...FEED.form, format: 'csv' as const } };
    const connector = connectorAt(`${receiver.url}/a/b/`, { signingKeyId: 'hub-2026' }, feed);
    const parcel = parcelOf(1);
    expect(await connector.send(parcel, TIMEOUT_MS)).toEqual({ kind: 'taken' });
    expect(receiver.seen[0]).toMatchObject({ path: `/a/b/parcels/${parcel.deliveryId}`, faults: [] });
    expect(receiver.seen[0]?.headers['content-type']).toBe('text/csv; charset=utf-8; header=present');
    expect(receiver.seen[0]?.headers['signature-input']).toContain('keyid="hub-2026"');
  });

  test('goes over few connections that are kept, also when the receiver has closed them meanwhile', async () => {
    const receiver = await receiverWith();
    const connector = connectorAt(receiver.url);
    for (const serial of [1, 2, 3]) {
      expect(await connector.send(parcelOf(serial), TIMEOUT_MS)).toEqual({ kind: 'taken' });
    }
    expect(receiver.connections()).toBe(1);
    receiver.dropIdle();
    expect(await connector.send(parcelOf(4), TIMEOUT_MS)).toEqual({ kind: 'taken' });
    await Promise.all([5, 6, 7, 8, 9, 10, 11, 12].map((serial) => connector.send(parcelOf(serial), TIMEOUT_MS)));
    expect(receiver.connections()).toBeLessThanOrEqual(5);
  });

  test('is not sent at all without a key of the hub that only its owner can read', async () => {
    const receiver = await receiverWith();
    const open = join(bench.ca.folder, 'open.pem');
    await writeFile(open, bench.privateText(), { mode: 0o644 });
    const keyFile = { kind: 'unreachable', reason: 'KEY_FILE' };
    for (const wrong of [
      { signingKeyFile: open },
      { signingKeyFile: join(bench.ca.folder, 'none.pem') },
      { signingKeyFile: bench.issued.keyFile },
      { caFile: join(bench.ca.folder, 'none.pem') },
      { clientCertificateFile: bench.issued.certificateFile, clientKeyFile: join(bench.ca.folder, 'none.key') },
    ]) {
      expect(await connectorAt(receiver.url, wrong).send(parcelOf(1), TIMEOUT_MS)).toEqual(keyFile);
    }
    expect(receiver.seen).toEqual([]);
  });

  test('is sent as soon as the key is there, without a new start', async () => {
    const receiver = await receiverWith();
    const late = join(bench.ca.folder, `${randomUUID()}.pem`);
    const connector = connectorAt(receiver.url, { signingKeyFile: late });
    expect(await connector.send(parcelOf(1), TIMEOUT_MS)).toMatchObject({ reason: 'KEY_FILE' });
    await writeFile(late, bench.privateText(), { mode: 0o600 });
    expect(await connector.send(parcelOf(1), TIMEOUT_MS)).toEqual({ kind: 'taken' });
  });
});

describe('answers over HTTPS', () => {
  const accepted = { state: 'ACCEPTED', code: null, answeredAt: expect.any(Date) };

  test('come with the receipt', async () => {
    const receiver = await receiverWith({
      decide: (certificateNo) =>
        certificateNo.endsWith('2') ? { accepted: false, code: 'R-PHOTO' } : { accepted: true, code: null },
    });
    const parcel = parcelOf(1, 2);
    const given = {
      oddities: [],
      answers: [
        { certificateNo: numberOf(1), version: 1, ...accepted },
        { certificateNo: numberOf(2), version: 1, state: 'REFUSED', code: 'R-PHOTO', answeredAt: expect.any(Date) },
      ],
    };
    const connector = connectorAt(receiver.url);
    expect(await connector.send(parcel, TIMEOUT_MS)).toEqual({ kind: 'taken', given });
    // Lost on the way, they come once more, with the same parcel or when they are asked for.
    expect(await connector.send(parcel, TIMEOUT_MS)).toEqual({ kind: 'taken', given });
    expect(await connector.answers(parcel.deliveryId, TIMEOUT_MS)).toEqual({ kind: 'given', ...given });
  });

  test('are not asked for where they come by themselves', async () => {
    const receiver = await receiverWith();
    const connector = connectorAt(receiver.url, { answers: 'callback' });
    expect(await connector.answers(randomUUID(), TIMEOUT_MS)).toEqual({ kind: 'given', answers: [], oddities: [] });
    expect(receiver.seen).toEqual([]);
  });

  test('that nothing can be made of are counted, and the good ones count', async () => {
    const receiver = await receiverWith();
    const parcel = parcelOf(1);
    const answeredAt = '2026-07-15T08:00:00+08:00';
    const good = { certificateNo: numberOf(1), version: 1, accepted: true, answeredAt };
    receiver.interfere(() => ({
      status: 200,
      body: {
        parcelId: parcel.deliveryId.toUpperCase(),
        answers: [
          good,
          { ...good, version: '1' },
          { ...good, accepted: 'yes' },
          null,
          { ...good, version: 2, answeredAt: 'yesterday' },
        ],
      },
    }));
    expect(await connectorAt(receiver.url).send(parcel, TIMEOUT_MS)).toEqual({
      kind: 'taken',
      given: {
        oddities: [{ code: 'UNREADABLE_ANSWER', count: 3 }],
        answers: [
          { certificateNo: numberOf(1), version: 1, state: 'ACCEPTED', code: null, answeredAt: new Date(answeredAt) },
          { certificateNo: numberOf(1), version: 2, ...accepted },
        ],
      },
    });
  });

  test('that were lost after the receiver took the parcel leave one parcel there', async () => {
    const receiver = await receiverWith();
    const connector = connectorAt(receiver.url);
    const parcel = parcelOf(1, 2);
    await connector.send(parcel, TIMEOUT_MS);
    receiver.interfere((_seen, request) => {
      receiver.interfere(undefined);
      request.socket.destroy();
      return 'none';
    });
    // On a connection that was kept, it is tried at once once more.
    expect(await connector.send(parcel, TIMEOUT_MS)).toEqual({ kind: 'taken' });
    expect(receiver.seen.map(({ method }) => method)).toEqual(['PUT', 'PUT', 'PUT']);
    expect(receiver.parcel(parcel.deliveryId)).toEqual([`${numberOf(1)}/1`, `${numberOf(2)}/1`]);
  });
});
