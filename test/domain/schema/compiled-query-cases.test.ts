/**
 * What the specification says of execution, chapter 6, as questions to a small schema: graphql-js and the compiled query
 * answer each alike, and each goes the way that stands beside it.
 */
import {
  buildSchema,
  GraphQLError,
  GraphQLScalarType,
  isObjectType,
  isUnionType,
  isInterfaceType,
  parse,
  validate,
  type GraphQLFieldResolver,
  type GraphQLSchema,
} from 'graphql';
import { giveSettledOutcomes } from '../../../schema/execution/outcome';
import { compiledAnswer, plainAnswer, type Way } from '../../kit/both-executors';

const SDL = `
  scalar Day
  enum Colour { RED GREEN }
  interface Named { name: String! }
  type Cat implements Named { name: String! lives: Int friend: Named }
  type Dog implements Named { name: String! barks: Boolean! owner: Person }
  union Pet = Cat | Dog
  type Person { name: String! age: Int best: Person pets: [Pet!]! tags: [[String!]]! colour: Colour day: Day score: Float id: ID! met: [Person!] must: Person! slow: String }
  input Range { from: Int = 1 to: Int! days: [Day!] colour: Colour = GREEN inner: Range }
  type Query {
    person(id: ID): Person
    someone: Person!
    people(first: Int! = 2, colours: [Colour!], range: Range): [Person!]!
    pet(kind: String): Pet
    pets: [Pet]
    named: Named
    plain: String
    number: Int!
    echo(range: Range, day: Day = "2026-01-01", colour: Colour = RED, list: [Int], text: String, flag: Boolean, float: Float): String
    fails: Person!
    failsSoftly: String
    refuses: Person
  }
  type Mutation { set(to: Int!): Int! }
`;

class Told extends GraphQLError {
  constructor() {
    super('told', { extensions: { code: 'TOLD', http: { status: 401 } } });
  }
}

const ANNA = {
  id: 1,
  name: 'Anna',
  age: 30,
  colour: 'RED',
  day: new Date(0),
  score: 1.5,
  tags: [['a'], null, []],
  pets: [],
  met: null,
  must: { id: 2, name: '乙' },
};
const people: Readonly<Record<string, object | null>> = {
  anna: ANNA,
  nobody: null,
  nameless: { ...ANNA, name: null },
  nested: { ...ANNA, best: { ...ANNA, must: { name: null } } },
  listed: { ...ANNA, met: [ANNA, { ...ANNA, name: null }, ANNA] },
  slow: { ...ANNA, slow: Promise.resolve('at last') },
  slower: { ...ANNA, slow: () => 'called' },
  wrong: { ...ANNA, age: 'thirty', colour: 'blue', score: 'x', day: 'today' },
  mistaken: { ...ANNA, age: new Error('of age'), slow: new Error('of slow') },
  large: { ...ANNA, age: 2 ** 31, score: -0 },
  convertible: { ...ANNA, age: '7', name: 12, score: true, id: 9n, slow: false },
  iterable: { ...ANNA, tags: new Set([['a']]), met: 'text' },
};

const resolvers: Readonly<Record<string, GraphQLFieldResolver<unknown, unknown>>> = {
  person: (_source, { id = 'anna' }) => people[String(id)],
  someone: () => Promise.resolve(null),
  people: async (_source, { first }) => Array.from({ length: Number(first) }, () => ANNA),
  pet: (_source, { kind }) => ({ kind, name: 'Mimi', lives: 9, barks: true }),
  pets: () => [{ kind: 'Cat', name: 'Mimi' }, null],
  named: async () => ({ kind: 'Dog', name: 'Rex', barks: false }),
  plain: () => 'text',
  number: () => 4,
  echo: (_source, args) => JSON.stringify(args, Object.keys(args).sort()) + JSON.stringify(args),
  fails: () => Promise.reject(new Told()),
  failsSoftly: () => {
    throw new Error('softly');
  },
  refuses: (_source, _args, context) => {
    throw new Error(`for ${String(Reflect.get(Object(context), 'who'))}`);
  },
  set: (_source, { to }) => Number(to),
};

function schemaWith(): GraphQLSchema {
  const schema = buildSchema(SDL);
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name === 'Query' || type.name === 'Mutation') {
      if (!isObjectType(type)) continue;
      for (const field of Object.values(type.getFields())) field.resolve = resolvers[field.name];
    }
    if (isUnionType(type) || isInterfaceType(type)) type.resolveType = async (value) => Reflect.get(value, 'kind');
    if (type instanceof GraphQLScalarType && type.name === 'Day') {
      type.serialize = (value) => (value as Date).toISOString().slice(0, 10);
      type.parseValue = (value) => new Date(String(value));
      type.parseLiteral = (node) => new Date('value' in node ? String(node.value) : '');
    }
  }
  return schema;
}

const schema = schemaWith();
giveSettledOutcomes(schema);

const FRAGMENT = 'fragment P on Person { name age ...Q } fragment Q on Person { age id best { name } }';

type Case = readonly [way: Way, title: string, query: string, variables?: Readonly<Record<string, unknown>>];
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
  ['plain', '@skip', 'query ($s: Boolean!) { person { name @skip(if: $s) age } }', { s: true }],
  ['plain', '@include on a fragment', '{ person { ...P @include(if: false) name } } ' + FRAGMENT],
  ['plain', 'introspection', '{ __schema { queryType { name } } }'],
  ['plain', '__typename of the root', '{ __typename plain }'],
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
  const counted = schemaWith();
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
