/**
 * Reads occupations from CSV (RFC 4180): a heading with `code` and `name`, and `workTypes` where there are any, parted by
 * `|` (data/occupations-2022.csv). Faults name the line and never what stands there.
 */
import type { Bilingual } from '../bilingual';
import { isStorable } from '../certificate/text';
import type { SnapshotOccupation } from '../reference/snapshot';
import { isOccupationCode } from '../rules/occupation-code';

/** Characters of one file: the catalogue of 2022 has 35,000 without its work types. */
export const CATALOGUE_CSV_CHARS_MAX = 4_000_000;
export const CATALOGUE_OCCUPATIONS_MAX = 10_000;
const NAME_CHARS_MAX = 100;
const WORK_TYPES_MAX = 200;
const WORK_TYPE_MARK = '|';
const COLUMNS = ['code', 'name', 'workTypes'] as const;

export interface LineFault {
  /** 1-based line of the file. */
  readonly line: number;
  readonly field: string | null;
  readonly message: Bilingual;
}
export type CatalogueCsv =
  { readonly occupations: readonly SnapshotOccupation[] } | { readonly faults: readonly LineFault[] };

const fault = (line: number, field: string | null, zh: string, en: string): LineFault => ({
  line,
  field,
  message: { zh, en },
});

export function readCatalogueCsv(text: string): CatalogueCsv {
  if (text.length > CATALOGUE_CSV_CHARS_MAX) {
    const most = CATALOGUE_CSV_CHARS_MAX;
    return { faults: [fault(1, null, `文件超过 ${most} 个字符`, `The file is longer than ${most} characters`)] };
  }
  const read = rowsOf(text.replace(/^\ufeff/, ''));
  if ('line' in read) return { faults: [read] };
  const [heading, ...lines] = read.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  const names = heading?.cells.map((cell) => cell.trim()) ?? [];
  if (!names.includes('code') || !names.includes('name') || !names.every(isColumn) || hasTwice(names)) {
    return {
      faults: [fault(heading?.line ?? 1, null, `表头应为 ${COLUMNS.join(',')}`, `The heading is ${COLUMNS.join(',')}`)],
    };
  }
  if (lines.length === 0 || lines.length > CATALOGUE_OCCUPATIONS_MAX) {
    const most = CATALOGUE_OCCUPATIONS_MAX;
    return {
      faults: [fault(heading?.line ?? 1, null, `应有 1 至 ${most} 个职业`, `1 to ${most} occupations are expected`)],
    };
  }
  return occupationsOf(names, lines);
}

const isColumn = (name: string): boolean => COLUMNS.some((column) => column === name);
const hasTwice = (names: readonly string[]): boolean => new Set(names).size < names.length;

interface Row {
  readonly line: number;
  readonly cells: readonly string[];
}

function occupationsOf(names: readonly string[], lines: readonly Row[]): CatalogueCsv {
  const occupations = new Map<string, SnapshotOccupation>();
  const faults: LineFault[] = [];
  for (const { line, cells } of lines) {
    const cell = (name: string): string => (cells[names.indexOf(name)] ?? '').trim();
    const [code, name] = [cell('code'), cell('name')];
    const workTypes = cell('workTypes')
      .split(WORK_TYPE_MARK)
      .map((each) => each.trim())
      .filter((each) => each !== '');
    const found = [
      ...(cells.length === names.length
        ? []
        : [fault(line, null, '列数与表头不符', 'Not as many cells as the heading')]),
      ...(isOccupationCode(code)
        ? []
        : [
            fault(
              line,
              'code',
              '应为 D-DD-DD-DD 形式的职业编码',
              'An occupation code of the form D-DD-DD-DD is expected',
            ),
          ]),
      ...(occupations.has(code) ? [fault(line, 'code', '职业编码重复', 'The code stands twice')] : []),
      ...(isName(name)
        ? []
        : [
            fault(line, 'name', `应为 1 至 ${NAME_CHARS_MAX} 个字符`, `1 to ${NAME_CHARS_MAX} characters are expected`),
          ]),
      ...(workTypes.length <= WORK_TYPES_MAX && workTypes.every(isName) && !hasTwice(workTypes)
        ? []
        : [
            fault(
              line,
              'workTypes',
              `最多 ${WORK_TYPES_MAX} 个互不相同的工种,每个不超过 ${NAME_CHARS_MAX} 个字符`,
              `At most ${WORK_TYPES_MAX} different work types of up to ${NAME_CHARS_MAX} characters`,
            ),
          ]),
    ];
    faults.push(...found);
    if (found.length === 0) occupations.set(code, { code, name, workTypes });
  }
  return faults.length > 0 ? { faults } : { occupations: [...occupations.values()] };
}

const isName = (text: string): boolean => text !== '' && text.length <= NAME_CHARS_MAX && isStorable(text);

/** One cell and what ends it; a quoted cell may hold commas, line ends and doubled quotes. */
const CELL = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|\n|\r|$)/y;

function rowsOf(text: string): readonly Row[] | LineFault {
  const read: Row[] = [];
  let cells: string[] = [];
  let [line, begunAt, place] = [1, 1, 0];
  while (place < text.length || cells.length > 0) {
    CELL.lastIndex = place;
    const found = CELL.exec(text);
    if (found === null) return fault(line, null, '不是有效的 CSV', 'Not valid CSV');
    const [whole, quoted, plain = '', end] = found;
    cells.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    line += whole.match(/\r\n|\n|\r/g)?.length ?? 0;
    place += whole.length;
    if (end === ',') continue;
    read.push({ line: begunAt, cells });
    cells = [];
    begunAt = line;
  }
  return read;
}
