import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CATALOGUE_CSV_CHARS_MAX, readCatalogueCsv } from '../../../src/domain/registry/catalogue-csv';

const faultsOf = (text: string) => {
  const read = readCatalogueCsv(text);
  return 'faults' in read ? read.faults.map(({ line, field }) => [line, field]) : [];
};

test('the file of the release is read whole', () => {
  const read = readCatalogueCsv(readFileSync(join(__dirname, '../../../data/occupations-2022.csv'), 'utf8'));
  expect('occupations' in read && read.occupations.length).toBe(1_639);
});

test('quotes, line ends inside them, a byte order mark, blank lines and work types', () => {
  const text =
    '\ufeffcode,name,workTypes\r\n"6-31-01-03","电工, ""维修""",高压|  低压 \r\n\r\n4-03-02-01,"两\n行",\r\n';
  expect(readCatalogueCsv(text)).toEqual({
    occupations: [
      { code: '6-31-01-03', name: '电工, "维修"', workTypes: ['高压', '低压'] },
      { code: '4-03-02-01', name: '两\n行', workTypes: [] },
    ],
  });
});

test('columns may come in any order, and the work types may be missing', () => {
  expect(readCatalogueCsv('name,code\n电工,6-31-01-03')).toEqual({
    occupations: [{ code: '6-31-01-03', name: '电工', workTypes: [] }],
  });
});

test.each([
  ['no heading', '', [[1, null]]],
  ['another heading', 'code,title\n6-31-01-03,电工', [[1, null]]],
  ['a heading twice', 'code,name,name\n6-31-01-03,电工,x', [[1, null]]],
  ['no occupation', 'code,name\n', [[1, null]]],
  ['an open quote', 'code,name\n6-31-01-03,"电工', [[2, null]]],
  ['text behind a quote', 'code,name\n6-31-01-03,"电"工', [[2, null]]],
  [
    'a code of no form',
    'code,name\n9-31-01-03,电工\n6-31-01-3,x',
    [
      [2, 'code'],
      [3, 'code'],
    ],
  ],
  ['a code twice', 'code,name\n6-31-01-03,电工\n6-31-01-03,电工', [[3, 'code']]],
  ['no name', 'code,name\n6-31-01-03,', [[2, 'name']]],
  ['a cell too many', 'code,name\n6-31-01-03,电工,x', [[2, null]]],
  ['a work type twice', 'code,name,workTypes\n6-31-01-03,电工,a|a', [[2, 'workTypes']]],
  ['too long', `code,name\n${'x'.repeat(CATALOGUE_CSV_CHARS_MAX)}`, [[1, null]]],
])('%s is a fault with its line', (_, text, faults) => {
  expect(faultsOf(text)).toEqual(faults);
});

test('a fault never says what stands there', () => {
  expect(JSON.stringify(readCatalogueCsv('code,name\n秘密,电工'))).not.toContain('秘密');
});
