import type { Bilingual } from '../bilingual';
import { problem } from './pack-problem';

/** More changes than that, and it is not the same word misspelt. */
const CHANGES_MAX = 3;

/** Letters added, left out or exchanged between two words (Levenshtein). */
function changesBetween(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (const [line, letter] of [...one].entries()) {
    const next = [line + 1];
    for (const [column, expected] of [...other].entries()) {
      const [above = 0, diagonal = 0, left = 0] = [row[column + 1], row[column], next[column]];
      next.push(letter === expected ? diagonal : 1 + Math.min(above, diagonal, left));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

/** The known word that was probably meant, in whatever case it was written. */
export function nearestName(word: string, known: readonly string[]): string | undefined {
  const [nearest] = known
    .map((name) => ({ name, changes: changesBetween(word.toLowerCase(), name.toLowerCase()) }))
    .filter(({ name, changes }) => changes <= CHANGES_MAX && changes < name.length / 2)
    .sort((one, other) => one.changes - other.changes);
  return nearest?.name;
}

/** `X is unknown`, and what was probably meant. */
export function unknownName(word: string, known: readonly string[], at = word): Bilingual {
  const meant = nearestName(word, known);
  return meant === undefined
    ? problem(`${at} 无法识别`, `${at} is unknown`)
    : problem(`${at} 无法识别,是否应为 ${meant}?`, `${at} is unknown; did you mean ${meant}?`);
}
