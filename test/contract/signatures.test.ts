/** Signatures with real keys on a real database: what the hub knows of them when a batch settles. */
import { createPrivateKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import type { CheckedBatch } from '../../src/app/ports';
import { signedText } from '../../src/domain/intake/signed-manifest';
import type { RegistrySigningKey } from '../../src/domain/registry/signing-key';
import type { HubFacts } from '../../src/domain/rules/batch-context';
import { signatureOf, verifiesSignature } from '../../src/platform/signature';
import { forwardingBench, INSTITUTION, type ForwardingBench } from '../kit/approved-batch';

const ed25519 = generateKeyPairSync('ed25519');
const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const spki = (key: KeyObject): string => key.export({ format: 'der', type: 'spki' }).toString('base64');

const KEY: RegistrySigningKey = {
  keyId: 'K1',
  institutionCode: INSTITUTION,
  algorithm: 'ED25519',
  publicKey: spki(ed25519.publicKey),
  from: '2026-01-01',
  to: '2026-12-31',
  revokedOn: null,
};
const MANIFEST = {
  algorithm: 'SHA256',
  chunks: 2,
  clientBatchNo: '2026-06-001',
  digest: 'c0'.repeat(32),
  institutionCode: INSTITUTION,
  keyId: 'K1',
  planNo: 'P1',
  records: 3_000,
};
const signed = (text: string, key = ed25519.privateKey): string =>
  sign(null, Buffer.from(text), key).toString('base64');
const GOOD = signed(signedText(MANIFEST));

describe('signatures', () => {
  let bench: ForwardingBench;
  beforeEach(async () => {
    bench = await forwardingBench();
    await save(KEY, { ...KEY, keyId: 'P', algorithm: 'ECDSA_P256', publicKey: spki(p256.publicKey) });
  });
  afterEach(() => bench.close());

  const save = (...signingKeys: readonly RegistrySigningKey[]): Promise<unknown> =>
    bench.transaction(({ registry }) => registry.save({ signingKeys }, { at: new Date(), by: 'test' }));
  /** Only what a signature is about; the rest of a batch plays no part. */
  const known = (batch: Partial<CheckedBatch>): Promise<HubFacts['signature']> =>
    bench.transaction((stores) =>
      signatureOf(
        { ...MANIFEST, signature: GOOD, sealedAt: new Date('2026-06-30T18:00:00Z'), ...batch } as CheckedBatch,
        stores,
      ),
    );
  const TERM = { from: KEY.from, to: KEY.to, revokedOn: null };

  test('a good one verifies, and the day of signing is the day of the seal in China', async () => {
    expect(await known({})).toEqual({ verifies: true, key: TERM, signedOn: '2026-07-01' });
  });

  test('an unsigned batch says nothing', async () => {
    expect(await known({ signature: null, keyId: null })).toBeUndefined();
  });

  test.each<[string, Partial<CheckedBatch>]>([
    ['another digest', { digest: 'c1'.repeat(32) }],
    ['another number of records', { records: 3_001 }],
    ['another number of chunks', { chunks: 3 }],
    ['another plan', { planNo: 'P2' }],
    ['another batch number', { clientBatchNo: '2026-06-002' }],
    ['another algorithm', { algorithm: 'SM3' }],
    ['bytes that nobody signed', { signature: Buffer.alloc(64).toString('base64') }],
    ['too few bytes', { signature: GOOD.slice(0, -4) }],
    ['Base64 with a stray character', { signature: `*${GOOD}` }],
    ['no Base64', { signature: '!' }],
    ['hex', { signature: Buffer.from(GOOD, 'base64').toString('hex') }],
  ])('%s does not verify', async (_, batch) => {
    expect(await known(batch)).toMatchObject({ verifies: false, key: TERM });
  });

  test('another key of the institution does not verify', async () => {
    const other = generateKeyPairSync('ed25519').privateKey;
    expect(await known({ signature: signed(signedText(MANIFEST), other) })).toMatchObject({ verifies: false });
  });

  test('an unknown key cannot be verified, nor one of another institution', async () => {
    const unknown = { verifies: undefined, key: undefined, signedOn: '2026-07-01' };
    expect(await known({ keyId: 'K2' })).toEqual(unknown);
    expect(await known({ keyId: null })).toEqual(unknown);
    expect(await known({ institutionCode: '0002' })).toEqual(unknown);
  });

  test.each([
    ['expired', { to: '2026-06-29' }],
    ['not yet valid', { from: '2026-07-02' }],
    ['revoked', { revokedOn: '2026-06-01' }],
  ])('a key that is %s is told with its days', async (_, days) => {
    await save({ ...KEY, ...days });
    expect(await known({})).toEqual({ verifies: true, key: { ...TERM, ...days }, signedOn: '2026-07-01' });
  });

  test('a key that was replaced verifies what the new one signed', async () => {
    const next = generateKeyPairSync('ed25519');
    await save({ ...KEY, publicKey: next.publicKey.export({ format: 'pem', type: 'spki' }).toString() });
    expect(await known({})).toMatchObject({ verifies: false });
    expect(await known({ signature: signed(signedText(MANIFEST), next.privateKey) })).toMatchObject({ verifies: true });
  });

  test.each(['der', 'ieee-p1363'] as const)('ECDSA over P-256 verifies, written as %s', async (dsaEncoding) => {
    const text = signedText({ ...MANIFEST, keyId: 'P' });
    const signature = sign('sha256', Buffer.from(text), { key: p256.privateKey, dsaEncoding }).toString('base64');
    expect(await known({ keyId: 'P', signature })).toMatchObject({ verifies: true });
    expect(await known({ keyId: 'P', signature, records: 1 })).toMatchObject({ verifies: false });
  });

  test('a key that is no point of its curve verifies nothing', () => {
    const publicKey = spki(p256.publicKey).replace(/.{20}==$/, 'AAAAAAAAAAAAAAAAAAAA==');
    expect(verifiesSignature({ algorithm: 'ECDSA_P256', publicKey }, 'x', GOOD)).toBe(false);
  });

  test('the example of docs/signatures.md is what the hub makes of it', () => {
    const example = { ...MANIFEST, chunks: 1, records: 120, keyId: 'exam-2026' };
    expect(signedText(example)).toBe(
      `{"algorithm":"SHA256","chunks":1,"clientBatchNo":"2026-06-001","digest":"${'c0'.repeat(32)}",` +
        `"institutionCode":"0001","keyId":"exam-2026","planNo":"P1","records":120}`,
    );
    // RFC 8032, 7.1: the first test key, so that anybody can compare his own program byte for byte.
    const seed = '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60';
    const key = createPrivateKey({
      key: Buffer.from(`302e020100300506032b657004220420${seed}`, 'hex'),
      format: 'der',
      type: 'pkcs8',
    });
    expect(signed(signedText(example), key)).toBe(
      '+w6EZtvsQPGYxp85aWSlPxTqH4WNv3UQywVF9dnVk0sw7nglk2Q4paf7la20UU9emfV2D1sncljENmY0iS5gCA==',
    );
  });
});
