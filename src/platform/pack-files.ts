import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { PackFile } from '../domain/packs/check-packs';
import { checkPacks } from '../domain/packs/check-packs';
import type { Pack } from '../domain/packs/pack';
import { PackError } from '../domain/packs/resolve-pack';
import { RULES } from '../domain/rules/index';

/** From `src/platform` the folder is two steps up, from `dist/src/platform` three. */
const STEPS_UP_MAX = 4;

export function packFolder(): string {
  let folder = __dirname;
  for (let step = 0; step < STEPS_UP_MAX; step += 1) {
    folder = dirname(folder);
    const candidate = join(folder, 'packs');
    if (existsSync(join(candidate, 'national'))) return candidate;
  }
  throw new PackError(['the folder packs is missing']);
}

const PACK_FILE_BYTES_MAX = 1024 * 1024;
const BYTE_ORDER_MARK = '\uFEFF';

function contentOf(path: string): string {
  try {
    if (statSync(path).size > PACK_FILE_BYTES_MAX)
      throw new PackError([`${path} is larger than ${PACK_FILE_BYTES_MAX} bytes`]);
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof PackError) throw error;
    throw new PackError([`${path} cannot be read`]);
  }
}

/** The content of one file, not yet looked at. Throws PackError when it cannot be read or is no JSON. */
export function readPackFile(path: string, shownAs: string = path): PackFile {
  const text = contentOf(path);
  try {
    return { path: shownAs, content: JSON.parse(text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text) };
  } catch {
    throw new PackError([`${shownAs} is not JSON`]);
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
