/** What every connector promises. Run it for one connector against a real receiver. */
import { randomUUID } from 'node:crypto';
import type { AnswersAsked, Connector, Parcel } from '../../src/app/connector';
import type { OwnCertificate, ParcelCertificate } from '../../src/app/forwarding-ports';
import { parcelWith, withDigest } from '../kit/parcels';

const TIMEOUT_MS = 5_000;
const SHORT_TIMEOUT_MS = 300;

/** The receiver as the test sees it, behind whatever the connector speaks. */
export interface TestReceiver {
  readonly connector: Connector;
  /** `certificateNo/version` of what it holds for a parcel, in order. */
  held(deliveryId: string): Promise<readonly string[]>;
  answer(
    answers: readonly { certificateNo: string; version: number; accepted: boolean; code: string | null }[],
  ): Promise<void>;
  /** Takes the sender's connections away in the middle of its next sending. */
  breakDuringNextSend(): Promise<void>;
  /** Takes longer than any limit until `goOn`. */
  hang(): Promise<{ goOn(): Promise<void> }>;
  /** A second connector of the same kind whose receiver is not there. */
  readonly unreachable: Connector;
  /** Until the end of the test, the receiver finds the content of every parcel wrong. */
  refuseContent(): Promise<void>;
}

const plainCertificate = (serial: number, data: object): OwnCertificate => ({
  certificateNo: `Y00005100012326300${String(serial).padStart(4, '0')}`,
  version: 1,
  kind: 'ISSUED',
  institutionCode: '0000',
  regionCode: '510100',
  data: JSON.stringify(data),
});

const keysOf = ({ certificates }: Parcel): string[] =>
  certificates.map(({ certificateNo, version }) => `${certificateNo}/${version}`);

const plain = (asked: AnswersAsked): unknown =>
  asked.kind === 'unreachable'
    ? asked
    : asked.answers
        .map(({ certificateNo, version, state, code }) => ({ certificateNo, version, state, code }))
        .sort((a, b) => (a.certificateNo < b.certificateNo ? -1 : 1));

export interface ContractOptions {
  readonly judges?: boolean;
  readonly answersAtOnce?: boolean;
  readonly certificateOf?: (serial: number, data: object) => OwnCertificate;
}

/**
 * `judges`: the receiver looks at a parcel as it takes it. One that only takes files knows nothing of what is inside them, and says
 * in its answers what it thinks of it. `answersAtOnce`: with the receipt, to every certificate. `certificateOf`: one that the receiver
 * accepts, for a receiver that looks at records.
 */
export function connectorContract(
  name: string,
  open: () => Promise<TestReceiver>,
  { judges = true, answersAtOnce = false, certificateOf = plainCertificate }: ContractOptions = {},
): void {
  const certificate = (
    serial: number,
    data: object = { name: '张三', remark: null },
    more: Partial<OwnCertificate> = {},
  ): ParcelCertificate => withDigest({ ...certificateOf(serial, data), ...more });
  const parcelOf = (...serials: number[]): Parcel => parcelWith(serials.map((serial) => certificate(serial)));
  /** What came with it is looked at in its own test. */
  const TAKEN: unknown = answersAtOnce ? expect.objectContaining({ kind: 'taken' }) : { kind: 'taken' };

  describe(`${name} keeps the promises of a connector`, () => {
    let receiver: TestReceiver;
    let connector: Connector;
    beforeEach(async () => {
      receiver = await open();
      connector = receiver.connector;
    });
    afterEach(async () => {
      await Promise.all([connector.close(), receiver.unreachable.close()]);
    });

    test('a parcel sent twice is one parcel at the receiver', async () => {
      const parcel = parcelOf(1, 2, 3);
      expect(await connector.send(parcel, TIMEOUT_MS)).toEqual(TAKEN);
      expect(await connector.send(parcel, TIMEOUT_MS)).toEqual(TAKEN);
      expect(await receiver.held(parcel.deliveryId)).toEqual(keysOf(parcel));
    });

    test('a parcel sent by two senders at once is one parcel', async () => {
      const parcel = parcelOf(1, 2, 3, 4, 5);
      const answers = await Promise.all([1, 2, 3].map(() => connector.send(parcel, TIMEOUT_MS)));
      expect(answers).toEqual([TAKEN, TAKEN, TAKEN]);
      expect(await receiver.held(parcel.deliveryId)).toEqual(keysOf(parcel));
    });

    test('a used parcel id with other content is refused, and the first content stays', async () => {
      const parcel = parcelOf(1, 2);
      await connector.send(parcel, TIMEOUT_MS);
      const changed = { ...parcel, certificates: [certificate(1, { name: '李四' }), certificate(2), certificate(3)] };
      expect(await connector.send(changed, TIMEOUT_MS)).toEqual({ kind: 'refused', reason: 'PARCEL_DIFFERS' });
      expect(await receiver.held(parcel.deliveryId)).toEqual(keysOf(parcel));
    });

    if (judges) {
      test('a certificate version that lies there under another parcel is refused whole', async () => {
        await connector.send(parcelOf(1), TIMEOUT_MS);
        const parcel = parcelOf(2, 1);
        expect(await connector.send(parcel, TIMEOUT_MS)).toEqual({ kind: 'refused', reason: 'CERTIFICATE_TAKEN' });
        expect(await receiver.held(parcel.deliveryId)).toEqual([]);
      });
    }

    test('later versions of a number come in parcels of their own, beside the first and in whatever order', async () => {
      const first = parcelOf(1, 2);
      const later: Parcel = {
        ...parcelOf(),
        certificates: [
          certificate(1, { name: '张三丰' }, { version: 2, kind: 'CORRECTED' }),
          certificate(1, { name: '张三丰' }, { version: 3, kind: 'REVOKED' }),
          certificate(2, undefined, { version: 2, kind: 'REPLACED' }),
          certificate(12, undefined, { kind: 'REISSUED' }),
        ],
      };
      expect(await connector.send(later, TIMEOUT_MS)).toEqual(TAKEN);
      expect(await connector.send(first, TIMEOUT_MS)).toEqual(TAKEN);
      expect(await connector.send(later, TIMEOUT_MS)).toEqual(TAKEN);
      expect(await receiver.held(first.deliveryId)).toEqual(keysOf(first));
      expect(await receiver.held(later.deliveryId)).toEqual([...keysOf(later)].sort());
      if (answersAtOnce) return;
      const [revoked] = later.certificates.filter(({ kind }) => kind === 'REVOKED');
      if (!revoked) throw new Error('The parcel holds a revocation.');
      await receiver.answer([{ certificateNo: revoked.certificateNo, version: 3, accepted: true, code: null }]);
      expect(plain(await connector.answers(first.deliveryId, TIMEOUT_MS))).toEqual([]);
      expect(plain(await connector.answers(later.deliveryId, TIMEOUT_MS))).toEqual([
        { certificateNo: revoked.certificateNo, version: 3, state: 'ACCEPTED', code: null },
      ]);
    });

    test('a sending that breaks in the middle leaves nothing half, and the next one completes it', async () => {
      const parcel = parcelOf(1, 2, 3);
      await receiver.breakDuringNextSend();
      expect(await connector.send(parcel, TIMEOUT_MS)).toMatchObject({ kind: 'unreachable' });
      expect(await receiver.held(parcel.deliveryId)).toEqual([]);
      expect(await connector.send(parcel, TIMEOUT_MS)).toEqual(TAKEN);
      expect(await receiver.held(parcel.deliveryId)).toEqual(keysOf(parcel));
    });

    test('a receiver that is not there is unreachable, by a code and not by words', async () => {
      const answer = await receiver.unreachable.send(parcelOf(1), TIMEOUT_MS);
      expect(answer).toMatchObject({ kind: 'unreachable', reason: expect.stringMatching(/^[A-Z_]{1,20}$/) });
      expect(await receiver.unreachable.answers(randomUUID(), TIMEOUT_MS)).toMatchObject({ kind: 'unreachable' });
    });

    test('a receiver that does not answer in time is unreachable, and takes the parcel later', async () => {
      const parcel = parcelOf(1);
      const { goOn } = await receiver.hang();
      expect(await connector.send(parcel, SHORT_TIMEOUT_MS)).toEqual({ kind: 'unreachable', reason: 'TIMEOUT' });
      await goOn();
      expect(await connector.send(parcel, TIMEOUT_MS)).toEqual(TAKEN);
    });

    if (judges) {
      test('content that the receiver finds wrong is refused, without its words', async () => {
        await receiver.refuseContent();
        expect(await connector.send(parcelOf(1), TIMEOUT_MS)).toEqual({ kind: 'refused', reason: 'CONTENT' });
      });
    }

    if (answersAtOnce) {
      test('answers come with the receipt, again with each repetition, and when they are asked for', async () => {
        const parcel = parcelOf(1, 2);
        await connector.send(parcelOf(9), TIMEOUT_MS);
        const accepted = parcel.certificates.map(({ certificateNo, version }) => ({
          certificateNo,
          version,
          state: 'ACCEPTED',
          code: null,
        }));
        for (const _ of [1, 2]) {
          const taken = await connector.send(parcel, TIMEOUT_MS);
          expect(taken.kind === 'taken' && taken.given && plain({ kind: 'given', ...taken.given })).toEqual(accepted);
        }
        expect(plain(await connector.answers(parcel.deliveryId, TIMEOUT_MS))).toEqual(accepted);
        expect(plain(await connector.answers(randomUUID(), TIMEOUT_MS))).toEqual([]);
      });
      return;
    }

    test('answers come in parts and for one parcel only', async () => {
      const parcel = parcelOf(1, 2, 3);
      const other = parcelOf(9);
      await connector.send(parcel, TIMEOUT_MS);
      await connector.send(other, TIMEOUT_MS);
      expect(plain(await connector.answers(parcel.deliveryId, TIMEOUT_MS))).toEqual([]);
      const [first, second, third] = parcel.certificates.map(({ certificateNo, version }) => ({
        certificateNo,
        version,
      }));
      if (!first || !second || !third) throw new Error('The parcel holds three certificates.');
      await receiver.answer([
        { ...first, accepted: true, code: null },
        ...other.certificates.map(({ certificateNo, version }) => ({
          certificateNo,
          version,
          accepted: true,
          code: null,
        })),
      ]);
      const accepted = { ...first, state: 'ACCEPTED', code: null };
      expect(plain(await connector.answers(parcel.deliveryId, TIMEOUT_MS))).toEqual([accepted]);
      await receiver.answer([
        { ...second, accepted: false, code: 'R-PHOTO' },
        { ...third, accepted: true, code: null },
      ]);
      expect(plain(await connector.answers(parcel.deliveryId, TIMEOUT_MS))).toEqual([
        accepted,
        { ...second, state: 'REFUSED', code: 'R-PHOTO' },
        { ...third, state: 'ACCEPTED', code: null },
      ]);
    });
  });
}
