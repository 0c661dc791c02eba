/** How a step of a life speaks to the hub: one operation, one answer, which is what was asked for or a refusal. */
import type { Actor } from '../hub';
import type { Refused } from '../operations';

/** An accepted answer has its own fields, a refused one those of `Refused`: a test looks at the ones it expects. */
export type Answer<Fields> = Partial<Fields> & Partial<Refused>;
/** Whoever can ask: a client made by `hub.createActor`, or `callerOf(hub, 'operator')`. */
export type Asker = Pick<Actor, 'run'>;

/** The answer of the one operation that a text holds, refusals included. */
export async function said<Fields>(by: Asker, text: string, variables: object = {}): Promise<Answer<Fields>> {
  const [answer] = Object.values(await by.run<Record<string, Answer<Fields>>>(text, variables));
  if (answer === undefined) throw new Error('The text holds no operation.');
  return answer;
}

/** Like `said`, for what must not be refused: throws with code and places. */
export async function done<Fields>(by: Asker, text: string, variables: object = {}): Promise<Fields> {
  const [answer] = Object.values(await by.run<Record<string, Fields & Partial<Refused>>>(text, variables));
  if (answer === undefined) throw new Error('The text holds no operation.');
  return accepted(answer);
}

/** Throws when the answer is a refusal; the message says which, and where. */
export function accepted<Fields>(answer: Fields & Partial<Refused>): Fields {
  if (answer.code !== undefined && answer.remedy !== undefined) {
    throw new Error(`Refused: ${answer.code} ${answer.message?.en ?? ''} ${JSON.stringify(answer.places)}`);
  }
  return answer;
}

/** Places of a refusal as `field: text`, sorted: what a form would show beside its fields. */
export const placesOf = ({ places }: Partial<Refused>): string[] =>
  (places ?? []).map(({ field, message }) => `${field ?? ''}: ${message.en}`).sort();

/** Fields only, sorted. */
export const fieldsOf = ({ places }: Partial<Refused>): string[] =>
  (places ?? []).map(({ field }) => field ?? '').sort();

export interface Page<Item> {
  readonly total: number;
  readonly items: readonly Item[];
}
