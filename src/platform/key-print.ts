import { createHmac } from 'node:crypto';
import type { Keys } from './keys';

/** Shows that two key files hold the same key of person digests, and gives nothing of it away: the key is 32 random bytes. */
export const digestKeyPrint = ({ digestKey }: Pick<Keys, 'digestKey'>): Buffer =>
  createHmac('sha256', Buffer.from(digestKey, 'base64')).update('certhub: print of the digest key').digest();
