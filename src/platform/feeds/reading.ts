/** How the feeds file is read: every problem at once, each with its place and how to mend it, never with a value. */
import { z } from 'zod';

export interface FeedProblem {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

export const text = (max: number) =>
  z
    .string({ error: 'must be a text' })
    .trim()
    .min(1, 'must not be empty')
    .max(max, `must have at most ${max} characters`);

export function wholeNumber(min: number, max: number) {
  const mend = `must be a whole number from ${min} to ${max}`;
  return z.int({ error: mend }).min(min, mend).max(max, mend);
}

export const oneOf = <const Code extends string>(codes: readonly Code[]) =>
  z.enum(codes, { error: `must be one of ${codes.join(', ')}` });

/** What is left out means all, so that an empty list is a slip. */
export const someOf = <Item extends z.ZodType>(item: Item, max: number) =>
  z
    .array(item, { error: 'must be a list' })
    .min(1, 'must not be empty; leave it out to take all')
    .max(max, `must have at most ${max} entries`);

export const closed = <Shape extends z.ZodRawShape>(shape: Shape, otherwise = 'must be an object') =>
  z.strictObject(shape, { error: unknownOr(otherwise) });

/** Names an unknown field by its name: a typing error must not pass in silence. */
export function unknownOr(otherwise: string) {
  return (issue: { readonly code?: string | undefined; readonly keys?: readonly string[] | undefined }): string =>
    issue.code === 'unrecognized_keys' ? `has an unknown field: ${(issue.keys ?? []).join(', ')}` : otherwise;
}

/**
 * A schema beside what holds between its parts. Both are looked at whatever the other finds, so `look` is given what stands in the
 * file and takes nothing for granted.
 */
export const alongside = <Schema extends z.ZodType>(schema: Schema, look: (given: unknown) => readonly FeedProblem[]) =>
  z.unknown().transform((given, context): z.output<Schema> => {
    const parsed = schema.safeParse(given);
    const found = look(given);
    for (const { path, message } of [...(parsed.success ? [] : parsed.error.issues), ...found]) {
      context.addIssue({ code: 'custom', path: [...path], message });
    }
    return parsed.success && found.length === 0 ? parsed.data : z.NEVER;
  });

/** A part of what stands in the file, `undefined` where it has none. */
export const partOf = (given: unknown, name: string): unknown =>
  typeof given === 'object' && given !== null && Object.hasOwn(given, name) ? Reflect.get(given, name) : undefined;

export const listIn = (given: unknown): readonly unknown[] => (Array.isArray(given) ? given : []);

/** Places in a list of texts that are there already. */
export const repeatedIn = (texts: readonly unknown[]): readonly number[] =>
  texts.flatMap((each, index) => (typeof each === 'string' && texts.indexOf(each) < index ? [index] : []));
