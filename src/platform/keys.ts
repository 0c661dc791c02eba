import { generateKeyPairSync, randomBytes, randomUUID, hash } from 'node:crypto';
import { link, mkdir, open, readFile, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { errorCode } from './error-code';

const DIGEST_KEY_BYTES = 32;
const PERSON_DIGEST_BYTES = 16;

/** RFC 7517, an ECDSA P-256 key for ES256. */
const signingKey = z.strictObject({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string().min(1),
  y: z.string().min(1),
  d: z.string().min(1),
  alg: z.literal('ES256'),
  use: z.literal('sig'),
  kid: z.string().min(1),
});

const keysFile = z.strictObject({
  version: z.literal(1),
  signingKey,
  /** Base64 of 32 bytes. Losing or changing it makes every stored person digest useless. */
  digestKey: z.string().refine((text) => Buffer.from(text, 'base64').length === DIGEST_KEY_BYTES),
  cookieKeys: z.array(z.string().min(32)).min(1),
});

/** The secrets of a hub. All its processes and hosts share one file. */
export type Keys = Readonly<z.infer<typeof keysFile>>;

/**
 * Reads the key file, or makes it (mode 0600) when there is none. Safe between processes: whoever links its
 * finished file first wins and the others read that one, so nobody ever sees half a file.
 * @throws when the file is there and is not a key file; the message never repeats its content.
 */
export async function loadKeys(file: string): Promise<Keys> {
  const found = await readKeys(file);
  if (found) return found;
  await publish(file, JSON.stringify(newKeys(), null, 2));
  const made = await readKeys(file);
  if (!made) throw new Error(`The key file ${file} vanished while it was being made.`);
  return made;
}

/**
 * Keyed digest of what identifies a person: the first 16 bytes of SHA-256 over key and text. Without the key nobody can
 * try all ID numbers; half of the digest stays unsaid, so none can be lengthened either. One pass over the text instead
 * of HMAC's two is a third of its time, and this runs once a record.
 */
export function personDigester(keys: Keys): (input: string) => Buffer {
  const key = Buffer.from(keys.digestKey, 'base64');
  const prefix = key.toString('hex');
  return (input) => hash('sha256', prefix + input, 'buffer').subarray(0, PERSON_DIGEST_BYTES);
}

async function readKeys(file: string): Promise<Keys | undefined> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
  const parsed = keysFile.safeParse(parseJson(text));
  if (!parsed.success) {
    throw new Error(
      `${file} is not a key file of CertHub. Restore it from the backup; a new one would orphan all person digests.`,
    );
  }
  return Object.freeze(parsed.data);
}

async function publish(file: string, content: string): Promise<void> {
  // 0711, not 0700: the embedded database may run as another user and lives in a folder beside the keys.
  await mkdir(dirname(file), { recursive: true, mode: 0o711 });
  const draft = `${file}.${randomUUID()}`;
  const handle = await open(draft, 'wx', 0o600);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
  try {
    await link(draft, file);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  } finally {
    await unlink(draft);
  }
}

function newKeys(): z.infer<typeof keysFile> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwk = privateKey.export({ format: 'jwk' });
  return keysFile.parse({
    version: 1,
    signingKey: {
      kty: jwk.kty,
      crv: jwk.crv,
      x: jwk.x,
      y: jwk.y,
      d: jwk.d,
      alg: 'ES256',
      use: 'sig',
      kid: randomUUID(),
    },
    digestKey: randomBytes(DIGEST_KEY_BYTES).toString('base64'),
    cookieKeys: [randomBytes(32).toString('base64url')],
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
