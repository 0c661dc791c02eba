/** Signs requests with the key file of a feed; it is read with the first request, and again until it can be read. */
import { createPrivateKey, type KeyObject } from 'node:crypto';
import { type OutgoingRequest, signatureHeaders } from '../platform/http-signature';
import { readSecretFile } from '../platform/secret-file';
import type { HttpsAddress } from './https-address';
import { KeyFileProblem } from './https-failure';

export type RequestSigner = (request: OutgoingRequest) => Promise<Record<string, string>>;

/** Commands of the operator open every connector and may read no key: nothing is read before it is used. */
export function requestSigner(
  { signingKeyFile, signingKeyId }: Pick<HttpsAddress, 'signingKeyFile' | 'signingKeyId'>,
  feed: string,
): RequestSigner {
  let key: KeyObject | undefined;
  return async (request) => {
    key ??= await signingKey(signingKeyFile);
    return signatureHeaders(request, { keyId: signingKeyId ?? feed, key }, new Date());
  };
}

async function signingKey(path: string): Promise<KeyObject> {
  try {
    const key = createPrivateKey(await readSecretFile(path));
    if (key.asymmetricKeyType !== 'ed25519') throw new Error(`${path} holds a key of another kind than Ed25519.`);
    return key;
  } catch (error) {
    throw new KeyFileProblem('The hub cannot sign what it sends to a feed.', { cause: error });
  }
}
