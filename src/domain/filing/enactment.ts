/**
 * What an approved application makes of the registry: pure, by kind. The verb brings what stands there, the codes of new
 * sites and fresh ids; what comes back is saved whole, or names every place at which it cannot be.
 */
import type { Application } from '../application/application';
import type { Bilingual } from '../bilingual';
import { dayAfter } from '../calendar/dates';
import type { Place } from '../intake/place';
import type { RegistryFiling } from '../registry/document';
import { enactBasicChange } from './enact-basic-change';
import { enactRenewal, enactTermination } from './enact-endings';
import { enactFiling, enactScopeChange, enactSite } from './enact-items';
import type { Enacting, EnactProblems, RegistryChange, Standing } from './registry-change';
import { isProblem } from './registry-change';
import { filingsOverlap, isTerm } from './terms';

const BRANCHES = {
  FILING: enactFiling,
  SITE: enactSite,
  BASIC_CHANGE: enactBasicChange,
  SCOPE_CHANGE: enactScopeChange,
  RENEWAL: enactRenewal,
  TERMINATION: enactTermination,
} as const satisfies Record<
  Application['kind'],
  (standing: Standing, enacting: Enacting) => RegistryChange | EnactProblems
>;

export function enactment(standing: Standing, enacting: Enacting): RegistryChange | EnactProblems {
  const change = BRANCHES[enacting.application.kind](standing, enacting);
  return isProblem(change) ? change : (problemsOf(standing, change) ?? change);
}

/** Terms that end before they begin, and filings that would stand twice. */
function problemsOf({ filings }: Standing, { filed, changed }: RegistryChange): EnactProblems | undefined {
  const backwards = filed.flatMap((filing, index) => (isTerm(filing) ? [] : [placeOf(index, ENDS_BEFORE)]));
  if (backwards.length > 0) return { code: 'FILING_TERM_INVALID', places: backwards };
  const replaced = new Map(changed.map((filing) => [filing.id, filing]));
  const standing = filings.map((filing) => replaced.get(filing.id) ?? filing);
  const overlaps = filed.flatMap((filing, index) =>
    [...standing, ...filed.slice(0, index)]
      .filter((other) => filingsOverlap(filing, other))
      .map((other) => placeOf(index, overlapWith(other))),
  );
  return overlaps.length === 0 ? undefined : { code: 'FILING_OVERLAPS', places: overlaps };
}

const placeOf = (index: number, message: Bilingual): Place => ({ record: null, field: `/filings/${index}`, message });

const ENDS_BEFORE: Bilingual = {
  zh: '备案期限的最后一日早于第一日',
  en: 'The term of the filing would end before it begins',
};

/** The new filing may begin when the old one has ended. */
const overlapWith = ({ id, occupationCode, to }: RegistryFiling): Bilingual => ({
  zh: `与备案 ${id}(${occupationCode},${to === null ? '无截止日' : `至 ${to}`})重叠${to === null ? '' : `;最早可自 ${dayAfter(to)} 起`}`,
  en: `Overlaps filing ${id} (${occupationCode}, ${to === null ? 'without end' : `to ${to}`})${to === null ? '' : `; it may begin on ${dayAfter(to)}`}`,
});
