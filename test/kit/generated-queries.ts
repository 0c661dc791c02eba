/** Documents, variables and values made from a schema by a seed: the same seed makes the same ones. */
import {
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isRequiredArgument,
  isRequiredInputField,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql';

/** Answers a number from 0 below 1. */
export type Chance = () => number;

/** mulberry32 */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const pick = <Item>(chance: Chance, items: readonly Item[]): Item => {
  const item = items[Math.floor(chance() * items.length)];
  if (item === undefined) throw new Error('Nothing to pick from.');
  return item;
};

export interface GeneratedQuery {
  readonly text: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

const DEPTH_MAX = 5;

/** A query of one root field: some of its fields, under aliases, in fragments, twice, with `__typename` among them. */
export function generatedQuery(
  schema: GraphQLSchema,
  field: GraphQLField<unknown, unknown>,
  chance: Chance,
): GeneratedQuery {
  const required = field.args.filter((arg) => isRequiredArgument(arg) || chance() < 0.3);
  const variables = Object.fromEntries(required.map(({ name, type }) => [name, inputValue(type, chance)]));
  const declared = required.map(({ name, type }) => `$${name}: ${String(type)}`).join(', ');
  const given = required.map(({ name }) => `${name}: $${name}`).join(', ');
  const fragments: string[] = [];
  const selection = selectionOf(schema, field.type, { chance, fragments, depth: 0 });
  const alias = chance() < 0.3 ? 'asked: ' : '';
  const head = required.length === 0 ? 'query' : `query (${declared})`;
  const body = `${alias}${field.name}${required.length === 0 ? '' : `(${given})`} ${selection}`;
  return { text: `${head} { ${body} }\n${fragments.join('\n')}`, variables };
}

interface Writing {
  readonly chance: Chance;
  readonly fragments: string[];
  readonly depth: number;
}

function selectionOf(schema: GraphQLSchema, outer: GraphQLOutputType, writing: Writing): string {
  const type = isNonNullType(outer) || isListType(outer) ? undefined : outer;
  if (type === undefined)
    return selectionOf(schema, isNonNullType(outer) || isListType(outer) ? outer.ofType : outer, writing);
  if (isLeafType(type)) return '';
  if (isAbstractType(type)) {
    const parts = schema
      .getPossibleTypes(type)
      .map((possible) => `... on ${possible.name} ${fieldsOf(schema, possible, writing)}`);
    return `{ __typename ${parts.join(' ')} }`;
  }
  return fieldsOf(schema, type, writing);
}

function fieldsOf(schema: GraphQLSchema, type: GraphQLObjectType, writing: Writing): string {
  const { chance, fragments, depth } = writing;
  const below = { ...writing, depth: depth + 1 };
  const selected = Object.values(type.getFields()).flatMap((field) => {
    if (field.args.some(isRequiredArgument)) return [];
    if (chance() < 0.35) return [];
    const selection =
      depth >= DEPTH_MAX ? (isComposite(field.type) ? '{ __typename }' : '') : selectionOf(schema, field.type, below);
    const name = chance() < 0.15 ? `${field.name}As: ${field.name}` : field.name;
    const text = `${name} ${selection}`;
    const place = chance();
    if (place < 0.08) return [`... { ${text} }`];
    if (place < 0.16) return [`... on ${type.name} { ${text} }`];
    if (place < 0.22) return [text, text];
    if (place < 0.3) {
      const fragment = `F${fragments.length}`;
      fragments.push(`fragment ${fragment} on ${type.name} { ${text} }`);
      return [`...${fragment}`];
    }
    return [text];
  });
  return `{ ${[...selected, '__typename'].join(' ')} }`;
}

const isComposite = (type: GraphQLOutputType): boolean =>
  isNonNullType(type) || isListType(type) ? isComposite(type.ofType) : !isLeafType(type);

const SCALARS: Readonly<Record<string, unknown>> = {
  Int: 3,
  Float: 1.5,
  Boolean: true,
  DateTimeISO: '2026-01-02T03:04:05.000Z',
  JSON: { some: ['thing'] },
  JSONObject: { some: 1 },
  CertificateRecord: { certificateNo: 'X' },
  CertificateRecords: [{ certificateNo: 'X' }],
};

/** As a client sends it. */
function inputValue(type: GraphQLInputType, chance: Chance): unknown {
  if (isNonNullType(type)) return inputValue(type.ofType, chance);
  if (isListType(type)) return [inputValue(type.ofType, chance)];
  if (isEnumType(type)) return pick(chance, type.getValues()).name;
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields()).filter((field) => isRequiredInputField(field) || chance() < 0.3);
    return Object.fromEntries(fields.map((field) => [field.name, inputValue(field.type, chance)]));
  }
  return type.name in SCALARS ? SCALARS[type.name] : `text ${Math.floor(chance() * 100)}`;
}

export interface Oddity {
  readonly name: string;
  readonly make: (good: unknown) => unknown;
}

/** What a resolver or a row can hold that is no plain value of its type. */
export const ODDITIES: readonly Oddity[] = [
  { name: 'null', make: () => null },
  { name: 'undefined', make: () => undefined },
  { name: 'an error', make: () => new Error('of a field') },
  { name: 'a promise', make: (good) => Promise.resolve(good) },
  { name: 'a promise that is rejected', make: () => Promise.reject(new Error('later')) },
  { name: 'a function', make: (good) => () => good },
  {
    name: 'a function that throws',
    make: () => () => {
      throw new Error('of a function');
    },
  },
  { name: 'another type', make: () => Symbol.for('no value') },
  { name: 'a large number', make: () => 2 ** 40 },
  { name: 'a text', make: () => 'certainly not' },
  { name: 'not a number', make: () => Number.NaN },
  { name: 'an empty object', make: () => ({}) },
  { name: 'a set', make: (good) => new Set([good]) },
];

export interface ValueOptions {
  readonly chance: Chance;
  /** How often a part is replaced by an oddity, 0 to 1. */
  readonly oddShare: number;
  readonly met: (oddity: string) => void;
}

/** What a resolver could give for a type: rows of plain values, or almost. */
export function generatedValue(
  schema: GraphQLSchema,
  outer: GraphQLOutputType,
  options: ValueOptions,
  depth = 0,
): unknown {
  const { chance, oddShare, met } = options;
  const type = isNonNullType(outer) ? outer.ofType : outer;
  const good = goodValue(schema, type, options, depth);
  if (chance() >= oddShare) return good;
  const oddity = pick(chance, ODDITIES);
  met(oddity.name);
  const odd = oddity.make(good);
  // One that nobody asks for must not end the process.
  if (odd instanceof Promise) odd.catch(() => undefined);
  return odd;
}

function goodValue(schema: GraphQLSchema, type: GraphQLOutputType, options: ValueOptions, depth: number): unknown {
  const { chance } = options;
  if (isNonNullType(type)) return goodValue(schema, type.ofType, options, depth);
  if (isListType(type)) {
    const length = depth > DEPTH_MAX + 1 ? 0 : Math.floor(chance() * 4);
    return Array.from({ length }, () => generatedValue(schema, type.ofType, options, depth + 1));
  }
  if (isLeafType(type)) return leafValue(type, chance);
  const object = isAbstractType(type) ? pick(chance, schema.getPossibleTypes(type)) : type;
  const fields = depth > DEPTH_MAX + 1 ? [] : Object.values(object.getFields());
  const row = Object.fromEntries(
    fields.map((field) => [field.name, generatedValue(schema, field.type, options, depth + 1)]),
  );
  return isAbstractType(type) ? { ...row, kind: object.name === 'Refusal' ? 'refused' : 'given' } : row;
}

function leafValue(type: GraphQLLeafType, chance: Chance): unknown {
  if (isEnumType(type)) return pick(chance, type.getValues()).value;
  if (type.name === 'DateTimeISO') return new Date(Math.floor(chance() * 1e12));
  if (type.name in SCALARS) return type.name === 'Int' ? Math.floor(chance() * 1e6) : SCALARS[type.name];
  return pick(chance, ['示例', 'plain', 'with "quotes" and \\', '', '𠮷', 'line\nbreak']);
}
