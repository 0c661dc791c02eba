/** What every connector promises whose receiver can say what it holds (docs/reconciliation.md). */
import type { Connector, HeldAsked } from '../../src/app/connector';
import type { ParcelCertificate } from '../../src/app/forwarding-ports';
import { type HeldItem, type HeldRange, rangesOf } from '../../src/domain/forwarding/held';
import { jsonbText } from '../../src/domain/forwarding/shown-data';
import { parcelWith, SALT, withDigest } from '../kit/parcels';
import type { TestReceiver } from './connector-contract';

const TIMEOUT_MS = 10_000;

const SITES = ['S000151000123', 'S000151000124', 'Y999951000123'];
const certificate = (site: string, serial: number, more: Partial<ParcelCertificate> = {}): ParcelCertificate =>
  withDigest({
    certificateNo: `${site}263${String(serial).padStart(6, '0')}`,
    version: 1,
    kind: 'ISSUED',
    institutionCode: '0001',
    regionCode: '510100',
    data: jsonbText({
      name: '张三 "丰"\\',
      theoryScore: 85.5,
      skillScore: 0.1,
      remark: null,
      level: 'LEVEL_3',
      serial,
    }),
    ...more,
  });
const SENT = [
  ...SITES.flatMap((site) => [1, 2, 150, 10_001].map((serial) => certificate(site, serial))),
  certificate(SITES[0] ?? '', 1, { version: 2, kind: 'REVOKED' }),
];
const ITEMS: readonly HeldItem[] = SENT.map(({ certificateNo, version, digest }) => ({
  certificateNo,
  version,
  digest,
}));

const byPrefix = (ranges: readonly HeldRange[]): readonly HeldRange[] =>
  [...ranges]
    .map(({ prefix, versions, sum }) => ({ prefix, versions, sum }))
    .sort((one, other) => (one.prefix < other.prefix ? -1 : 1));
const byNumber = (items: readonly HeldItem[]): readonly HeldItem[] =>
  [...items]
    .map(({ certificateNo, version, digest }) => ({ certificateNo, version, digest }))
    .sort((one, other) => (one.certificateNo < other.certificateNo ? -1 : 1) || one.version - other.version);

export function heldContract(name: string, open: () => Promise<TestReceiver>): void {
  describe(`${name} says what it holds`, () => {
    let receiver: TestReceiver;
    let connector: Connector;
    beforeEach(async () => {
      receiver = await open();
      connector = receiver.connector;
    });
    afterEach(async () => {
      await Promise.all([connector.close(), receiver.unreachable.close()]);
    });

    const ask = (prefix: string, length: number | null): Promise<HeldAsked> =>
      connector.held({ salt: SALT, prefix, length }, TIMEOUT_MS);
    const ranges = async (prefix: string, length: number): Promise<readonly HeldRange[]> => {
      const asked = await ask(prefix, length);
      if (asked.kind !== 'ranges') throw new Error(`The receiver answered ${asked.kind}.`);
      return byPrefix(asked.ranges);
    };
    const items = async (prefix: string): Promise<readonly HeldItem[]> => {
      const asked = await ask(prefix, null);
      if (asked.kind !== 'items') throw new Error(`The receiver answered ${asked.kind}.`);
      return byNumber(asked.items);
    };

    test('nothing, before it was given anything', async () => {
      expect(await ranges('', 18)).toEqual([]);
      expect(await items('S')).toEqual([]);
    });

    test('in ranges of any length, and item by item, by the digests that the hub keeps, refused or not', async () => {
      expect(await connector.send(parcelWith(SENT.slice(0, 5)), TIMEOUT_MS)).toMatchObject({ kind: 'taken' });
      expect(await connector.send(parcelWith(SENT.slice(5)), TIMEOUT_MS)).toMatchObject({ kind: 'taken' });
      const [first] = SENT;
      if (!first) throw new Error('Something was sent.');
      const { certificateNo, version } = first;
      await receiver.answer([{ certificateNo, version, accepted: false, code: 'R-PHOTO' }]);
      for (const length of [0, 7, 13, 18, 20])
        expect(await ranges('', length)).toEqual(byPrefix(rangesOf(ITEMS, length)));
      const [site = ''] = SITES;
      const ofSite = ITEMS.filter((item) => item.certificateNo.startsWith(site));
      expect(await ranges(site, 20)).toEqual(byPrefix(rangesOf(ofSite, 20)));
      expect(await items(site)).toEqual(byNumber(ofSite));
      expect(await items(certificateNo.slice(0, 20))).toHaveLength(3);
      expect(await items('S000151000125')).toEqual([]);
    });

    test('by another salt with other digests', async () => {
      const [one] = SENT;
      if (!one) throw new Error('Something was sent.');
      await connector.send(parcelWith([one]), TIMEOUT_MS);
      const asked = await connector.held({ salt: 'another', prefix: '', length: null }, TIMEOUT_MS);
      if (asked.kind !== 'items') throw new Error(`The receiver answered ${asked.kind}.`);
      expect(asked.items).toHaveLength(1);
      expect(asked.items[0]?.digest).not.toBe(one.digest);
    });

    test('not at all when it is not there', async () => {
      const asked = await receiver.unreachable.held({ salt: SALT, prefix: '', length: 18 }, TIMEOUT_MS);
      expect(asked).toMatchObject({ kind: 'unreachable', reason: expect.stringMatching(/^[A-Z_]{1,20}$/) });
    });
  });
}
