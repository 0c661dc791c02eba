/**
 * The daily look at the registry: renewal windows that have opened (TIM-010), filings that ended without a renewal,
 * institutions without work (TIM-009), publications whose month has come. Each is told once, to institution and regulator;
 * nobody needs to ask. It goes by pages through the index of last days: a transaction and a handful of statements each.
 */
import { cstDate } from '../../domain/calendar/cst';
import { dayBefore, daysAfter, monthsBefore } from '../../domain/calendar/dates';
import type { Pack } from '../../domain/packs/pack';
import type { Parameters } from '../../domain/packs/parameters';
import { resolvePack, type ResolvedPack } from '../../domain/packs/resolve-pack';
import { checkSubject } from '../../domain/rules/check-subject';
import { quietSince, type RegistrySubject } from '../../domain/rules/registry-subject';
import { inactiveInstitution } from '../../domain/rules/rules/TIM-009-inactive-institution';
import { filingExpiresSoon } from '../../domain/rules/rules/TIM-010-filing-expires-soon';
import { openTerms } from '../deadlines/open-term';
import type { Hub, Stores } from '../ports';
import { announce } from './announce';
import { endedWithoutRenewal, inactive, renewalOpen } from './watch-texts';
import { tellDuePublications } from './watch-publications';
import type { EndingFiling, QuietInstitution, Watch, WatchTopic } from './watch-ports';

export interface RegistryWatched {
  readonly day: string;
  readonly told: number;
}

/** Rows of one page and transaction. */
export const WATCH_PAGE_ROWS = 500;
/** A hub that slept longer says nothing more of filings that ended before. */
export const ENDED_LOOK_BACK_DAYS = 31;

/** `day`: the one that the reminder is about; a reminder of a day that is over does nothing. */
export async function watchRegistry(hub: Hub, { day }: { readonly day: string }): Promise<RegistryWatched> {
  const now = hub.now();
  if (day !== cstDate(now)) return { day, told: 0 };
  const { packs } = await hub.transaction((stores) => hub.activePacks(stores, now));
  const watch = { hub, day, now, packOf: resolvedOnce(packs, day) };
  const governing = [...new Set(packs.map(({ region }) => region))].map((region) => watch.packOf(region).parameters);
  const told =
    (await tellEndings(watch, 'FILING_RENEWAL_OPEN', [day, daysAfter(day, widest(governing))], tellRenewals)) +
    (await tellEndings(watch, 'FILING_ENDED', [daysAfter(day, -ENDED_LOOK_BACK_DAYS), dayBefore(day)], tellEnded)) +
    (await tellInactive(watch, governing)) +
    (await tellDuePublications(watch));
  await hub.transaction((stores) => stores.codes.endWatch(day, now));
  hub.log.info({ day, told }, 'The registry was watched.');
  return { day, told };
}

function resolvedOnce(packs: readonly Pack[], day: string): Watch['packOf'] {
  const resolved = new Map<string, ResolvedPack>();
  return (regionCode) => {
    const known = resolved.get(regionCode) ?? resolvePack(packs, regionCode, day);
    resolved.set(regionCode, known);
    return known;
  };
}

const widest = (governing: readonly Parameters[]): number =>
  Math.max(0, ...governing.map(({ renewalDays }) => renewalDays ?? 0));

type TellPage = (watch: Watch, stores: Stores, page: readonly EndingFiling[]) => Promise<number>;

async function tellEndings(
  watch: Watch,
  topic: WatchTopic,
  [from, to]: readonly [string, string],
  tell: TellPage,
): Promise<number> {
  let told = 0;
  for (let after: { readonly to: string; readonly id: string } | null = null; ;) {
    const asked = { topic, from, to, after, limit: WATCH_PAGE_ROWS };
    const page: readonly EndingFiling[] = await watch.hub.transaction(async (stores) => {
      const found = await stores.codes.endingFilings(asked);
      told += await tell(watch, stores, found);
      return found;
    });
    const last = page.at(-1);
    if (last === undefined || page.length < WATCH_PAGE_ROWS) return told;
    after = { to: last.to, id: last.subject.id };
  }
}

const speaks = ({ day, packOf }: Watch, code: string, subject: RegistrySubject, regionCode: string): boolean =>
  checkSubject(subject, { today: day, pack: packOf(regionCode) }).some((finding) => finding.code === code);

/** The term of the renewal opens with its window and is met by the application: what is applied for is not told again. */
async function tellRenewals(watch: Watch, stores: Stores, page: readonly EndingFiling[]): Promise<number> {
  const due = page.filter(
    ({ subject, regionCode, renewalAppliedFor }) =>
      !renewalAppliedFor && speaks(watch, filingExpiresSoon.code, subject, regionCode),
  );
  const fresh = await freshOf(watch, stores, 'FILING_RENEWAL_OPEN', due);
  const begun = fresh.flatMap(({ subject: { id, institutionCode }, regionCode, to }) => {
    const { renewalDays } = watch.packOf(regionCode).parameters;
    const subject = { kind: 'FILING', id } as const;
    // The term begins with the window and ends with the filing.
    return renewalDays === null
      ? []
      : [{ term: 'RENEWAL' as const, subject, institutionCode, regionCode, on: daysAfter(to, -renewalDays) }];
  });
  await openTerms(watch.hub, stores, begun);
  await announce(watch.hub, stores, fresh.map(renewalOpen), watch.now);
  return fresh.length;
}

async function tellEnded(watch: Watch, stores: Stores, page: readonly EndingFiling[]): Promise<number> {
  const fresh = await freshOf(watch, stores, 'FILING_ENDED', page.filter(hasLapsed));
  await announce(watch.hub, stores, fresh.map(endedWithoutRenewal), watch.now);
  return fresh.length;
}

/** Not cut short by a decision, and nothing of the occupation goes on. */
const hasLapsed = ({ subject, to }: EndingFiling): boolean =>
  !subject.interruptions.some(({ kind, from }) => kind !== 'SUSPENDED' && from <= to) &&
  !subject.otherTerms.some((other) => other.to === null || other.to > to);

async function freshOf(
  { now }: Watch,
  stores: Stores,
  topic: WatchTopic,
  filings: readonly EndingFiling[],
): Promise<readonly EndingFiling[]> {
  const told = filings.map(({ subject, to }) => ({ topic, subjectId: subject.id, mark: to }));
  const fresh = new Set((await stores.codes.markTold(told, now)).map(({ subjectId }) => subjectId));
  return filings.filter(({ subject }) => fresh.has(subject.id));
}

async function tellInactive(watch: Watch, governing: readonly Parameters[]): Promise<number> {
  const { hub, day } = watch;
  const patience = governing.flatMap(({ inactiveMonths }) => inactiveMonths ?? []);
  if (patience.length === 0) return 0;
  const quietSince = monthsBefore(day, Math.min(...patience));
  let told = 0;
  for (let after: string | null = ''; after !== null;) {
    const asked = { today: day, quietSince, after, limit: WATCH_PAGE_ROWS };
    after = await hub.transaction(async (stores) => {
      const { last, quiet } = await stores.codes.quietInstitutions(asked);
      told += await tellQuiet(watch, stores, quiet);
      return last;
    });
  }
  return told;
}

async function tellQuiet(watch: Watch, stores: Stores, quiet: readonly QuietInstitution[]): Promise<number> {
  const due = quiet.filter(({ subject, regionCode }) => speaks(watch, inactiveInstitution.code, subject, regionCode));
  const told = due.map((found) => ({
    topic: 'INSTITUTION_INACTIVE' as const,
    subjectId: found.subject.institutionCode,
    mark: quietSince(found.subject),
  }));
  const fresh = new Set((await stores.codes.markTold(told, watch.now)).map(({ subjectId }) => subjectId));
  const heard = due.filter(({ subject }) => fresh.has(subject.institutionCode));
  await announce(
    watch.hub,
    stores,
    heard.map((found) => inactive(found, quietSince(found.subject))),
    watch.now,
  );
  return heard.length;
}
