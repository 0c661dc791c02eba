/** How many entries a message or an expected set spells out; the number of the others is said. */
export const NAMED_MAX = 20;

/** The first of `entries` for a Chinese and an English sentence. Ids and serials only, nothing of a person. */
export function nameSome(entries: readonly string[]): { readonly zh: string; readonly en: string } {
  const named = entries.slice(0, NAMED_MAX);
  const more = entries.length - named.length;
  return more === 0
    ? { zh: named.join('、'), en: named.join(', ') }
    : { zh: `${named.join('、')} 等 ${entries.length} 个`, en: `${named.join(', ')} and ${more} more` };
}
