/** The keys that personal data are sealed under: 256 bits, each with the id that stands in everything it seals. */
import { createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { z } from 'zod';

const KEY_BYTES = 32;
const ID_DIGITS = 8;
const DERIVED_FOR = 'CertHub seal key 1';

/** The first key of the file seals; all of them open. */
export const sealKey = z.strictObject({
  id: z.string().regex(/^[0-9a-f]{8}$/),
  /** Base64 of 32 bytes. */
  key: z.string().refine((text) => Buffer.from(text, 'base64').length === KEY_BYTES),
});
export const sealKeys = z
  .array(sealKey)
  .min(1)
  .refine((keys) => new Set(keys.map(({ id }) => id)).size === keys.length);
export type SealKey = Readonly<z.infer<typeof sealKey>>;

export const newSealKey = (): SealKey => named(randomBytes(KEY_BYTES));

/** The key of a file that was made before data were sealed; as with packs, whoever upgrades the file writes the same bytes. */
export const derivedSealKey = (secret: Buffer): SealKey =>
  named(Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(0), DERIVED_FOR, KEY_BYTES)));

const named = (key: Buffer): SealKey => ({
  id: createHash('sha256').update('CertHub seal key id').update(key).digest('hex').slice(0, ID_DIGITS),
  key: key.toString('base64'),
});

/** By key id: shows that two files hold the same key under an id, and gives nothing of it away. The first of the file is first. */
export const sealKeyPrints = ({
  sealKeys: keys,
}: {
  readonly sealKeys: readonly SealKey[];
}): ReadonlyMap<string, Buffer> =>
  new Map(
    keys.map(({ id, key }) => [
      id,
      createHmac('sha256', Buffer.from(key, 'base64')).update('certhub: print of the seal key').digest(),
    ]),
  );
