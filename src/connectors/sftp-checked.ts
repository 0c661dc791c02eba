/** A file with its checksum beside it, `NAME.sha256`: by it both sides know that the file is whole. */
import { createHash } from 'node:crypto';
import type { SftpFiles } from './sftp-files';

/** Some more than the digest: `sha256sum` writes the name of the file behind it. */
const CHECKSUM_BYTES_MAX = 1_024;
const CHECKSUM = /^([0-9a-f]{64})(\s|$)/i;

export const sha256Of = (content: Buffer): string => createHash('sha256').update(content).digest('hex');

/** As `sha256sum -c` reads it. */
const checksumFile = (name: string, content: Buffer): Buffer => Buffer.from(`${sha256Of(content)}  ${name}\n`);

/** NONE: there is no such file · SAME: it holds the content · OTHER: it holds something else */
export async function placeOf(files: SftpFiles, path: string, content: Buffer): Promise<'NONE' | 'SAME' | 'OTHER'> {
  const size = await files.size(path);
  if (size === undefined) return 'NONE';
  const kept = size === content.length ? await files.read(path, size) : undefined;
  return Buffer.isBuffer(kept) && kept.equals(content) ? 'SAME' : 'OTHER';
}

/**
 * The checksum first, so that it is there when the file is. One that is there already stays, left by a sender that died or by a receiver that
 * took the file alone: not every server can rename over it.
 */
export async function putChecked(files: SftpFiles, folder: string, name: string, content: Buffer): Promise<void> {
  const [path, checksum] = [`${folder}/${name}.sha256`, checksumFile(name, content)];
  if ((await placeOf(files, path, checksum)) !== 'SAME') await files.put(path, checksum);
  await files.put(`${folder}/${name}`, content);
}

/** NONE: there is no such file · HALF_FILE: its checksum is missing or of something else · TOO_LONG: it was not read */
export async function readChecked(
  files: SftpFiles,
  path: string,
  maxBytes: number,
): Promise<Buffer | 'NONE' | 'HALF_FILE' | 'TOO_LONG'> {
  const [content, checksum] = await Promise.all([
    files.read(path, maxBytes),
    files.read(`${path}.sha256`, CHECKSUM_BYTES_MAX),
  ]);
  if (content === undefined) return 'NONE';
  if (content === 'TOO_LONG') return 'TOO_LONG';
  const told = Buffer.isBuffer(checksum) ? CHECKSUM.exec(checksum.toString('latin1'))?.[1] : undefined;
  return told?.toLowerCase() === sha256Of(content) ? content : 'HALF_FILE';
}
