/** A small schema with everything that chapter 6 of the specification speaks of, and rows that are no plain values. */
import {
  buildSchema,
  GraphQLError,
  GraphQLScalarType,
  isInterfaceType,
  isObjectType,
  isUnionType,
  type GraphQLFieldResolver,
  type GraphQLSchema,
} from 'graphql';

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
    returned: String
    holes: [Person!]
    gaps: [Person]!
    several: [String]
    either: Pet!
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
export const people: Readonly<Record<string, object | null>> = {
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
  returned: () => new Error('given back'),
  holes: () => [ANNA, null, ANNA],
  gaps: async () => [
    ANNA,
    null,
    undefined,
    new Error('of a row'),
    Promise.resolve(ANNA),
    Promise.reject(new Error('late')),
  ],
  several: () => new Set(['a', null, 'b']),
  either: () => null,
  set: (_source, { to }) => Number(to),
};

export function smallSchema(): GraphQLSchema {
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
