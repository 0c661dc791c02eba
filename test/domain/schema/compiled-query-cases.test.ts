/**
 * What the specification says of execution, chapter 6, as questions to a small schema: graphql-js and the compiled query
 * answer each alike, and each goes the way that stands beside it.
 */
import { getIntrospectionQuery, parse, validate } from 'graphql';
import { giveSettledOutcomes } from '../../../schema/execution/outcome';
import { compiledAnswer, plainAnswer, type Way } from '../../kit/both-executors';
import { people, smallSchema } from '../../kit/small-schema';

const schema = smallSchema();
giveSettledOutcomes(schema);

const FRAGMENT = 'fragment P on Person { name age ...Q } fragment Q on Person { age id best { name } }';

type Case = readonly [way: Way, title: string, query: string, variables?: Readonly<Record<string, unknown>>];

const CONDITIONS = 'query ($yes: Boolean!, $no: Boolean = false)';
const BOTH = { yes: true, no: false };
/** Directives depend on what a request brings; introspection has resolvers of its own. */
const NOT_COMPILED: readonly Case[] = [
  [
    'plain',
    '@skip on a field, by a variable',
    `${CONDITIONS} { person { name @skip(if: $no) age @skip(if: $yes) } }`,
    BOTH,
  ],
  [
    'plain',
    '@include by a default',
    `${CONDITIONS} { person { name @include(if: $no) age @include(if: $yes) } }`,
    BOTH,
  ],
  [
    'plain',
    '@skip and @include together',
    `${CONDITIONS} { person { a: name @skip(if: $no) @include(if: $yes) b: name @skip(if: $yes) @include(if: $yes) id } }`,
    BOTH,
  ],
  [
    'plain',
    '@include on an inline fragment',
    `${CONDITIONS} { person { ... @include(if: $no) { name } ... on Person @include(if: $yes) { age } } }`,
    BOTH,
  ],
  [
    'plain',
    '@skip on a spread, of two',
    `${CONDITIONS} { person { ...P @skip(if: $yes) ...P @skip(if: $no) } } ${FRAGMENT}`,
    BOTH,
  ],
  [
    'plain',
    '@skip at the root',
    `${CONDITIONS} { plain @skip(if: $yes) number @include(if: $yes) fails @include(if: $no) { name } }`,
    BOTH,
  ],
  ['plain', 'everything skipped', '{ person { name @skip(if: true) } plain @include(if: false) }'],
  ['plain', 'a condition that was not sent', 'query ($yes: Boolean!) { plain @skip(if: $yes) }'],
  ['plain', 'a condition of another type', 'query ($yes: Boolean!) { plain @skip(if: $yes) }', { yes: 'true' }],
  ['plain', 'introspection', '{ __schema { queryType { name } } }'],
  [
    'plain',
    'introspection of a type',
    '{ __type(name: "Person") { kind fields { name type { kind name ofType { name } } } } }',
  ],
  ['plain', 'introspection of what is not there', '{ __type(name: "Nobody") { name } plain }'],
  ['plain', 'all of introspection', getIntrospectionQuery()],
];

const ECHO = 'query ($list: [Int], $text: String, $flag: Boolean, $float: Float, $r: Range)';
const ECHOED = `${ECHO} { echo(list: $list, text: $text, flag: $flag, float: $float, range: $r) }`;
/** Nothing is resolved; each error names its variable. */
const NOT_COERCED: readonly Case[] = [
  ['compiled', 'a whole number for a float, a single one for a list', ECHOED, { float: 3, list: 4 }],
  ['compiled', 'an empty text, false and zero', ECHOED, { text: '', flag: false, float: 0, list: [0] }],
  [
    'compiled',
    'input objects within one another',
    ECHOED,
    { r: { to: 1, inner: { to: 2, inner: { to: 3, colour: 'RED' } } } },
  ],
  ['plain', 'an integer over 32 bits', ECHOED, { list: [2 ** 31] }],
  ['plain', 'a fraction for an integer', ECHOED, { list: [1.5] }],
  ['plain', 'a text for an integer', ECHOED, { list: ['1'] }],
  ['plain', 'a number for a text', ECHOED, { text: 1 }],
  ['plain', 'a number for a boolean', ECHOED, { flag: 1 }],
  ['plain', 'a text for a float', ECHOED, { float: '1.5' }],
  ['plain', 'a list for a text', ECHOED, { text: ['t'] }],
  ['plain', 'a text for an input object', ECHOED, { r: 'to' }],
  ['plain', 'a required field that is missing, far within', ECHOED, { r: { to: 1, inner: { to: 2, inner: {} } } }],
  ['plain', 'several that do not fit', ECHOED, { text: 1, flag: 'yes', list: [null, 'x', {}] }],
  [
    'plain',
    'null within a list of non-null',
    'query ($c: [Colour!]) { people(colours: $c) { name } }',
    { c: ['RED', null] },
  ],
  ['plain', 'a boolean as an id', 'query ($id: ID) { person(id: $id) { name } }', { id: true }],
  ['plain', 'the number of an enum', 'query ($c: Colour) { echo(colour: $c) }', { c: 0 }],
];

/** Fields of one name in the answer, by whatever way they come, in the order in which they come first. */
const MERGED: readonly Case[] = [
  ['compiled', '__typename of the root', '{ __typename plain t: __typename }'],
  ['compiled', 'a fragment before its fields', `{ person { ...P day name } } ${FRAGMENT}`],
  ['compiled', 'a fragment after its fields', `{ person { id name ...P } } ${FRAGMENT}`],
  ['compiled', 'a fragment twice', `{ person { ...P ...P ...Q } } ${FRAGMENT}`],
  [
    'compiled',
    'selections of lists from two fragments',
    '{ ...A ...B } fragment A on Query { people { name must { id } } } fragment B on Query { people { age must { name } } }',
  ],
  [
    'compiled',
    'conditions within conditions',
    '{ pet(kind: "Cat") { ... on Named { ... on Cat { lives } ... on Dog { barks } name } } }',
  ],
  [
    'compiled',
    'a fragment on an interface for a union',
    '{ pet(kind: "Dog") { ...N } } fragment N on Named { name ... on Dog { barks } ... on Cat { lives } }',
  ],
  ['compiled', 'a union whose type has none of the fields', '{ pet(kind: "Dog") { ... on Cat { lives } } }'],
  ['compiled', 'aliases that change places', '{ number: plain plain: number }'],
  [
    'compiled',
    'an alias twice, with the same arguments',
    '{ p: person(id: "anna") { name } p: person(id: "anna") { age } }',
  ],
  [
    'plain',
    'a field of a type that has a union, in one of two fragments',
    '{ person { ...P ...R } } fragment R on Person { pets { __typename } } ' + FRAGMENT,
  ],
];

/** What resolvers may give instead of plain values. */
const GIVEN: readonly Case[] = [
  ['settled', 'an error that is given, not thrown', '{ returned plain }'],
  ['settled', 'a null among non-null items', '{ holes { name } plain }'],
  ['settled', 'null, errors and promises among nullable items', '{ gaps { name age } }'],
  ['settled', 'an iterable that is no array, at the root', '{ several }'],
  ['settled', 'a null where a union may not be null', '{ plain either { __typename } }'],
  [
    'settled',
    'errors of two root fields, each by its alias',
    '{ a: person(id: "nameless") { name } b: person(id: "wrong") { age name } c: plain }',
  ],
  ['settled', 'one field that fails beside many that do not', '{ a: person { name } failsSoftly b: people { name } }'],
];

const CASES: readonly Case[] = [
  ['compiled', 'a leaf', '{ plain }'],
  ['compiled', 'several root fields, in their order', '{ number plain a: plain b: number }'],
  ['compiled', 'an object of a nullable field', '{ person { name age score id day } }'],
  ['compiled', 'a null', '{ person(id: "nobody") { name } }'],
  ['compiled', 'what is not there', '{ person(id: "unknown") { name } }'],
  ['compiled', 'a list of objects', '{ people { name must { name } } }'],
  ['compiled', 'a list of lists with a null', '{ person { tags } }'],
  ['compiled', '__typename of an object', '{ person { __typename t: __typename name } }'],
  ['compiled', 'aliases', '{ x: person { n: name m: name } y: person { name } }'],
  [
    'compiled',
    'the same field twice is answered once, with the fields of both',
    '{ person { must { id } name must { name } } }',
  ],
  ['compiled', 'a root field twice', '{ person { name } person { age } }'],
  ['compiled', 'fragments, within one another', `{ person { ...P } } ${FRAGMENT}`],
  ['compiled', 'inline fragments, with and without condition', '{ person { ... { name } ... on Person { age } } }'],
  ['compiled', 'a fragment at the root', '{ ...R } fragment R on Query { plain ... on Query { number } }'],
  [
    'compiled',
    'a root union by its type',
    '{ pet(kind: "Cat") { __typename ... on Cat { lives } ... on Named { name } } }',
  ],
  ['compiled', 'the other type of the union', '{ pet(kind: "Dog") { ... on Cat { lives } ... on Dog { barks } } }'],
  ['compiled', 'a root interface', '{ named { name ... on Dog { barks } } }'],
  ['settled', 'a type that is not of the union', '{ pet(kind: "Person") { __typename } }'],
  ['settled', 'a type that is not there', '{ pet(kind: "Fish") { __typename } }'],
  ['settled', 'no type', '{ pet { __typename } }'],
  ['plain', 'a list of unions', '{ pets { __typename ... on Cat { name } } }'],
  ['plain', 'a union within an object', '{ person { name pets { __typename } } }'],
  ['settled', 'null in a non-null field nulls the nullable object', '{ person(id: "nameless") { name } plain }'],
  ['settled', 'and further up', '{ person(id: "nested") { name best { name must { name } } } }'],
  ['settled', 'in a list of non-null objects', '{ person(id: "listed") { met { name } name } }'],
  ['settled', 'to the root', '{ someone { name } plain }'],
  ['settled', 'a rejected non-null root field nulls the data', '{ fails { name } plain }'],
  ['settled', 'a nullable root field that throws', '{ failsSoftly plain }'],
  ['settled', 'two that throw', '{ failsSoftly a: failsSoftly refuses { name } }'],
  ['settled', 'a promise in a row', '{ person(id: "slow") { slow name } }'],
  ['settled', 'a function in a row', '{ person(id: "slower") { slow name } }'],
  ['settled', 'values that do not fit their scalars', '{ person(id: "wrong") { age colour score day name } }'],
  ['settled', 'errors as values', '{ person(id: "mistaken") { age slow name } }'],
  ['settled', 'an integer over 32 bits', '{ person(id: "large") { age } }'],
  ['compiled', 'minus zero', '{ person(id: "large") { score } }'],
  ['compiled', 'values that their scalars convert', '{ person(id: "convertible") { age name score slow } }'],
  ['settled', 'an iterable that is no array', '{ person(id: "iterable") { tags } }'],
  ['settled', 'a text where a list should be', '{ person(id: "iterable") { met { name } } }'],
  ['compiled', 'defaults of arguments', '{ echo people { name } }'],
  [
    'compiled',
    'literals',
    '{ echo(range: { to: 3, days: ["2026-02-03"], inner: { to: 4 } }, list: [1, null], text: "t", flag: false) }',
  ],
  ['compiled', 'a single value for a list', '{ echo(list: 1, range: { to: 1, days: "2026-01-02" }) }'],
  ['compiled', 'null literals', '{ echo(range: null, day: null, colour: null, list: null) }'],
  [
    'compiled',
    'variables',
    'query ($r: Range, $c: Colour!) { echo(range: $r, colour: $c) }',
    { r: { to: 2 }, c: 'GREEN' },
  ],
  [
    'compiled',
    'variables that were not sent',
    'query ($r: Range, $t: String, $d: Day) { echo(range: $r, text: $t, day: $d) }',
  ],
  ['compiled', 'a variable sent as null', 'query ($d: Day) { echo(day: $d) }', { d: null }],
  [
    'compiled',
    'a default of a variable',
    'query ($t: String = "d", $d: Day = "2026-05-06") { echo(text: $t, day: $d) }',
  ],
  ['compiled', 'a variable within an input object', 'query ($f: Int) { echo(range: { from: $f, to: 5 }) }'],
  ['compiled', 'a variable within a list', 'query ($n: Int) { echo(list: [1, $n]) }', { n: 2 }],
  ['compiled', 'a variable that was not sent, within a list', 'query ($n: Int) { echo(list: [1, $n]) }'],
  ['compiled', 'a list of enums', 'query ($c: [Colour!]) { people(first: 1, colours: $c) { name } }', { c: 'RED' }],
  ['compiled', 'a whole number as an id', 'query ($id: ID) { person(id: $id) { name } }', { id: 7 }],
  ['compiled', 'a variable that nobody declared', '{ plain }', { what: 1 }],
  ['plain', 'a variable of another type', 'query ($r: Range) { echo(range: $r) }', { r: { to: 'x' } }],
  ['plain', 'a required variable that is missing', 'query ($n: Int!) { people(first: $n) { name } }'],
  ['plain', 'a required variable sent as null', 'query ($n: Int!) { people(first: $n) { name } }', { n: null }],
  ['plain', 'an unknown field of an input', 'query ($r: Range) { echo(range: $r) }', { r: { to: 1, past: 2 } }],
  ['plain', 'an unknown value of an enum', 'query ($c: Colour) { echo(colour: $c) }', { c: 'BLUE' }],
  [
    'settled',
    'null by a variable with a default, where none may stand',
    'query ($n: Int = 3) { people(first: $n) { name } }',
    { n: null },
  ],
  ...NOT_COMPILED,
  ...NOT_COERCED,
  ...MERGED,
  ...GIVEN,
  ['plain', '@skip', 'query ($s: Boolean!) { person { name @skip(if: $s) age } }', { s: true }],
  ['plain', '@include on a fragment', '{ person { ...P @include(if: false) name } } ' + FRAGMENT],
  ['plain', 'a field called __proto__', '{ person { __proto__: name age } }'],
  ['plain', 'a root field called __proto__', '{ __proto__: plain number }'],
  [
    'compiled',
    'names that objects have of themselves',
    '{ person { constructor: name toString: age hasOwnProperty: id } }',
  ],
  ['plain', 'a mutation', 'mutation { set(to: 1) }'],
  ['plain', 'a document of two operations', 'query A { plain } query B { number }'],
];

test.each(CASES.map(([way, title, ...rest]) => [way, title, rest] as const))('%s: %s', async (way, _title, rest) => {
  const [query, variables = {}] = rest;
  const document = parse(query);
  if (!query.startsWith('query A')) expect(validate(schema, document)).toEqual([]);
  const asked = { schema, document, variables, context: { who: 'somebody' } };
  const compiled = await compiledAnswer(asked);
  expect(compiled).toEqual({ way, text: await plainAnswer(asked) });
});

test('what is completed by graphql-js was resolved once', async () => {
  let calls = 0;
  const counted = smallSchema();
  const field = counted.getQueryType()?.getFields()['person'];
  if (!field) throw new Error('The schema lacks a field.');
  field.resolve = () => {
    calls += 1;
    return people['nameless'];
  };
  giveSettledOutcomes(counted);
  const { way } = await compiledAnswer({
    schema: counted,
    document: parse('{ a: person { name } b: person { age } }'),
  });
  expect([way, calls]).toEqual(['settled', 2]);
});
