/** Sealing by itself: what it makes, what it refuses to open, and its keys. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { SealedDataUnreadable } from '../../src/app/sealer';
import { loadKeys } from '../../src/platform/keys';
import { packBytes } from '../../src/platform/pack-bytes';
import { newSealKey } from '../../src/platform/seal-keys';
import { SEAL_BYTES, sealerOf } from '../../src/platform/sealer';

const PLAIN = Buffer.from('{"name":"张三","idNumber":"510101199001010011"}');
const [one, two] = [newSealKey(), newSealKey()];
const sealer = sealerOf({ sealKeys: [one] });

const refusal = (act: () => unknown): SealedDataUnreadable => {
  try {
    act();
  } catch (error) {
    if (error instanceof SealedDataUnreadable) return error;
    throw error;
  }
  throw new Error('It was opened.');
};

test.each([0, 1, 15, 16, 17, 400, 100_000])('%i bytes come back as they were', (length) => {
  const plain = Buffer.alloc(length, 'certificate');
  const sealed = sealer.seal(plain);
  expect(sealed).toHaveLength(length + SEAL_BYTES);
  expect(sealer.open(sealed).equals(plain)).toBe(true);
});

test('into a buffer of the caller, where it was asked for and nowhere else', () => {
  const target = Buffer.alloc(PLAIN.length + sealer.sealBytes + 20, 7);
  sealer.sealInto(PLAIN, target, 10);
  expect(target.subarray(0, 10)).toEqual(Buffer.alloc(10, 7));
  expect(target.subarray(-10)).toEqual(Buffer.alloc(10, 7));
  expect(sealer.open(target.subarray(10, -10)).equals(PLAIN)).toBe(true);
});

test('the form: version, key id, nonce, ciphertext, tag; nothing of the content', () => {
  const sealed = sealer.seal(PLAIN);
  expect(sealed[0]).toBe(0x91);
  expect(sealed.subarray(1, 5).toString('hex')).toBe(one.id);
  expect(sealed.includes('510101199001010011')).toBe(false);
  expect(sealed.includes('张三')).toBe(false);
});

test('no nonce is used twice, and two sealers of one key share none', () => {
  const nonces = Array.from({ length: 5_000 }, () => sealer.seal(PLAIN).subarray(5, 29).toString('hex'));
  const others = Array.from({ length: 10 }, () =>
    sealerOf({ sealKeys: [one] })
      .seal(PLAIN)
      .subarray(5, 29)
      .toString('hex'),
  );
  expect(new Set([...nonces, ...others]).size).toBe(nonces.length + others.length);
});

test('every byte counts: changed, cut or lengthened it is not opened, and the error says nothing of it', () => {
  const sealed = sealer.seal(PLAIN);
  for (let at = 5; at < sealed.length; at += 1) {
    const changed = Buffer.from(sealed);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(refusal(() => sealer.open(changed)).code).toBe('SEAL_BROKEN');
  }
  for (const other of [sealed.subarray(0, -1), Buffer.concat([sealed, PLAIN]), sealed.subarray(0, 3), PLAIN]) {
    expect(refusal(() => sealer.open(other)).code).toBe('SEAL_BROKEN');
  }
  expect(refusal(() => sealer.open(PLAIN)).message).not.toMatch(/张三|5101/);
});

test('the first key seals, all of them open; a key that is gone is named, and so is one that only bears the id', () => {
  const before = sealer.seal(PLAIN);
  const turned = sealerOf({ sealKeys: [two, one] });
  expect(turned.open(before).equals(PLAIN)).toBe(true);
  const after = turned.seal(PLAIN);
  expect(turned.keyId).toBe(two.id);
  expect(refusal(() => sealer.open(after))).toMatchObject({
    code: 'SEAL_KEY_MISSING',
    message: expect.stringContaining(two.id),
  });
  const impostor = sealerOf({ sealKeys: [{ ...two, id: one.id }] });
  expect(refusal(() => impostor.open(before))).toMatchObject({
    code: 'SEAL_BROKEN',
    message: expect.stringContaining(one.id),
  });
});

test('what is sealed is told from text and from a compressed body by its first byte', async () => {
  const sealed = sealer.seal(PLAIN);
  expect(sealer.isSealed(sealed)).toBe(true);
  expect(() => brotliDecompressSync(sealed)).toThrow();
  expect(() => new TextDecoder('utf-8', { fatal: true }).decode(sealed.subarray(0, 1))).toThrow();
  for (let length = 1; length < 100_000; length = length * 3 + 1) {
    expect(sealer.isSealed(await packBytes(Buffer.alloc(length, PLAIN)))).toBe(false);
  }
  expect(sealer.isSealed(PLAIN)).toBe(false);
  expect(sealer.isSealed(Buffer.alloc(0))).toBe(false);
});

describe('the key file', () => {
  let file = '';
  beforeEach(() => {
    file = join(mkdtempSync(join(tmpdir(), 'certhub-seal-keys-')), 'keys.json');
  });
  afterEach(() => rmSync(join(file, '..'), { recursive: true }));

  test('a new one has a key of its own', async () => {
    const { sealKeys } = await loadKeys(file);
    expect(sealKeys).toHaveLength(1);
    expect((await loadKeys(file)).sealKeys).toEqual(sealKeys);
  });

  test('one of an earlier release gets a key that follows from it, once and for all', async () => {
    const { sealKeys: _sealKeys, ...old } = await loadKeys(file);
    const keysOf = async (): Promise<unknown> => {
      writeFileSync(file, JSON.stringify(old));
      const { sealKeys, ...rest } = await loadKeys(file);
      expect(rest).toEqual(old);
      expect(await loadKeys(file)).toEqual({ ...old, sealKeys });
      return sealKeys;
    };
    expect(await keysOf()).toEqual(await keysOf());
    expect(JSON.stringify(await keysOf())).not.toContain(old.digestKey);
  });

  test.each([
    ['no key', []],
    ['a key too short', [{ id: '00000001', key: 'AAAA' }]],
    ['an id that is none', [{ ...one, id: 'first' }]],
    ['two keys of one id', [one, { ...two, id: one.id }]],
  ])('%s is no key file', async (_, sealKeys) => {
    const keys = await loadKeys(file);
    writeFileSync(file, JSON.stringify({ ...keys, sealKeys }));
    await expect(loadKeys(file)).rejects.toThrow(/is not a key file/);
  });
});
