/** What a workbook may come to: a small ZIP file may hold anything, and one text may be shown in a million cells. */
import { EXPANSION_RATIO_MAX, LINE_BYTES_MAX } from '../../app/limits';
import { type Unreadable, unreadable } from '../unreadable';

const MEBIBYTE = 1024 * 1024;
export const XLSX_BYTES_MAX = 32 * MEBIBYTE;
/** Of the sheet. */
export const XLSX_UNPACKED_BYTES_MAX = 512 * MEBIBYTE;
/** Of the texts that cells share, which are kept while the sheet is read; about half a million different ones. */
export const SHARED_BYTES_MAX = 48 * MEBIBYTE;
/** Of any other part. */
export const PART_BYTES_MAX = 8 * MEBIBYTE;
/** More than a spreadsheet program takes in a cell. */
export const CELL_CHARACTERS_MAX = 32_768;
/** Of the cells of one row; as much as a row of CSV may have. */
export const ROW_CHARACTERS_MAX = 2 * LINE_BYTES_MAX;
/** Of the whole sheet, each row up to its last filled one: a million rows of 32. */
export const CELLS_MAX = 32 * MEBIBYTE;
/** Of the whole sheet, as its cells show them: a million rows of 1,024. */
export const CHARACTERS_MAX = 1024 * MEBIBYTE;

const mebi = (count: number): string => `${count / MEBIBYTE} Mi`;

export const tooLarge = (): Unreadable =>
  unreadable(
    `工作簿过大(上限 ${mebi(XLSX_BYTES_MAX)}B,解压后 ${mebi(XLSX_UNPACKED_BYTES_MAX)}B 且不超过 ${EXPANSION_RATIO_MAX} 倍,其中共享文本 ${mebi(SHARED_BYTES_MAX)}B;${mebi(CELLS_MAX)} 个单元格,共 ${mebi(CHARACTERS_MAX)} 个字符,每格 ${CELL_CHARACTERS_MAX} 个字符),请另存为 CSV 或 NDJSON。`,
    `The workbook is too large (at most ${mebi(XLSX_BYTES_MAX)}B, ${mebi(XLSX_UNPACKED_BYTES_MAX)}B or ${EXPANSION_RATIO_MAX} times as much unpacked, ${mebi(SHARED_BYTES_MAX)}B of shared texts; ${mebi(CELLS_MAX)} cells of ${mebi(CHARACTERS_MAX)} characters, ${CELL_CHARACTERS_MAX} in one); save it as CSV or NDJSON.`,
  );

export interface SheetBudget {
  /** Both throw Unreadable when the sheet comes to more than it may. */
  spendCells(count: number): void;
  spendCharacters(count: number): void;
}

export function sheetBudget(): SheetBudget {
  let cells = CELLS_MAX;
  let characters = CHARACTERS_MAX;
  return {
    spendCells: (count) => {
      cells -= count;
      if (cells < 0) throw tooLarge();
    },
    spendCharacters: (count) => {
      characters -= count;
      if (characters < 0) throw tooLarge();
    },
  };
}
