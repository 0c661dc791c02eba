/**
 * How a person is shown to those who may not see the whole. One mask for each value everywhere: two different
 * masks of one value could be put together to the whole.
 */
const STAR = '*';
/** At or below this a document number shows nothing: two characters at each end would be most of it. */
const DOCUMENT_NUMBER_SHORT = 6;
const DOCUMENT_NUMBER_SHOWN = 2;

/** `张三` → `张*`, `欧阳娜` → `欧**`; a name of one character shows nothing. */
export function maskName(name: string): string {
  const characters = Array.from(name);
  const [first] = characters;
  return first === undefined || characters.length === 1
    ? STAR.repeat(characters.length)
    : first + STAR.repeat(characters.length - 1);
}

/** First two and last two characters, the others starred: `51**************12`. */
export function maskDocumentNumber(number: string): string {
  const characters = Array.from(number);
  if (characters.length <= DOCUMENT_NUMBER_SHORT) return STAR.repeat(characters.length);
  const head = characters.slice(0, DOCUMENT_NUMBER_SHOWN).join('');
  const tail = characters.slice(-DOCUMENT_NUMBER_SHOWN).join('');
  return head + STAR.repeat(characters.length - 2 * DOCUMENT_NUMBER_SHOWN) + tail;
}

const YEAR_DIGITS = 4;
const WHOLE_SHOWN_MAX = 8;
const maskDate = (date: string): string => `${date.slice(0, YEAR_DIGITS)}-**-**`;
/** A value of which nothing is shown, not even how long it is beyond a few characters. */
export const maskWhole = (text: string): string => STAR.repeat(Math.min(Array.from(text).length, WHOLE_SHOWN_MAX));

/** Fields of the record that tell who somebody is, or may, by name; each with its mask. */
export const PERSONAL_MASKS: Readonly<Record<string, (value: string) => string>> = {
  name: maskName,
  idNumber: maskDocumentNumber,
  birthDate: maskDate,
  photoDigest: maskWhole,
  remark: maskWhole,
};
