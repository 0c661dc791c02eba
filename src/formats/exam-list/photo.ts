/** The digest of a photo that comes as base64, piece by piece: a photo is never held whole. */
import { createHash } from 'node:crypto';

/** As public upload interfaces take photos; the national one asks for 40 to 200 KB. */
export const PHOTO_BYTES_MAX = 2 * 1024 * 1024;

const DATA_URL = /^data:[a-z0-9.+/-]+;base64,/i;
const NO_BASE64 = /[^A-Za-z0-9+/]/;
const QUARTET = 4;
const DATA_URL_CHARACTERS_MAX = 64;

export interface PhotoDigest {
  add(text: string): void;
  /** SHA-256, hex; `null` for no photo, `undefined` for what is no base64 or too large. */
  finish(): string | null | undefined;
}

export function photoDigest(): PhotoDigest {
  const hash = createHash('sha256');
  let bytes = 0;
  let rest = '';
  let hasBegun = false;
  let isWrong = false;

  const decode = (text: string): void => {
    isWrong ||= NO_BASE64.test(text.replace(/={1,2}$/, ''));
    const decoded = Buffer.from(text, 'base64');
    bytes += decoded.length;
    isWrong ||= bytes > PHOTO_BYTES_MAX;
    if (!isWrong) hash.update(decoded);
  };
  const decodeWhole = (isLast: boolean): void => {
    if (!hasBegun && (isLast || rest.length > DATA_URL_CHARACTERS_MAX)) {
      rest = rest.replace(DATA_URL, '');
      hasBegun = true;
    }
    // Padding can only stand at the end, and the last quartet waits for it.
    const whole = isLast ? rest.length : Math.max(0, Math.floor((rest.length - 1) / QUARTET) * QUARTET);
    if (!hasBegun || whole === 0) return;
    decode(rest.slice(0, whole));
    rest = rest.slice(whole);
  };
  return {
    add: (text) => {
      if (isWrong) return;
      rest += text.replaceAll(/[ \t\r\n]/g, '');
      decodeWhole(false);
    },
    finish: () => {
      isWrong ||= rest.replace(DATA_URL, '').length % QUARTET === 1;
      decodeWhole(true);
      if (isWrong) return undefined;
      return bytes === 0 ? null : hash.digest('hex');
    },
  };
}
