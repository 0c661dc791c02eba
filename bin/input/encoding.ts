/** In which encoding a text file is written: read once through, so that nothing is guessed from a beginning. */
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { errorCode } from '../../src/platform/error-code';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030';

export const ENCODING_NAMES: Readonly<Record<Encoding, string>> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16 LE',
  'utf-16be': 'UTF-16 BE',
  gb18030: 'GBK (GB 18030)',
};

const MISFIT = 'ERR_ENCODING_INVALID_ENCODED_DATA';
const BEGINNING_BYTES = 4;
const UTF8_MARK = [0xef, 0xbb, 0xbf] as const;

/** By the byte order mark, or by the zero that every second byte of a UTF-16 text in Latin letters is. */
export function utf16Of(beginning: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const [first, second] = beginning;
  if (first === undefined || second === undefined) return undefined;
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) return 'utf-16le';
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0)) return 'utf-16be';
  return undefined;
}

async function beginningOf(path: string): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(BEGINNING_BYTES), 0, BEGINNING_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

async function isWrittenIn(path: string, encoding: Encoding): Promise<boolean> {
  try {
    for await (const _text of decoded(path, encoding)) continue;
    return true;
  } catch (error) {
    if (errorCode(error) === MISFIT) return false;
    throw error;
  }
}

/** The text of the file, piece by piece. Throws TypeError where a byte does not fit the encoding. */
export async function* decoded(path: string, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  for await (const bytes of createReadStream(path)) yield decoder.decode(bytes, { stream: true });
  yield decoder.decode();
}

export interface Writing {
  readonly encoding: Encoding;
  /** UTF-8 with a byte order mark. */
  readonly isMarked: boolean;
}

/** `undefined` when the file is written in none of them. */
export async function writingOf(path: string): Promise<Writing | undefined> {
  const beginning = await beginningOf(path);
  const utf16 = utf16Of(beginning);
  for (const encoding of utf16 === undefined ? (['utf-8', 'gb18030'] as const) : [utf16]) {
    if (await isWrittenIn(path, encoding))
      return { encoding, isMarked: UTF8_MARK.every((byte, at) => beginning[at] === byte) };
  }
  return undefined;
}
