/**
 * Takes out of a folder of cold files what no row names: drafts of whoever was killed, and files whose rows were never
 * written. A file is evidence until the opposite is sure, and a database that was restored to an earlier day knows less than
 * the folder: so a file is set aside first, where it is still read, and comes back if a row names it again.
 */
import { mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { ColdSweep, ColdSwept } from '../app/cold-ports';
import { errorCode } from '../platform/error-code';

export const DRAFT = 'draft-';
const ASIDE = 'unclaimed';
const OWNER_ONLY = 0o700;
/** Files of one folder stay few. */
const FOLDER_DIGITS = 2;
const FOLDER = /^[0-9a-f]{2}$/;
const DIGEST = /^[0-9a-f]{64}$/;

export const placeOf = (digest: string): string => `${digest.slice(0, FOLDER_DIGITS)}/${digest}`;
export const asidePath = (folder: string, place: string): string => join(folder, ASIDE, basename(place));

export async function sweepFolder(folder: string, rule: ColdSweep): Promise<ColdSwept> {
  const drafts = await dropDrafts(folder, rule);
  const { broughtBack, forgotten } = await lookAside(folder, rule);
  let setAside = 0;
  for (const name of await namesIn(folder, FOLDER)) setAside += await sweepPart(folder, name, rule);
  return { drafts, setAside, broughtBack, forgotten };
}

async function dropDrafts(folder: string, { writtenBefore }: ColdSweep): Promise<number> {
  let dropped = 0;
  for (const name of await namesIn(folder, new RegExp(`^${DRAFT}`))) {
    if (!(await isOlder(join(folder, name), writtenBefore))) continue;
    await rm(join(folder, name), { force: true });
    dropped += 1;
  }
  return dropped;
}

async function lookAside(
  folder: string,
  { asideBefore, claimed }: ColdSweep,
): Promise<Pick<ColdSwept, 'broughtBack' | 'forgotten'>> {
  const places = (await namesIn(join(folder, ASIDE), DIGEST)).map(placeOf);
  const named = places.length === 0 ? new Set<string>() : await claimed(places);
  let forgotten = 0;
  for (const place of places) {
    if (named.has(place)) await moveTo(asidePath(folder, place), join(folder, place));
    else if (await isOlder(asidePath(folder, place), asideBefore)) {
      await rm(asidePath(folder, place), { force: true });
      forgotten += 1;
    }
  }
  return { broughtBack: named.size, forgotten };
}

async function sweepPart(folder: string, part: string, { at, writtenBefore, claimed }: ColdSweep): Promise<number> {
  const places = (await namesIn(join(folder, part), DIGEST)).map((name) => `${part}/${name}`);
  const named = places.length === 0 ? new Set<string>() : await claimed(places);
  let moved = 0;
  for (const place of places.filter((each) => !named.has(each))) {
    if (!(await isOlder(join(folder, place), writtenBefore))) continue;
    // Its time aside counts from here on, first: whoever is killed in between leaves no file aside that looks long forgotten.
    await utimes(join(folder, place), at, at);
    await moveTo(join(folder, place), asidePath(folder, place));
    moved += 1;
  }
  return moved;
}

async function moveTo(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true, mode: OWNER_ONLY });
  await rename(from, to);
}

async function namesIn(folder: string, pattern: RegExp): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).filter((name) => pattern.test(name)).sort();
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  }
}

async function isOlder(path: string, moment: Date): Promise<boolean> {
  return (await stat(path)).mtimeMs < moment.getTime();
}
