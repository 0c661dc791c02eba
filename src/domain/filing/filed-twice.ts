/** Filings that are saved as they stand, outside an application: one scope of an institution is filed once on a day. */
import type { Bilingual } from '../bilingual';
import type { RegistryFiling } from '../registry/document';
import { filingsOverlap } from './terms';

export interface FiledTwice {
  /** JSON Pointer of the later one of the document. */
  readonly field: string;
  readonly message: Bilingual;
}

/**
 * Each of `given` against those before it and against what stands; what has its id is replaced by it. By institution,
 * occupation and level, so that a long list of many institutions is not compared pair by pair.
 */
export function filedTwice(
  given: readonly RegistryFiling[],
  standing: readonly RegistryFiling[],
): readonly FiledTwice[] {
  const replaced = new Set(given.map(({ id }) => id));
  const seen = new Map<string, RegistryFiling[]>();
  const beside = ({ institutionCode, occupationCode }: RegistryFiling, level: string): RegistryFiling[] => {
    const key = `${institutionCode} ${occupationCode} ${level}`;
    const known = seen.get(key) ?? [];
    seen.set(key, known);
    return known;
  };
  const enter = (filing: RegistryFiling): void =>
    filing.levels.forEach((level) => void beside(filing, level).push(filing));
  standing.filter(({ id }) => !replaced.has(id)).forEach(enter);
  return given.flatMap((filing, index) => {
    const other = filing.levels
      .flatMap((level) => beside(filing, level).find((one) => filingsOverlap(one, filing)) ?? [])
      .at(0);
    enter(filing);
    return other === undefined ? [] : [{ field: `/filings/${index}`, message: meets(other.id) }];
  });
}

const meets = (id: string): Bilingual => ({
  zh: `与备案 ${id} 重叠(同一职业、工种、等级、站点,期限相交);如为更改该备案,请以其编号整条保存`,
  en: `Overlaps the filing ${id} (same occupation, work type, level, site and days): to change that filing, save it under its id`,
});
