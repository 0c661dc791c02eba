/** The two calls by which verbs use the clock of terms: `openTerm` with the event, `endTerms` with the deed. */
import { TERMS, type Term, type TermName } from '../../domain/deadlines/terms';
import { responsibleIn } from '../../domain/deadlines/responsible';
import { termDates } from '../../domain/deadlines/term-dates';
import { resolvePack } from '../../domain/packs/resolve-pack';
import type { Subject } from '../decisions/decision-ports';
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
  const at = hub.now();
  const { packs } = await hub.activePacks(stores, at);
  const { parameters, origins } = resolvePack(packs, event.regionCode, event.on);
  const term: Term = TERMS[event.term];
  const ownDays = parameters[term.parameter];
  if (ownDays === null) return;
  const days = ownDays + (term.plus === undefined ? 0 : (parameters[term.plus] ?? 0));
  const span = { startsOn: event.on, days, warningDays: parameters.warningWorkingDays };
  const deadline: Deadline = {
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
    basis: origins[term.parameter]?.basis ?? term.basis,
    openedAt: at,
    endedAt: null,
  };
  await stores.deadlines.open(deadline);
  if (deadline.waitsForYear !== null) await tellCalendarMissing(hub, stores, deadline.waitsForYear, at);
}

/** Waits for a watch that is at the row; what was overdue is met late. */
export const endTerms = (
  stores: Pick<Stores, 'deadlines'>,
  subject: Subject,
  how: 'MET' | 'CANCELLED',
  at: Date,
  term: TermName | null = null,
): Promise<void> => stores.deadlines.end(subject, term, how, at);
