import type { GraphQLRequestContextDidResolveOperation } from '@apollo/server';
import { buildSchema, parse } from 'graphql';
import { askedBefore, type AskedBefore } from '../../../schema/asked-before';

const QUERY = '{ plain }';
const JSON_FORM = 'application/json; charset=utf-8';

function schemaOf(): ReturnType<typeof buildSchema> {
  const schema = buildSchema('type Query { plain: String }');
  const field = schema.getQueryType()?.getFields()['plain'];
  if (!field) throw new Error('The schema lacks its field.');
  field.resolve = () => 'text';
  return schema;
}

/** As Apollo tells what it found valid. */
async function learn({ plugin }: AskedBefore, source: string): Promise<void> {
  const known = { source, document: parse(source) } as GraphQLRequestContextDidResolveOperation<object>;
  const listener = await plugin.requestDidStart?.(known as never);
  await listener?.didResolveOperation?.(known as never);
}

const ask = (before: AskedBefore, query: string, accept?: string): ReturnType<AskedBefore['answer']> =>
  before.answer({ method: 'POST', body: { query }, accept }, () => ({}));
const APOLLOS = { outcomes: undefined };

test('a text is answered once Apollo has found it valid and chosen a form for the client', async () => {
  const before = askedBefore(schemaOf());
  expect(await ask(before, QUERY)).toEqual(APOLLOS);
  await learn(before, QUERY);
  expect(await ask(before, QUERY)).toEqual(APOLLOS);
  before.learnForm(undefined, JSON_FORM);
  expect(await ask(before, QUERY)).toEqual({
    contentType: JSON_FORM,
    body: Buffer.from('{"data":{"plain":"text"}}\n'),
  });
  expect(await ask(before, QUERY, 'application/graphql-response+json')).toEqual(APOLLOS);
  expect(await ask(before, `${QUERY} `)).toEqual(APOLLOS);
});

test('what comes by GET is never answered here', async () => {
  const before = askedBefore(schemaOf());
  await learn(before, QUERY);
  before.learnForm(undefined, JSON_FORM);
  expect(await before.answer({ method: 'GET', body: { query: QUERY }, accept: undefined }, () => ({}))).toEqual(
    APOLLOS,
  );
});

test('made-up texts neither stay for ever nor fill the memory', async () => {
  const before = askedBefore(schemaOf());
  before.learnForm(undefined, JSON_FORM);
  const long = `${QUERY} # ${'x'.repeat(20_000)}`;
  await learn(before, long);
  expect(await ask(before, long)).toEqual(APOLLOS);
  await learn(before, QUERY);
  for (let text = 0; text < 250; text += 1) await learn(before, `${QUERY} # ${text} ${'x'.repeat(19_000)}`);
  expect(await ask(before, QUERY)).toEqual(APOLLOS);
});
