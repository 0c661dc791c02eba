/** Whether the institution may hold the exam: filing, level, site and audience on every exam day (CMP-017 … 021). */
import { dayAfter } from '../calendar/dates';
import type { Place } from '../intake/place';
import type { RegistryFiling, RegistrySite } from '../registry/document';
import { touches } from '../reference/snapshot';
import { audienceAt, filingState, holdsAt, type FilingState } from '../rules/filing-state';
import { placeAt, type PlanContent } from './plan-filing';

export interface PlanScope {
  /** Of the institution. */
  readonly sites: readonly RegistrySite[];
  readonly filings: readonly RegistryFiling[];
}

/** Both must be real days, in order. */
export function examDaysOf({ examFrom, examTo }: Pick<PlanContent, 'examFrom' | 'examTo'>): readonly string[] {
  const days: string[] = [];
  for (let day = examFrom; day <= examTo; day = dayAfter(day)) days.push(day);
  return days;
}

/** The first day at fault is named; the others would say the same. */
export function scopePlaces(content: PlanContent, { sites, filings }: PlanScope): readonly Place[] {
  const days = examDaysOf(content);
  const site = sites.filter(({ code }) => code === content.siteCode);
  const ofOccupation = filings.filter(({ occupationCode }) => occupationCode === content.occupationCode);
  const stateOn = (examDate: string): FilingState =>
    filingState(ofOccupation, { examDate, workType: content.workType, level: content.level });
  const unfiled = days.find((day) => stateOn(day).kind !== 'FILED');
  return [
    ...sitePlaces(site, days),
    ...(unfiled === undefined ? atSite(content, days, stateOn) : [filingPlace(stateOn(unfiled), unfiled)]),
  ];
}

function sitePlaces(site: readonly RegistrySite[], days: readonly string[]): readonly Place[] {
  if (site.length === 0) return [placeAt('siteCode', '本机构没有该站点', 'The institution has no such site')];
  const closed = days.find((day) => !site.some((term) => touches(term, day)));
  return closed === undefined
    ? []
    : [placeAt('siteCode', `站点在 ${closed} 不在备案期内`, `The site is not in force on ${closed}`)];
}

function filingPlace({ kind }: FilingState, day: string): Place {
  if (kind === 'NEVER_FILED') {
    return placeAt('occupationCode', '本机构未备案该职业', 'The institution never filed this occupation');
  }
  if (kind === 'ITEM_NOT_FILED') {
    return placeAt(
      'level',
      `${day} 有效的备案不含该工种和等级`,
      `No filing in force on ${day} covers work type and level`,
    );
  }
  return placeAt('examFrom', `备案在 ${day} 未生效、已到期或被中断`, `The filing is not in force on ${day}`);
}

function atSite(
  content: PlanContent,
  days: readonly string[],
  stateOn: (day: string) => FilingState,
): readonly Place[] {
  const elsewhere = days.find((day) => !holdsSite(stateOn(day), content.siteCode));
  if (elsewhere !== undefined) {
    return [
      placeAt('siteCode', `${elsewhere} 有效的备案不含该站点`, `No filing in force on ${elsewhere} is for this site`),
    ];
  }
  return content.audience.flatMap((who, index) =>
    days.every((day) => audienceAt(stateOn(day), content.siteCode)?.includes(who))
      ? []
      : [placeAt(`audience/${index}`, '不在备案的评价对象内', 'Not among those whom the filing is for')],
  );
}

const holdsSite = (state: FilingState, siteCode: string): boolean =>
  state.kind === 'FILED' && state.filings.some((filing) => holdsAt(filing, siteCode));
