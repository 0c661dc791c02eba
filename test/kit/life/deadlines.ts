/** Statutory terms as their readers see them, and what the clock told whom. */
import type { Actor } from '../hub';
import { until } from '../operations';

export interface Term {
  readonly term: string;
  readonly subject: { readonly kind: string; readonly id: string };
  readonly state: string;
  readonly responsible: string;
  readonly escalatedTo: string | null;
  readonly dueOn: string | null;
  readonly warnOn: string | null;
  readonly waitsForYear: number | null;
  readonly workingDaysLeft: number | null;
  readonly workingDaysLate: number | null;
  readonly basis: readonly string[];
}

const TERMS_MAX = 500;

/** In the order of the hub. */
export async function deadlinesOf(actor: Actor, filter: object = {}): Promise<readonly Term[]> {
  const { deadlines } = await actor.run<{ deadlines: { readonly items: readonly Term[] } }>(
    `query ($filter: DeadlineFilterInput, $first: Int!) { deadlines(filter: $filter, first: $first) { items {
       term subject { kind id } state responsible escalatedTo dueOn warnOn waitsForYear workingDaysLeft workingDaysLate basis } } }`,
    { filter, first: TERMS_MAX },
  );
  return deadlines.items;
}

const EVERY_STATE = ['OPEN', 'WARNED', 'OVERDUE', 'ESCALATED', 'MET', 'CANCELLED'];

/** The term of one subject, in whatever state; the last one where it ran several times. */
export async function termOf(actor: Actor, term: string, id: string): Promise<Term | undefined> {
  const all = await deadlinesOf(actor, { term, states: EVERY_STATE });
  return all.filter(({ subject }) => subject.id === id).at(-1);
}

/** Waits for the watch, which runs beside the callers. */
export const untilTerm = (actor: Actor, term: string, id: string, state: string): Promise<Term | undefined> =>
  until(
    () => termOf(actor, term, id),
    (found) => found?.state === state,
  );

export interface Told {
  readonly topic: string;
  readonly subject: { readonly kind: string; readonly id: string };
  readonly text: { readonly zh: string; readonly en: string };
  readonly at: string;
}

/** The latest first; of one topic where it is named. */
export async function toldTo(actor: Actor, topic?: string): Promise<readonly Told[]> {
  const { notifications } = await actor.run<{ notifications: { readonly items: readonly Told[] } }>(
    `query ($first: Int!) { notifications(first: $first) { items { topic subject { kind id } text { zh en } at } } }`,
    { first: TERMS_MAX },
  );
  return topic === undefined ? notifications.items : notifications.items.filter((told) => told.topic === topic);
}
