/** The calls by which verbs use the clock of terms: `openTerm` with the event, `endTerms` with the deed. */
import { TERMS, type Term, type TermName } from '../../domain/deadlines/terms';
import { responsibleIn } from '../../domain/deadlines/responsible';
import { termDates } from '../../domain/deadlines/term-dates';
import type { Pack } from '../../domain/packs/pack';
import { type ResolvedPack, resolvePack } from '../../domain/packs/resolve-pack';
import type { Subject } from '../decisions/decision-ports';
import { basisFrom } from '../packs/basis-in';
import type { Hub, Stores } from '../ports';
import { tellCalendarMissing } from './calendar-missing';
import type { Deadline } from './deadline-ports';

export interface TermEvent {
  readonly term: TermName;
  readonly subject: Subject;
  /** `null` where it concerns the offices only, or nobody's institution. */
  readonly institutionCode: string | null;
  /** Of the institution. */
  readonly regionCode: string;
  /** Day of the event in China, `YYYY-MM-DD`; the term begins the day after. */
  readonly on: string;
}

/**
 * Opens nothing where the packs of the region set no number of days. A term that ends in a year whose calendar is not
 * published is open without a day, and the nation is told that the calendar is missing.
 * @throws PacksUnusable: no term is opened by less than the packs in force.
 */
export async function openTerm(hub: Hub, stores: Stores, event: TermEvent): Promise<void> {
  await openTerms(hub, stores, [event]);
}

/** As `openTerm`, of many events in the statements of one. Answers for how many of them the packs set days. */
export async function openTerms(hub: Hub, stores: Stores, events: readonly TermEvent[]): Promise<number> {
  if (events.length === 0) return 0;
  const at = hub.now();
  const { packs } = await hub.activePacks(stores, at);
  const deadlines = opened(hub, packs, events, at);
  if (deadlines.length === 0) return 0;
  await stores.deadlines.open(deadlines, at);
  const missing = new Set(deadlines.flatMap(({ waitsForYear }) => waitsForYear ?? []));
  for (const year of [...missing].sort((one, other) => one - other)) await tellCalendarMissing(hub, stores, year, at);
  return deadlines.length;
}

function opened(hub: Hub, packs: readonly Pack[], events: readonly TermEvent[], at: Date): readonly Deadline[] {
  const resolved = new Map<string, ResolvedPack>();
  return events.flatMap((event) => {
    const key = `${event.regionCode} ${event.on}`;
    const pack = resolved.get(key) ?? resolvePack(packs, event.regionCode, event.on);
    resolved.set(key, pack);
    return deadlineOf(hub, pack, event, at) ?? [];
  });
}

function deadlineOf(hub: Hub, pack: ResolvedPack, event: TermEvent, at: Date): Deadline | undefined {
  const { parameters } = pack;
  const term: Term = TERMS[event.term];
  const ownDays = parameters[term.parameter];
  if (ownDays === null) return undefined;
  const days = ownDays + (term.plus === undefined ? 0 : (parameters[term.plus] ?? 0));
  const span = { startsOn: event.on, days, warningDays: parameters.warningWorkingDays };
  return {
    id: hub.newId(),
    term: event.term,
    subject: event.subject,
    institutionCode: event.institutionCode,
    regionCode: event.regionCode,
    responsible: responsibleIn(term.responsible, event.regionCode),
    escalatedTo: null,
    ...span,
    ...termDates(term.unit, span, parameters.calendar),
    state: 'OPEN',
    basis: basisFrom(pack, term.parameter),
    openedAt: at,
    endedAt: null,
  };
}

/** Waits for a watch that is at the row; what was overdue is met late. */
export const endTerms = (
  stores: Pick<Stores, 'deadlines'>,
  subject: Subject,
  how: 'MET' | 'CANCELLED',
  at: Date,
  term: TermName | null = null,
): Promise<void> => stores.deadlines.end(subject, term, how, at);
