/** A list is counted for whom its total is shown, and for nobody else. */
import 'reflect-metadata';
import { buildSchema, graphql } from 'graphql';
import { pageOf } from '../../../schema/page';
import type { PageRequest } from '../../../src/app/paging';

const SCHEMA = buildSchema(`
  type Item { name: String }
  interface Listed { hasNext: Boolean }
  type Page implements Listed { items: [Item!]! endCursor: String hasNext: Boolean total: Int certificates: Int }
  type Query { list: Page }
`);

async function askedBy(query: string, variableValues: Record<string, unknown> = {}): Promise<PageRequest | undefined> {
  let asked: PageRequest | undefined;
  const list = (_args: unknown, _context: unknown, info: Parameters<typeof pageOf>[1]): object => {
    asked = pageOf({ first: 10 }, info);
    return { items: [], hasNext: false, total: 0 };
  };
  const { errors } = await graphql({ schema: SCHEMA, source: query, rootValue: { list }, variableValues });
  expect(errors).toBeUndefined();
  return asked;
}

const PAGE = { first: 10, after: null };

test.each([
  ['rows alone', '{ list { items { name } } }'],
  ['all that turns pages', '{ list { __typename items { name } endCursor more: hasNext } }'],
  [
    'in fragments',
    '{ list { ...Rows ... on Listed { hasNext } } } fragment Rows on Page { items { ...Name } } fragment Name on Item { name }',
  ],
])('not counted: %s', async (_, query) => {
  expect(await askedBy(query)).toEqual({ ...PAGE, withTotal: false });
});

test.each([
  ['the total', '{ list { items { name } total } }'],
  ['under another name', '{ list { rows: total } }'],
  ['figures that a list tells beside it', '{ list { items { name } certificates } }'],
  [
    'in a fragment of a fragment',
    '{ list { ...One } } fragment One on Page { ...Other } fragment Other on Page { total }',
  ],
  ['where it is asked for twice', '{ list { items { name } } ...More } fragment More on Query { list { total } }'],
])('counted: %s', async (_, query) => {
  expect(await askedBy(query)).toEqual(PAGE);
});

test.each([true, false])('counted where a directive decides: %s', async (shown) => {
  const query = 'query ($shown: Boolean!) { list { items { name } total @include(if: $shown) } }';
  expect(await askedBy(query, { shown })).toEqual(PAGE);
});

test('counted for whom no selection is known', () => {
  expect(pageOf({ first: 10 })).toEqual(PAGE);
});
