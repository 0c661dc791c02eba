/**
 * The one clock. Calendars that were recorded by hand go into the parameter `calendar` of the packs themselves, in front
 * of what the packs and the release say. Deadlines, rules and every other count of working days read that parameter, and
 * a batch keeps it as evidence, because it keeps the set that it was sealed under.
 */
import type { CalendarYear } from '../packs/parameters';
import { NATION_REGION, type Pack, type PackParameter } from '../packs/pack';
import { canonicalDigest } from '../reference/canonical-digest';
import type { ActiveSet } from './active-set';

export interface SetYear extends CalendarYear {
  readonly year: number;
  /** Title or number of the notice: the basis. */
  readonly notice: string;
}

/** The very set while no calendar is recorded: its digest does not change then. */
export function withCalendar(set: ActiveSet, years: readonly SetYear[]): ActiveSet {
  if (years.length === 0) return set;
  const packs = packsWithCalendar(set.packs, years);
  return { digest: canonicalDigest(packs), packs };
}

export const packsWithCalendar = (packs: readonly Pack[], years: readonly SetYear[]): readonly Pack[] =>
  years.length === 0 ? packs : packs.map((pack) => withYears(pack, years));

/** A province's pack that names the parameter takes the place of the nation's, so it gets the years as well. */
function withYears(pack: Pack, years: readonly SetYear[]): Pack {
  const own = pack.parameters['calendar'];
  if (own === undefined && pack.region !== NATION_REGION) return pack;
  return { ...pack, parameters: { ...pack.parameters, calendar: withYearsIn(own, years) } };
}

const withYearsIn = (own: PackParameter | undefined, years: readonly SetYear[]): PackParameter => ({
  ...own,
  value: {
    ...(own === undefined ? {} : Object(own.value)),
    ...Object.fromEntries(years.map(({ year, holidays, workdays }) => [String(year), { holidays, workdays }])),
  },
  basis: [...new Set([...(own?.basis ?? []), ...years.map(({ notice }) => notice)])],
});
