/** The directory as CSV (RFC 4180) for spreadsheets: Chinese headings, a byte order mark, and no cell that is a formula. */
import type { DirectoryEntry } from '../../src/app/registry/directory-ports';
import { AFFILIATIONS, LEVELS, type CodeLabel } from '../../src/domain/certificate/record';

const BYTE_ORDER_MARK = '\ufeff';
const LINE_END = '\r\n';
const LIST_MARK = '、';
const STANDINGS: { readonly [standing in DirectoryEntry['standing']]: string } = {
  IN_FORCE: '有效',
  SUSPENDED: '暂停',
};

const labelsOf = (pairs: readonly CodeLabel[]): ((code: string) => string) => {
  const labels = new Map(pairs.map(({ code, zh }) => [code, zh]));
  return (code) => labels.get(code) ?? code;
};
const levelOf = labelsOf(LEVELS);
const audienceOf = labelsOf(AFFILIATIONS);

const COLUMNS: readonly (readonly [heading: string, cell: (entry: DirectoryEntry) => string])[] = [
  ['机构代码', ({ institutionCode }) => institutionCode],
  ['机构名称', ({ institutionName }) => institutionName],
  ['区划代码', ({ regionCode }) => regionCode],
  ['机构地址', ({ address }) => address ?? ''],
  ['联系电话', ({ phone }) => phone ?? ''],
  ['备案编号', ({ filingId }) => filingId],
  ['职业编码', ({ occupationCode }) => occupationCode],
  ['职业名称', ({ occupationName }) => occupationName ?? ''],
  ['工种', ({ workTypes }) => (workTypes.length === 0 ? '全部' : workTypes.join(LIST_MARK))],
  ['等级', ({ levels }) => levels.map(levelOf).join(LIST_MARK)],
  ['评价对象', ({ audience }) => audience.map(audienceOf).join(LIST_MARK)],
  ['收费标准(元)', ({ fees }) => (fees ?? []).map(({ level, yuan }) => `${levelOf(level)} ${yuan}`).join(LIST_MARK)],
  ['备案起始日', ({ from }) => from],
  ['备案截止日', ({ to }) => to ?? ''],
  ['状态', ({ standing }) => STANDINGS[standing]],
  ['站点', ({ sites, sitesTotal }) => sitesText(sites, sitesTotal)],
];

function sitesText(sites: DirectoryEntry['sites'], total: number): string {
  const shown = sites.map(({ code, name, address }) => [code, name, address ?? ''].join(' ').trim());
  return [...shown, ...(total > sites.length ? [`等 ${total} 个`] : [])].join(LIST_MARK);
}

/** What a spreadsheet would take for a formula gets an apostrophe before it. */
const FORMULA = /^[=+\-@\t\r]/;
const NEEDS_QUOTES = /[",\r\n]/;

export function csvCell(text: string): string {
  const plain = FORMULA.test(text) ? `'${text}` : text;
  return NEEDS_QUOTES.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

function line(cells: readonly string[]): string {
  return cells.map(csvCell).join(',') + LINE_END;
}

const HEADING = `${BYTE_ORDER_MARK}${line(COLUMNS.map(([heading]) => heading))}`;

/** Piece by piece, as the pages are read. */
export async function* directoryCsv(pages: AsyncIterable<readonly DirectoryEntry[]>): AsyncGenerator<string> {
  yield HEADING;
  for await (const entries of pages) {
    if (entries.length > 0) yield entries.map((entry) => line(COLUMNS.map(([, cell]) => cell(entry)))).join('');
  }
}
