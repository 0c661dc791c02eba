/** Digests of what a feed holds (`domain/forwarding/held.ts`). */
import { hash } from 'node:crypto';
import type { Hub } from '../ports';

const HEX_DIGITS = 15;

export interface HeldVersion {
  readonly certificateNo: string;
  readonly version: number;
  readonly kind: string;
  /** As it was handed over (`domain/forwarding/shown-data.ts`). */
  readonly data: string;
}

/** Each feed has a salt of its own: digests of the hub say nothing to whom they leak. */
export const saltOf = (hub: Pick<Hub, 'keyedDigest'>, feed: string): string =>
  hub.keyedDigest(`feed ${feed}`).toString('hex');

/** The first 60 bits of SHA-256 over salt, number, version, kind and data, each but the last ended by LF. */
export function heldDigest(salt: string, { certificateNo, version, kind, data }: HeldVersion): bigint {
  const text = `${salt}\n${certificateNo}\n${version}\n${kind}\n${data}`;
  return BigInt(`0x${hash('sha256', text).slice(0, HEX_DIGITS)}`);
}
