/** What is filed or asked for already: one item at one place is filed once, by one institution. */
import { touches, type Term } from '../reference/snapshot';
import { termLeft } from '../rules/registry-subject';
import type { Problem } from '../registry/shape';
import type { RegistryFiling } from '../registry/document';
import type { ApplicationContent, ItemWish, SiteWish } from './application';
import { conditionBasis } from './conditions';
import type { ApplicationFacts, VenueUse } from './facts';
import { problemAt } from './problem';

interface Item {
  readonly occupationCode: string;
  readonly workTypes: readonly string[];
  readonly levels: readonly string[];
  /** Empty: every site. */
  readonly sites: readonly string[];
}

/** Empty lists stand for everything. */
const meet = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === 0 || other.length === 0 || one.some((each) => other.includes(each));

export const sameItem = (one: Item, other: Item): boolean =>
  one.occupationCode === other.occupationCode &&
  one.levels.some((level) => other.levels.includes(level)) &&
  meet(one.workTypes, other.workTypes) &&
  meet(one.sites, other.sites);

/** Sites by their venue where it is known: a place that is filed again under another name is the same place. */
const atVenues = (item: Item, wished: readonly SiteWish[], { venueOfSite }: ApplicationFacts): Item => {
  const venueOfWish = new Map(wished.map(({ ref, venue }) => [ref, venue]));
  const placeOf = (site: string): string => {
    const venue = venueOfWish.get(site) ?? venueOfSite.get(site);
    return venue === undefined ? `site ${site}` : `venue ${venue}`;
  };
  return { ...item, sites: item.sites.map(placeOf) };
};

/** Whether anything of the filing is left on the day or after it. */
const goesOn = ({ from, to, interruptions }: RegistryFiling, day: string): boolean => {
  const left = termLeft({ from, to }, interruptions);
  return left !== undefined && (left.to === null || left.to >= day);
};

/** Items of the application against each other, the institution's filings and its other applications. */
export function problemsOfOverlap(content: ApplicationContent, facts: ApplicationFacts): readonly Problem[] {
  const filed = facts.filings
    // What the application names, its items replace.
    .filter((filing) => !content.filingIds.includes(filing.id) && goesOn(filing, facts.today))
    .map((filing) => ({ id: filing.id, item: atVenues({ ...filing, sites: filing.siteCodes }, [], facts) }));
  const wanted = content.items.map((item) => atVenues(item, content.sites, facts));
  const underWay = facts.underWay.map(({ item, sites }) => atVenues(item, sites, facts));
  return wanted.flatMap((item, index) => {
    const path = `/items/${index}`;
    const problems: Problem[] = [];
    const before = wanted.slice(0, index).findIndex((other) => sameItem(item, other));
    if (before !== -1) {
      problems.push(
        problemAt(path, `与本申请第 ${before + 1} 项重叠`, `Overlaps with entry ${before + 1} of this application`),
      );
    }
    const filing = filed.find((each) => sameItem(item, each.item));
    if (filing !== undefined) {
      problems.push(
        problemAt(
          path,
          `与有效备案 ${filing.id} 重叠(同一职业、工种、等级、站点)`,
          `Overlaps with the filing ${filing.id}, which has the same occupation, work type, level and site`,
        ),
      );
    }
    if (underWay.some((other) => sameItem(item, other))) {
      problems.push(
        problemAt(
          path,
          '本机构另一办理中的申请已含此项',
          'Another application of the institution under way asks for it',
        ),
      );
    }
    return problems;
  });
}

/** The venues at which an item would be examined, with the place that names each. */
function venuesOf(item: ItemWish, content: ApplicationContent, facts: ApplicationFacts): ReadonlySet<string> {
  const wished = new Map(content.sites.flatMap(({ ref, venue }) => (venue === null ? [] : [[ref, venue] as const])));
  const named = item.sites.length > 0 ? item.sites : [...wished.keys(), ...facts.venueOfSite.keys()];
  return new Set(named.flatMap((site) => wished.get(site) ?? facts.venueOfSite.get(site) ?? []));
}

const isAhead = ({ to }: Term, day: string): boolean => to === null || to >= day;

/** CMP-035, before it happens: the venue and the occupation are filed by another institution. */
export function problemsOfVenues(content: ApplicationContent, facts: ApplicationFacts): readonly Problem[] {
  const asked = conditionBasis('VENUE_ONCE', content, facts);
  if (asked === undefined) return [];
  const taken = (venues: ReadonlySet<string>, occupationCode: string): VenueUse | undefined =>
    facts.filedElsewhere.find(
      (use) =>
        use.institutionCode !== facts.institutionCode &&
        use.occupationCode === occupationCode &&
        venues.has(use.venue) &&
        isAhead(use, facts.today),
    );
  return content.items.flatMap((item, index) =>
    taken(venuesOf(item, content, facts), item.occupationCode) === undefined
      ? []
      : [
          problemAt(
            `/items/${index}/sites`,
            '同一场地、同一职业已由另一机构备案;请更换场地,或由该机构先行撤下',
            'Another institution has filed the occupation at this venue: choose another venue, or have it taken out there',
            asked,
          ),
        ],
  );
}

/** Filings of the institution that are in force on the day, whatever interrupts them for a time. */
export const filingsOn = (filings: readonly RegistryFiling[], day: string): readonly RegistryFiling[] =>
  filings.filter(({ from, to, interruptions }) => {
    const left = termLeft({ from, to }, interruptions);
    return left !== undefined && touches(left, day);
  });
