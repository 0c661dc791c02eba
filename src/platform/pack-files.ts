import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { Pack } from '../domain/packs/pack';
import { checkPacks, PackError } from '../domain/packs/resolve-pack';

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

function parse(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    throw new PackError([`${path} is not JSON`]);
  }
}

/**
 * Every pack under `packs/<jurisdiction>/<version>.json`. Read once, at the start of a process.
 * Throws PackError, with every problem named, when the packs do not hold together.
 */
export function loadPacks(folder: string = packFolder()): readonly Pack[] {
  const paths = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => readdirSync(join(folder, name)).map((file) => join(folder, name, file)))
    .filter((path) => path.endsWith('.json'))
    .sort();
  return checkPacks(paths.map((path) => ({ path: relative(folder, path), content: parse(path) })));
}
