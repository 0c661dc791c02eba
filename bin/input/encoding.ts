/** In which encoding a text file is written: read once through, so that nothing is guessed from a beginning. */
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { BEGINNING_BYTES, type Encoding, hasUtf8Mark, utf16Of } from '../../src/formats/text-encoding';
import { errorCode } from '../../src/platform/error-code';

const MISFIT = 'ERR_ENCODING_INVALID_ENCODED_DATA';

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
  const decoder = new TextDecoder(encoding, { fatal: true });
  try {
    for await (const bytes of createReadStream(path)) decoder.decode(bytes, { stream: true });
    decoder.decode();
    return true;
  } catch (error) {
    if (errorCode(error) === MISFIT) return false;
    throw error;
  }
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
    if (await isWrittenIn(path, encoding)) return { encoding, isMarked: hasUtf8Mark(beginning) };
  }
  return undefined;
}
