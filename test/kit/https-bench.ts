/** Receivers over HTTPS for the tests of one file, with connectors to them; everything ends with its test. */
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Connector, FeedDescription, Parcel } from '../../src/app/connector';
import type { HttpsAddress } from '../../src/connectors/https-address';
import { httpsFeed } from '../../src/connectors/https-feed';
import { FEED } from './approved-batch';
import { silentLog } from './database';
import { type HttpsReceiver, httpsReceiver, type ReceiverSettings } from './https-receiver';
import { parcelWith } from './parcels';
import { type Authority, authority, type Issued } from './x509';

interface Closing {
  close(): Promise<void>;
}

export interface HttpsBench {
  readonly ca: Authority;
  /** Of a receiver on this machine. */
  readonly issued: Issued;
  readonly signingKeyFile: string;
  /** What the hub signs with. */
  readonly hubKeys: { readonly privateKey: KeyObject; readonly publicKey: KeyObject };
  privateText(): string;
  receiverWith(more?: Partial<ReceiverSettings>): Promise<HttpsReceiver>;
  connectorAt(url: string, more?: Partial<HttpsAddress>, feed?: FeedDescription): Connector;
  /** Closes it after the test. */
  keep<One extends Closing>(one: One): One;
}

export function useHttpsBench(): HttpsBench {
  const hubKeys = generateKeyPairSync('ed25519');
  const opened: Closing[] = [];
  let made: Pick<HttpsBench, 'ca' | 'issued' | 'signingKeyFile'> | undefined;
  const bench = (): Pick<HttpsBench, 'ca' | 'issued' | 'signingKeyFile'> => {
    if (made === undefined) throw new Error('The bench is there once a test runs.');
    return made;
  };
  const privateText = (): string => hubKeys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const keep = <One extends Closing>(one: One): One => {
    opened.push(one);
    return one;
  };
  beforeAll(async () => {
    const ca = await authority();
    const signingKeyFile = join(ca.folder, 'hub.pem');
    await writeFile(signingKeyFile, privateText(), { mode: 0o600 });
    made = { ca, signingKeyFile, issued: await ca.issue('receiver') };
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((one) => one.close()));
  });
  afterAll(() => made?.ca.remove());
  return {
    get ca() {
      return bench().ca;
    },
    get issued() {
      return bench().issued;
    },
    get signingKeyFile() {
      return bench().signingKeyFile;
    },
    hubKeys,
    privateText,
    keep,
    receiverWith: async (more = {}) =>
      keep(await httpsReceiver({ issued: bench().issued, hubKey: hubKeys.publicKey, ...more })),
    connectorAt: (url, more = {}, feed = FEED) => {
      const { ca, signingKeyFile } = bench();
      const address = { connector: 'https', url, signingKeyFile, answers: 'ask', caFile: ca.caFile, ...more } as const;
      return keep(httpsFeed({ feed, address, log: silentLog }));
    },
  };
}

export const numberOf = (serial: number): string => `Y000051000123263${String(serial).padStart(6, '0')}`;

export const parcelOf = (...serials: number[]): Parcel =>
  parcelWith(
    serials.map((serial) => ({
      certificateNo: numberOf(serial),
      version: 1,
      kind: 'ISSUED',
      institutionCode: '0001',
      regionCode: '510100',
      data: `{"name": "张三", "remark": null}`,
    })),
  );
