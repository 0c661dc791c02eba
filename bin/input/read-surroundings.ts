/** The snapshot and the header that a check needs, read from JSON files and held to what the rules rely on. */
import { readFile, stat } from 'node:fs/promises';
import type { z } from 'zod';
import { checkHeader } from '../../src/domain/intake/check-header';
import type { BatchHeader } from '../../src/domain/intake/header';
import type { Snapshot } from '../../src/domain/reference/snapshot';
import { utf16Of } from '../../src/formats/text-encoding';
import { headerShape, snapshotShape } from './surroundings-shape';
import { unusable } from './unusable-input';

const FILE_BYTES_MAX = 64 * 1024 * 1024;
const PROBLEMS_SHOWN_MAX = 10;

const utf8 = new TextDecoder('utf-8', { fatal: true });

async function readJson(path: string): Promise<unknown> {
  const { size } = await stat(path);
  if (size > FILE_BYTES_MAX) throw unusable(`${path} 过大。`, `${path} is too large.`);
  const bytes = await readFile(path);
  let text: string;
  try {
    if (utf16Of(bytes) !== undefined) throw new TypeError('UTF-16');
    // A byte order mark at the beginning is taken off.
    text = utf8.decode(bytes);
  } catch {
    throw unusable(`${path} 不是 UTF-8 编码,请另存为 UTF-8。`, `${path} is not written in UTF-8; save it as UTF-8.`);
  }
  try {
    return JSON.parse(text);
  } catch {
    throw unusable(`${path} 不是有效的 JSON。`, `${path} is no valid JSON.`);
  }
}

/** The value as it stands in the file, so that its digest is that of the file; it has been seen to fit. */
async function readFitting(path: string, shape: z.ZodType): Promise<unknown> {
  const value = await readJson(path);
  const { success, error } = shape.safeParse(value);
  if (success) return value;
  const places = error.issues.slice(0, PROBLEMS_SHOWN_MAX).map((issue) => `/${issue.path.join('/')}`);
  const more = error.issues.length > places.length ? ` (+${error.issues.length - places.length})` : '';
  const list = `${places.join(', ')}${more}`;
  throw unusable(`${path} 不符合规范:${list}。`, `${path} does not fit the contract at ${list}.`);
}

export const readSnapshot = async (path: string): Promise<Snapshot> =>
  (await readFitting(path, snapshotShape)) as Snapshot;

/** Held to what the hub asks of a header when an upload is opened. */
export async function readHeader(path: string): Promise<BatchHeader> {
  const header = (await readFitting(path, headerShape)) as BatchHeader;
  const places = checkHeader(header).slice(0, PROBLEMS_SHOWN_MAX);
  if (places.length === 0) return header;
  throw unusable(
    `${path} 不可用:${places.map(({ field, message }) => `/${field ?? ''} ${message.zh}`).join(';')}。`,
    `${path} cannot be used: ${places.map(({ field, message }) => `/${field ?? ''} ${message.en}`).join('; ')}.`,
  );
}
