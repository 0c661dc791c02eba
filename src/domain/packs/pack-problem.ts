/** What is wrong with a pack, in both languages: by place, never with a value, and where it is not plain how to mend it. */
import type { Bilingual } from '../bilingual';

export const problem = (zh: string, en: string): Bilingual => ({ zh, en });

/** `place` is a file or the name of a pack. */
export const problemIn = (place: string, { zh, en }: Bilingual): Bilingual =>
  problem(`${place}:${zh}`, `${place}: ${en}`);

/** Each problem once, in the order in which it was found first. */
export const distinct = (problems: readonly Bilingual[]): readonly Bilingual[] => [
  ...new Map(problems.map((each) => [each.en, each])).values(),
];
