/** The encodings that tables and lists of people come in. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030';

export const ENCODING_NAMES: Readonly<Record<Encoding, string>> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16 LE',
  'utf-16be': 'UTF-16 BE',
  gb18030: 'GBK (GB 18030)',
};

/** Bytes that tell UTF-16 from the rest. */
export const BEGINNING_BYTES = 4;

const UTF8_MARK = [0xef, 0xbb, 0xbf] as const;
const MARK_BYTES_UTF8 = 3;
const MARK_BYTES_UTF16 = 2;

export const hasUtf8Mark = (bytes: Uint8Array): boolean => UTF8_MARK.every((byte, at) => bytes[at] === byte);

/** By the byte order mark, or by the zero that every second byte of a UTF-16 text in Latin letters is. */
export function utf16Of(beginning: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const [first, second] = beginning;
  if (first === undefined || second === undefined) return undefined;
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) return 'utf-16le';
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0)) return 'utf-16be';
  return undefined;
}

/** Bytes of the byte order mark at the beginning of a text; 0 where there is none. */
export function markBytes(beginning: Uint8Array, encoding: Encoding | undefined): number {
  const [first, second] = beginning;
  switch (encoding) {
    case 'utf-16le':
      return first === 0xff && second === 0xfe ? MARK_BYTES_UTF16 : 0;
    case 'utf-16be':
      return first === 0xfe && second === 0xff ? MARK_BYTES_UTF16 : 0;
    case 'gb18030':
      return 0;
    default:
      return hasUtf8Mark(beginning) ? MARK_BYTES_UTF8 : 0;
  }
}

/** The first bytes of a content, and all of it again. */
export async function peeked(
  content: AsyncIterable<Buffer>,
  bytes: number,
): Promise<{ readonly beginning: Buffer; readonly whole: AsyncGenerator<Buffer> }> {
  const source = content[Symbol.asyncIterator]();
  let beginning: Buffer = Buffer.alloc(0);
  let isOver = false;
  while (beginning.length < bytes && !isOver) {
    const { done, value } = await source.next();
    if (done === true) isOver = true;
    else beginning = Buffer.concat([beginning, value]);
  }
  return { beginning, whole: rest(beginning, source, isOver) };
}

async function* rest(beginning: Buffer, source: AsyncIterator<Buffer>, isOver: boolean): AsyncGenerator<Buffer> {
  let hasEnded = isOver;
  try {
    if (beginning.length > 0) yield beginning;
    while (!hasEnded) {
      const { done, value } = await source.next();
      if (done === true) hasEnded = true;
      else yield value;
    }
  } finally {
    if (!hasEnded) await source.return?.();
  }
}
