/** What of a manifest cannot be kept; whether it fits what was received is the verb's question. */
import type { Bilingual } from '../bilingual';
import type { Manifest } from './header';
import type { Place } from './place';

export const SIGNATURE_CHARS_MAX = 8_192;
export const KEY_ID_CHARS_MAX = 128;

const PRINTABLE = /^[!-~]+$/;
const textOf = (max: number): Bilingual => ({
  zh: `应为 1–${max} 个可见 ASCII 字符`,
  en: `Must be 1–${max} visible ASCII characters`,
});

export function checkManifest({ signature, keyId }: Manifest): readonly Place[] {
  const fits = (text: string | null | undefined, max: number): boolean =>
    text === null || text === undefined || (text.length <= max && PRINTABLE.test(text));
  return [
    ...(fits(signature, SIGNATURE_CHARS_MAX)
      ? []
      : [{ record: null, field: 'signature', message: textOf(SIGNATURE_CHARS_MAX) }]),
    ...(fits(keyId, KEY_ID_CHARS_MAX) ? [] : [{ record: null, field: 'keyId', message: textOf(KEY_ID_CHARS_MAX) }]),
  ];
}
