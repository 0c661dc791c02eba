/** The key that signs packs, and key files of the time before it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { loadKeys } from '../../src/platform/keys';
import { newPackKey } from '../../src/platform/pack-keys';
import { packSigner } from '../../src/platform/pack-signature';
import { draftOf } from '../kit/packs';

const KEYS_PROGRAM = resolve(__dirname, '../../dist/src/platform/keys.js');
const activeFrom = new Date('2026-07-01T00:00:00Z');
const content = { pack: draftOf({}), activeFrom };

let folder = '';
let file = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'certhub-pack-keys-'));
  file = join(folder, 'keys.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A key file as the release before wrote it. */
async function oldFile(): Promise<Record<string, unknown>> {
  const { packKeys: _packKeys, sealKeys: _sealKeys, ...old } = await loadKeys(file);
  writeFileSync(file, JSON.stringify(old), { mode: 0o600 });
  return old;
}

test('a new key file has a pack key of its own', async () => {
  const { packKeys } = await loadKeys(file);
  expect(packKeys).toHaveLength(1);
  expect((await loadKeys(file)).packKeys).toEqual(packKeys);
});

test('processes that find an old file at the same moment end with one key, and every other secret stays', async () => {
  const old = await oldFile();
  const program = `require(${JSON.stringify(KEYS_PROGRAM)}).loadKeys(${JSON.stringify(file)}).then((keys) => process.stdout.write(JSON.stringify(keys)))`;
  const seen = await Promise.all(
    Array.from({ length: 4 }, async () => {
      const racer = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
      let text = '';
      racer.stdout.setEncoding('utf8').on('data', (piece: string) => (text += piece));
      await once(racer, 'close');
      return text;
    }),
  );
  expect(new Set(seen).size).toBe(1);
  const kept = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  expect(kept).toEqual(JSON.parse(seen[0] ?? ''));
  expect(kept).toMatchObject(old);
  expect(readdirSync(folder)).toEqual(['keys.json']);
  expect(statSync(file).mode & 0o777).toBe(0o600);
}, 30_000);

test('a signature covers the pack and its moment, and a former key still verifies what it signed', async () => {
  const { packKeys } = await loadKeys(file);
  const signer = packSigner({ packKeys });
  const signed = { ...content, ...signer.sign(content) };
  expect(signer.verifies(signed)).toBe(true);
  expect(signer.verifies({ ...signed, activeFrom: new Date(activeFrom.getTime() + 1) })).toBe(false);
  expect(signer.verifies({ ...signed, pack: { ...content.pack, to: '2030-01-01' } })).toBe(false);
  expect(signer.verifies({ ...signed, signature: 'AAAA' })).toBe(false);
  const [{ d: _d, ...former } = newPackKey()] = packKeys;
  const rotated = packSigner({ packKeys: [newPackKey(), former] });
  expect(rotated.verifies(signed)).toBe(true);
  expect(rotated.publicKeys.map(({ keyId }) => keyId)).toEqual([expect.not.stringMatching(signed.keyId), signed.keyId]);
  expect(packSigner({ packKeys: [newPackKey()] }).verifies(signed)).toBe(false);
  expect(() => packSigner({ packKeys: [former] })).toThrow(/lacks d/);
});
