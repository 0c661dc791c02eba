import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { Bilingual } from '../domain/bilingual';
import type { PackFile } from '../domain/packs/check-packs';
import { checkPacks } from '../domain/packs/check-packs';
import type { Pack } from '../domain/packs/pack';
import { problem } from '../domain/packs/pack-problem';
import { PackError } from '../domain/packs/resolve-pack';
import { RULES } from '../domain/rules/index';
import { errorCode } from './error-code';

/** From `src/platform` the folder is two steps up, from `dist/src/platform` three. */
const STEPS_UP_MAX = 4;

export function packFolder(): string {
  let folder = __dirname;
  for (let step = 0; step < STEPS_UP_MAX; step += 1) {
    folder = dirname(folder);
    const candidate = join(folder, 'packs');
    if (existsSync(join(candidate, 'national'))) return candidate;
  }
  throw new PackError([
    problem('缺少文件夹 packs,请重新安装', 'the folder packs is missing; install the release again'),
  ]);
}

const PACK_FILE_BYTES_MAX = 1024 * 1024;
const utf8 = new TextDecoder('utf-8', { fatal: true });
const NOT_UTF8 = 'ERR_ENCODING_INVALID_ENCODED_DATA';

const tooLarge = (path: string): Bilingual =>
  problem(`${path} 超过 ${PACK_FILE_BYTES_MAX} 字节`, `${path} is larger than ${PACK_FILE_BYTES_MAX} bytes`);
const notUtf8 = (path: string): Bilingual =>
  problem(`${path} 不是 UTF-8 编码,请另存为 UTF-8`, `${path} is not written in UTF-8; save it as UTF-8`);

function contentOf(path: string): string {
  try {
    if (statSync(path).size > PACK_FILE_BYTES_MAX) throw new PackError([tooLarge(path)]);
    // A byte order mark at the beginning is taken off.
    return utf8.decode(readFileSync(path));
  } catch (error) {
    if (error instanceof PackError) throw error;
    if (errorCode(error) === NOT_UTF8) throw new PackError([notUtf8(path)]);
    throw new PackError([problem(`${path} 无法读取`, `${path} cannot be read`)]);
  }
}

/** The content of one file, not yet looked at. Throws PackError when it cannot be read or is no JSON. */
export function readPackFile(path: string, shownAs: string = path): PackFile {
  const text = contentOf(path);
  try {
    return { path: shownAs, content: JSON.parse(text) };
  } catch {
    throw new PackError([problem(`${shownAs} 不是 JSON`, `${shownAs} is not JSON`)]);
  }
}

/** Every file under `packs/<jurisdiction>/<version>.json`, by path. */
export const readPackFolder = (folder: string = packFolder()): readonly PackFile[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => readdirSync(join(folder, name)).map((file) => join(folder, name, file)))
    .filter((path) => path.endsWith('.json'))
    .sort()
    .map((path) => readPackFile(path, relative(folder, path)));

/**
 * The packs of the release. Read once, at the start of a process.
 * Throws PackError, with every problem named, when they do not hold together.
 */
export const loadPacks = (folder?: string): readonly Pack[] => checkPacks(readPackFolder(folder), RULES);
