import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { checkRegistryDocument } from '../../../src/domain/registry/check-document';
import { algorithmOfKey, publicKeyBase64 } from '../../../src/domain/registry/signing-key';

const ED25519 = generateKeyPairSync('ed25519').publicKey;
const P256 = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey;
const OTHERS: readonly (readonly [string, KeyObject])[] = [
  ['RSA', generateKeyPairSync('rsa', { modulusLength: 2_048 }).publicKey],
  ['P-384', generateKeyPairSync('ec', { namedCurve: 'P-384' }).publicKey],
  ['Ed448', generateKeyPairSync('ed448').publicKey],
  ['X25519', generateKeyPairSync('x25519').publicKey],
];
const base64 = (key: KeyObject): string => key.export({ format: 'der', type: 'spki' }).toString('base64');
const pem = (key: KeyObject): string => key.export({ format: 'pem', type: 'spki' }).toString();

const KEY = {
  keyId: 'K1',
  institutionCode: '0001',
  algorithm: 'ED25519',
  publicKey: base64(ED25519),
  from: '2026-01-01',
  to: null,
  revokedOn: null,
};
const pathsOf = (...signingKeys: readonly object[]): readonly string[] => {
  const checked = checkRegistryDocument({ signingKeys });
  return 'problems' in checked ? checked.problems.map(({ path }) => path) : [];
};

describe('the kind of a public key', () => {
  test('is read from Base64 and from PEM, Windows line ends included', () => {
    for (const [key, algorithm] of [
      [ED25519, 'ED25519'],
      [P256, 'ECDSA_P256'],
    ] as const) {
      expect(algorithmOfKey(base64(key))).toBe(algorithm);
      expect(algorithmOfKey(pem(key))).toBe(algorithm);
      expect(algorithmOfKey(pem(key).replaceAll('\n', '\r\n'))).toBe(algorithm);
      expect(publicKeyBase64(pem(key))).toBe(base64(key));
    }
  });

  test.each(OTHERS)('%s is no kind that the hub verifies', (_, key) => {
    expect(algorithmOfKey(base64(key))).toBeUndefined();
    expect(algorithmOfKey(pem(key))).toBeUndefined();
  });

  test('is not read from a private key, a cut key or anything else', () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    expect(algorithmOfKey(privateKey.export({ format: 'pem', type: 'pkcs8' }).toString())).toBeUndefined();
    expect(algorithmOfKey(base64(ED25519).slice(0, -4))).toBeUndefined();
    expect(algorithmOfKey('')).toBeUndefined();
    expect(algorithmOfKey(' '.repeat(1_000_000))).toBeUndefined();
  });
});

describe('signing keys of a registry document', () => {
  test('are taken', () => {
    expect(pathsOf(KEY, { ...KEY, keyId: 'K2', algorithm: 'ECDSA_P256', publicKey: pem(P256) })).toEqual([]);
  });

  test('have ids of their own inside an institution only', () => {
    expect(pathsOf(KEY, { ...KEY, institutionCode: '0002' })).toEqual([]);
    expect(pathsOf(KEY, KEY)).toEqual(['/signingKeys/1/keyId']);
  });

  test('tell what does not fit', () => {
    expect(pathsOf({ ...KEY, algorithm: 'ECDSA_P256' })).toEqual(['/signingKeys/0/algorithm']);
    expect(pathsOf({ ...KEY, publicKey: 'MCow' })).toEqual(['/signingKeys/0/publicKey']);
    expect(pathsOf({ ...KEY, algorithm: 'RSA' })).toEqual(['/signingKeys/0/algorithm']);
    expect(pathsOf({ ...KEY, to: '2025-12-31' })).toEqual(['/signingKeys/0/to']);
    expect(pathsOf({ ...KEY, revokedOn: '2026-02-30' })).toEqual(['/signingKeys/0/revokedOn']);
  });
});
