/** Another CertHub as a receiver: a real process of it. What can stand in its place: connector-hub-faults.test.ts. */
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Connector } from '../../src/app/connector';
import type { ParcelBatch } from '../../src/app/forwarding/received-ports';
import { heldDigest } from '../../src/app/forwarding/held-digest';
import { hubFeed } from '../../src/connectors/hub-feed';
import { folded, rangesOf } from '../../src/domain/forwarding/held';
import { FEED } from '../kit/approved-batch';
import { silentLog } from '../kit/database';
import { HANDED_BATCH, handed, handedNo, OTHER_CREDIT_CODE } from '../kit/handed-up';
import { type HubAbove, startHubAbove } from '../kit/hub-above';
import { parcelWith, SALT } from '../kit/parcels';
import { type TcpProxy, tcpProxy } from '../kit/tcp-proxy';
import { connectorContract, type TestReceiver } from './connector-contract';

jest.setTimeout(60_000);
const TIMEOUT_MS = 20_000;
const FEED_UP = { ...FEED, name: 'province-hub', connector: 'hub' };

let above: HubAbove;
let proxy: TcpProxy;
const started: (() => Promise<unknown>)[] = [];
beforeAll(async () => {
  above = await startHubAbove();
  proxy = await tcpProxy(above.url);
}, 90_000);
afterEach(async () => {
  for (const end of started.splice(0)) await end();
  await above.forget();
});
// Inside a describe, so that it comes before the databases are dropped.
describe('another hub', () => {
  afterAll(async () => {
    await proxy.close();
    await above.stop();
  });

  interface Place {
    readonly url?: string;
    readonly clientSecretFile?: string;
    readonly batch?: ParcelBatch | undefined;
  }
  function connectorAt({
    url = above.url,
    clientSecretFile = above.clientSecretFile,

    batch = HANDED_BATCH,
  }: Place): Connector {
    const address = { connector: 'hub', url, clientId: above.clientId, clientSecretFile } as const;
    const connector = hubFeed({ feed: FEED_UP, address, log: silentLog, batches: { parcelBatch: async () => batch } });
    started.push(() => connector.close());
    return connector;
  }

  async function openReceiver(): Promise<TestReceiver> {
    let told: ParcelBatch = HANDED_BATCH;
    const address = {
      connector: 'hub',
      url: proxy.url,
      clientId: above.clientId,
      clientSecretFile: above.clientSecretFile,
    } as const;
    const opened = hubFeed({ feed: FEED_UP, address, log: silentLog, batches: { parcelBatch: async () => told } });
    return {
      connector: { ...opened, send: (parcel, limit) => opened.send(parcel, limit).finally(() => proxy.mend()) },
      unreachable: connectorAt({ url: 'http://127.0.0.1:1' }),
      held: async (deliveryId) => {
        const { rows } = await above.database.query<{ key: string }>(
          `SELECT certificate_no || '/' || version AS key FROM received_version WHERE parcel_id = $1 ORDER BY 1`,
          [deliveryId],
        );
        return rows.map(({ key }) => key);
      },
      answer: async () => undefined,
      breakDuringNextSend: async () => proxy.cut('POST /graphql'),
      hang: async () => {
        process.kill(above.api.pid, 'SIGSTOP');
        return { goOn: async () => void process.kill(above.api.pid, 'SIGCONT') };
      },
      refuseContent: async () => {
        told = { ...told, institution: { ...told.institution, creditCode: 'is wrong' } };
      },
    };
  }

  connectorContract('another hub', openReceiver, {
    answersAtOnce: true,
    certificateOf: (serial, record) => handed(serial, { record }),
  });

  test('becomes a register of what it is handed, and says of each certificate what it thinks of it', async () => {
    const connector = connectorAt({});
    const parcel = parcelWith([handed(1), handed(2, { record: { idNumber: undefined } })]);
    expect(await connector.send(parcel, TIMEOUT_MS)).toEqual({
      kind: 'taken',
      given: {
        answers: [
          { certificateNo: handedNo(1), version: 1, state: 'ACCEPTED', code: null, answeredAt: expect.any(Date) },
          { certificateNo: handedNo(2), version: 1, state: 'REFUSED', code: 'H-RECORD', answeredAt: expect.any(Date) },
        ],
        oddities: [],
      },
    });
    const { rows } = await above.database.query(`SELECT certificate_no AS number, state FROM certificate`);
    expect(rows).toEqual([{ number: handedNo(1), state: 'LIVE' }]);
    expect(await connector.sendReport({} as never, TIMEOUT_MS)).toEqual({ kind: 'refused', reason: 'UNSUPPORTED' });
  });

  test('tells what it holds, in ranges and one by one, as both sides take digests', async () => {
    const connector = connectorAt({});
    const certificates = [1, 2, 150].map((serial) => handed(serial));
    await connector.send(parcelWith(certificates), TIMEOUT_MS);
    const held = certificates.map((certificate) => ({ ...certificate, digest: heldDigest(SALT, certificate) }));
    const asked = await connector.held({ salt: SALT, prefix: '', length: 13 }, TIMEOUT_MS);
    expect(asked).toEqual({ kind: 'ranges', ranges: folded(rangesOf(held, 20), 13), rowsRead: 3 });
    const prefix = handedNo(1).slice(0, 20);
    const items = held.filter(({ certificateNo }) => certificateNo.startsWith(prefix));
    expect(await connector.held({ salt: SALT, prefix, length: null }, TIMEOUT_MS)).toEqual({
      kind: 'items',
      items: items.map(({ certificateNo, version, digest }) => ({ certificateNo, version, digest })),
      rowsRead: 2,
    });
    const wrong = { salt: SALT, prefix: 'S'.repeat(30), length: null };
    expect(await connector.held(wrong, TIMEOUT_MS)).toEqual({ kind: 'unreachable', reason: 'MISSHAPEN' });
  });

  test('whose registry has the code for another institution, or lacks the region', async () => {
    const { institution, header } = HANDED_BATCH;
    await connectorAt({}).send(parcelWith([handed(1)]), TIMEOUT_MS);
    const renamed = { header, institution: { ...institution, creditCode: OTHER_CREDIT_CODE } };
    expect(await connectorAt({ batch: renamed }).send(parcelWith([handed(2)]), TIMEOUT_MS)).toEqual({
      kind: 'refused',
      reason: 'INSTITUTION_DIFFERS',
    });
    const elsewhere = {
      header,
      institution: { ...institution, code: '0302', regionCode: '510400', creditCode: OTHER_CREDIT_CODE },
    };
    const parcel = parcelWith([handed(2, { institutionCode: '0302' })]);
    expect(await connectorAt({ batch: elsewhere }).send(parcel, TIMEOUT_MS)).toEqual({
      kind: 'unreachable',
      reason: 'SETUP',
    });
  });

  test('that does not know the client says LOGIN; a secret that cannot be read is the own affair', async () => {
    const wrong = join(above.folder, 'wrong');
    await writeFile(wrong, 'not the secret', { mode: 0o600 });
    const parcel = parcelWith([handed(1)]);
    const reasonOf = async (clientSecretFile: string): Promise<unknown> =>
      connectorAt({ clientSecretFile }).send(parcel, TIMEOUT_MS);
    expect(await reasonOf(wrong)).toEqual({ kind: 'unreachable', reason: 'LOGIN' });
    expect(await reasonOf(join(above.folder, 'missing'))).toEqual({ kind: 'unreachable', reason: 'KEY_FILE' });
    await chmod(wrong, 0o644);
    expect(await reasonOf(wrong)).toEqual({ kind: 'unreachable', reason: 'KEY_FILE' });
  });
});
