import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, open, readFile, rename, stat, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { digestBytes } from '../app/digest-bytes';
import { errorCode } from './error-code';
import { derivedPackKey, newPackKey, packKey } from './pack-keys';
import { derivedSealKey, newSealKey, sealKeys } from './seal-keys';

const DIGEST_KEY_BYTES = 32;

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
  /** The first one signs; files made before packs were signed have none. */
  packKeys: z.array(packKey).min(1).optional(),
  /** The first one seals, all of them open; files made before data were sealed have none. Without them the data are lost. */
  sealKeys: sealKeys.optional(),
});
type KeysFile = z.infer<typeof keysFile>;

/** The secrets of a hub. All its processes and hosts share one file. */
export type Keys = Readonly<Required<KeysFile>>;

/**
 * Reads the key file, or makes it (mode 0600) when there is none. Safe between processes: whoever links its
 * finished file first wins and the others read that one, so nobody ever sees half a file.
 * @throws when the file is there and is not a key file; the message never repeats its content.
 */
export async function loadKeys(file: string): Promise<Keys> {
  const found = await readKeys(file);
  if (found) return complete(file, found);
  await publish(file, textOf(newKeys()));
  const made = await readKeys(file);
  if (!made) throw new Error(`The key file ${file} vanished while it was being made.`);
  return complete(file, made);
}

/**
 * Adds what a file of an earlier release lacks: the pack key, the seal key. The new file replaces the old one in one step;
 * whoever else does the same writes the same bytes. A file that this process must not change stays as it is: the keys follow
 * from it.
 */
async function complete(file: string, found: KeysFile): Promise<Keys> {
  const secret = Buffer.from(found.digestKey, 'base64');
  const keys = {
    ...found,
    packKeys: found.packKeys ?? [derivedPackKey(secret)],
    sealKeys: found.sealKeys ?? [derivedSealKey(secret)],
  };
  if (found.packKeys !== undefined && found.sealKeys !== undefined) return Object.freeze(keys);
  try {
    await replace(file, textOf(keys));
  } catch (error) {
    if (!READ_ONLY.has(errorCode(error) ?? '')) throw error;
  }
  return Object.freeze(keys);
}

/** No right to write, a file system that takes no writes, a file that is mounted by itself. */
const READ_ONLY: ReadonlySet<string> = new Set(['EACCES', 'EPERM', 'EROFS', 'EBUSY']);

const textOf = (keys: KeysFile): string => JSON.stringify(keys, null, 2);

/**
 * Keyed digest of what identifies a person: the first 16 bytes of SHA-256 over key and text. Without the key nobody can
 * try all ID numbers; half of the digest stays unsaid, so none can be lengthened either. One pass over the text instead
 * of HMAC's two is a third of its time, and this runs once a record.
 */
export function personDigester(keys: Keys): (input: string) => Buffer {
  const prefix = Buffer.from(keys.digestKey, 'base64').toString('hex');
  return (input) => digestBytes(prefix + input);
}

async function readKeys(file: string): Promise<KeysFile | undefined> {
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
      `${file} is not a key file of CertHub. Restore it from the backup; a new one would orphan all person digests and lose all sealed data.`,
    );
  }
  return parsed.data;
}

async function publish(file: string, content: string): Promise<void> {
  // 0711, not 0700: the embedded database may run as another user and lives in a folder beside the keys.
  await mkdir(dirname(file), { recursive: true, mode: 0o711 });
  const draft = await draftBeside(file, content);
  try {
    await link(draft, file);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  } finally {
    await unlink(draft);
  }
}

/** The new file belongs to whom the old one belonged to, or nothing changes: an operator's command must not lock the service out. */
async function replace(file: string, content: string): Promise<void> {
  const { uid, gid } = await stat(file);
  const draft = await draftBeside(file, content, { uid, gid });
  try {
    await rename(draft, file);
  } catch (error) {
    await unlink(draft);
    throw error;
  }
}

async function draftBeside(
  file: string,
  content: string,
  owner?: { readonly uid: number; readonly gid: number },
): Promise<string> {
  const draft = `${file}.${randomUUID()}`;
  const handle = await open(draft, 'wx', 0o600);
  try {
    await handle.writeFile(content);
    if (owner !== undefined) await handle.chown(owner.uid, owner.gid);
    await handle.sync();
  } catch (error) {
    await unlink(draft);
    throw error;
  } finally {
    await handle.close();
  }
  return draft;
}

function newKeys(): KeysFile {
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
    packKeys: [newPackKey()],
    sealKeys: [newSealKey()],
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
