/** A compiled query answers what graphql-js answers: data, errors, their paths and places, to the letter. */
import { parse, validate } from 'graphql';
import { buildHubSchema } from '../../../schema/build';
import { giveSettledOutcomes } from '../../../schema/execution/outcome';
import { compiledAnswer, plainAnswer } from '../../kit/both-executors';
import { chanceOf, generatedQuery, generatedValue, ODDITIES } from '../../kit/generated-queries';

/** Left to graphql-js with some of their fields: those have resolvers of their own, or are unions within values. */
const LEFT = ['batch', 'bylaws', 'recall', 'recalls'];

/** For fields that have resolvers of their own. */
const CONTEXT = {
  caller: { clientId: 'c', role: 'CITY', institutionCode: null, regionCode: '510100' },
  territory: { institutionCode: null, regionPrefix: '5101' },
  hub: {
    views: {
      rulesOfBatch: async () => [],
      feedsOfBatch: async () => [],
      declarationsOfBatch: async () => null,
      feedsOfRecalls: async () => new Map(),
      subsidyTotals: async () => new Map(),
      openProposals: async () => new Map(),
    },
  },
};

describe('every query of the hub, with generated fields and values', () => {
  const schema = buildHubSchema();
  const queries = Object.values(schema.getQueryType()?.getFields() ?? {});
  const met = new Set<string>();
  const given = new Map<string, unknown>();
  for (const field of queries) field.resolve = (_source, _args, _context, info) => given.get(String(info.fieldName));
  giveSettledOutcomes(schema);

  test.each(queries.map((field) => [field.name, field] as const))('%s', async (name, field) => {
    const ways = new Set<string>();
    for (let seed = 0; seed < 8; seed += 1) {
      const chance = chanceOf(seed * 7_919 + name.length);
      const { text, variables } = generatedQuery(schema, field, chance);
      const document = parse(text, { maxTokens: 100_000 });
      expect(validate(schema, document).map(({ message }) => message)).toEqual([]);
      const oddShare = seed % 2 === 0 ? 0 : 0.01;
      given.set(name, generatedValue(schema, field.type, { chance, oddShare, met: (oddity) => met.add(oddity) }));
      const asked = { schema, document, variables, context: CONTEXT };
      const { way, text: answered } = await compiledAnswer(asked);
      ways.add(way);
      expect({ query: text, answered }).toEqual({ query: text, answered: await plainAnswer(asked) });
    }
    if (LEFT.includes(name)) expect(ways).toContain('plain');
    else expect([...ways].sort()).toEqual(ways.has('settled') ? ['compiled', 'settled'] : ['compiled']);
  });

  test('every oddity was met', () => {
    expect([...met].sort()).toEqual(ODDITIES.map(({ name }) => name).sort());
  });
});
