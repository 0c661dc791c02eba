/** What an institution signs of a batch: its content by digest, and what the batch is. */
import canonicalize from 'canonicalize';

export interface SignedManifest {
  /** Of the digest. */
  readonly algorithm: string;
  readonly chunks: number;
  readonly clientBatchNo: string;
  /** Lower-case hex over all bytes of all chunks. */
  readonly digest: string;
  readonly institutionCode: string;
  readonly keyId: string;
  readonly planNo: string;
  readonly records: number;
}

/** Canonical JSON (RFC 8785) of exactly these members; its UTF-8 bytes are signed. */
export function signedText(manifest: SignedManifest): string {
  const { algorithm, chunks, clientBatchNo, digest, institutionCode, keyId, planNo, records } = manifest;
  const text = canonicalize({ algorithm, chunks, clientBatchNo, digest, institutionCode, keyId, planNo, records });
  if (text === undefined) throw new TypeError('Not a JSON value.');
  return text;
}
