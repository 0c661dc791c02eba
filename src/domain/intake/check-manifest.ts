/** What of a manifest cannot be kept; whether it fits what was received is the verb's question. */
import type { Bilingual } from '../bilingual';
import type { Manifest } from './header';
import type { Place } from './place';
import { checkPreflight } from './preflight';

export const SIGNATURE_CHARS_MAX = 8_192;
export const KEY_ID_CHARS_MAX = 128;

const PRINTABLE = /^[!-~]+$/;
const textOf = (max: number): Bilingual => ({
  zh: `应为 1–${max} 个可见 ASCII 字符`,
  en: `Must be 1–${max} visible ASCII characters`,
});
const KEY_ID_MISSING: Bilingual = {
  zh: '有签名须注明密钥编号',
  en: 'A signature needs the id of its key',
};

export function checkManifest({ signature, keyId, preflight }: Manifest): readonly Place[] {
  const fits = (text: string | null | undefined, max: number): boolean =>
    text === null || text === undefined || (text.length <= max && PRINTABLE.test(text));
  const place = (field: string, message: Bilingual): Place => ({ record: null, field, message });
  const isSigned = signature !== null && signature !== undefined;
  return [
    ...(fits(signature, SIGNATURE_CHARS_MAX) ? [] : [place('signature', textOf(SIGNATURE_CHARS_MAX))]),
    ...(fits(keyId, KEY_ID_CHARS_MAX) ? [] : [place('keyId', textOf(KEY_ID_CHARS_MAX))]),
    ...(isSigned && (keyId === null || keyId === undefined) ? [place('keyId', KEY_ID_MISSING)] : []),
    ...(preflight === null || preflight === undefined ? [] : checkPreflight(preflight)),
  ];
}
