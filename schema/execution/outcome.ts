/** What a root field gave, kept so that it can be completed without resolving it again. */
import type { GraphQLSchema } from 'graphql';

export type Outcome =
  { readonly kind: 'gave'; readonly value: unknown } | { readonly kind: 'threw'; readonly error: unknown };

/** By the field's name in the answer. */
export type Outcomes = ReadonlyMap<string, Outcome>;

/** A context whose root fields have been resolved already, if it has outcomes. */
export interface Settled {
  readonly outcomes?: Outcomes | undefined;
}

/** Begins the work at once and never rejects. */
export async function settle(work: () => unknown): Promise<Outcome> {
  try {
    return { kind: 'gave', value: await work() };
  } catch (error) {
    return { kind: 'threw', error };
  }
}

/** From here on queries of a settled context give its outcomes. For a schema that nobody has used yet: it is changed. */
export function giveSettledOutcomes(schema: GraphQLSchema): void {
  for (const field of Object.values(schema.getQueryType()?.getFields() ?? {})) {
    const { resolve } = field;
    if (!resolve) continue;
    field.resolve = (source: unknown, args, context: Settled, info) => {
      const outcome = context.outcomes?.get(String(info.path.key));
      if (outcome === undefined) return resolve(source, args, context, info);
      if (outcome.kind === 'threw') throw outcome.error;
      return outcome.value;
    };
  }
}
