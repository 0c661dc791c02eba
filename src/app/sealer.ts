/**
 * Personal data at rest. What the hub keeps of a record is sealed: encrypted and guarded against change, each record by
 * itself, so that one is read without the others and copied from table to table as it is.
 */
export interface Sealer {
  /** Of the key that seals; 8 hexadecimal digits. */
  readonly keyId: string;
  seal(plain: Buffer): Buffer;
  /** By so many bytes what is sealed is longer. */
  readonly sealBytes: number;
  /** The same into `target`, which has room for it from `at`: what is sealed by the million needs no memory of its own. */
  sealInto(plain: Buffer, target: Buffer, at: number): void;
  /** @throws SealedDataUnreadable */
  open(sealed: Buffer): Buffer;
  /** Told by the first byte, which begins neither UTF-8 text nor a brotli stream: what an earlier release kept is in clear. */
  isSealed(bytes: Buffer): boolean;
}

/** SEAL_KEY_MISSING: sealed under a key that the key file lacks. SEAL_BROKEN: not, or no longer, what was sealed under it. */
export type UnreadableBecause = 'SEAL_KEY_MISSING' | 'SEAL_BROKEN';

const TEXTS: { readonly [code in UnreadableBecause]: string } = {
  SEAL_KEY_MISSING: 'is not in the key file',
  SEAL_BROKEN: 'does not open what names it',
};

/** Names the key and never what was sealed. */
export class SealedDataUnreadable extends Error {
  constructor(
    readonly code: UnreadableBecause,
    keyId: string,
  ) {
    super(`Sealed data cannot be read: key ${keyId} ${TEXTS[code]}.`);
    this.name = 'SealedDataUnreadable';
  }
}

export interface SealingStore {
  /** Seals some rows that an earlier release kept in clear, and answers how many: 0 when none is left. */
  sealSome(): Promise<number>;
}
