import { csvCell, directoryCsv } from '../../../schema/directory/csv';
import type { DirectoryEntry } from '../../../src/app/registry/directory-ports';

test.each([
  ['电工', '电工'],
  ['a,b', '"a,b"'],
  ['say "x"', '"say ""x"""'],
  ['two\nlines', '"two\nlines"'],
  ['=1+1', `'=1+1`],
  ['+86 28', `'+86 28`],
  ['-1', `'-1`],
  ['@SUM(A1)', `'@SUM(A1)`],
  ['\tx', `'\tx`],
  ['=HYPERLINK("a","b")', `"'=HYPERLINK(""a"",""b"")"`],
])('the cell %j is written %j', (text, cell) => {
  expect(csvCell(text)).toBe(cell);
});

const entry: DirectoryEntry = {
  institutionCode: '0001',
  institutionName: '云岫澜汀评价中心',
  regionCode: '510100',
  address: null,
  phone: '028-1234567',
  filingId: 'F1',
  occupationCode: '6-31-01-03',
  occupationName: '电工',
  workTypes: [],
  levels: ['LEVEL_5', 'LEVEL_3'],
  audience: ['EXTERNAL'],
  fees: [{ level: 'LEVEL_5', yuan: 280.5 }],
  from: '2024-01-01',
  to: null,
  standing: 'SUSPENDED',
  sites: [{ code: 'S000051009001', name: '第1考点', regionCode: '510100', address: '示例路1号' }],
  sitesTotal: 3,
};

test('a file begins with the mark and Chinese headings and has one line an entry', async () => {
  const pages = async function* () {
    yield [entry];
    yield [];
  };
  const pieces: string[] = [];
  for await (const piece of directoryCsv(pages())) pieces.push(piece);
  expect(pieces.join('')).toBe(
    '\ufeff机构代码,机构名称,区划代码,机构地址,联系电话,备案编号,职业编码,职业名称,工种,等级,评价对象,收费标准(元),备案起始日,备案截止日,状态,站点\r\n' +
      '0001,云岫澜汀评价中心,510100,,028-1234567,F1,6-31-01-03,电工,全部,五级/初级工、三级/高级工,社会人员,五级/初级工 280.5,2024-01-01,,暂停,S000051009001 第1考点 示例路1号、等 3 个\r\n',
  );
});
