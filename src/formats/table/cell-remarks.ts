/** What a spreadsheet did to the cells of a table, counted by column: told once, at the end, never with a value. */
import type { Bilingual } from '../../domain/bilingual';
import type { Say } from '../unreadable';
import { isDateSerial, isFormulaError, isSpoilt, type Cell } from './cells';
import type { Column } from './headings';

export type CellKind = 'SPOILT' | 'FORMULA_ERROR' | 'DATE_SERIAL';

interface Count {
  cells: number;
  readonly firstRow: number;
}

interface Wording {
  readonly zh: string;
  /** Of one cell and of many. */
  readonly one: string;
  readonly many: string;
  readonly mendZh: string;
  readonly mend: string;
}

const SAID: Readonly<Record<CellKind, Wording>> = {
  SPOILT: {
    zh: '被电子表格转成了数字或日期',
    one: 'was turned into a number or a date by a spreadsheet',
    many: 'were turned into numbers or dates by a spreadsheet',
    mendZh: '请将该列设为文本后重新填写',
    mend: 'format the column as text and fill them in again',
  },
  FORMULA_ERROR: {
    zh: '是公式错误(如 #N/A)',
    one: 'holds the error of a formula (such as #N/A)',
    many: 'hold the error of a formula (such as #N/A)',
    mendZh: '请改填应有的内容',
    mend: 'fill in what belongs there',
  },
  DATE_SERIAL: {
    zh: '是日期的序列数而不是日期',
    one: 'holds the serial number of a date and no date',
    many: 'hold the serial number of a date and no date',
    mendZh: '请将该列设为日期格式',
    mend: 'format the column as a date',
  },
};

function kindOf({ field }: Column, cell: Cell): CellKind | undefined {
  if (isFormulaError(cell)) return 'FORMULA_ERROR';
  if (field === undefined) return undefined;
  if (isSpoilt(field, cell)) return 'SPOILT';
  return isDateSerial(field, cell) ? 'DATE_SERIAL' : undefined;
}

/** The same of one cell, where it is told by itself. */
export const spoiltCell = ({ position, field }: Column, row: number, kind: CellKind): Bilingual => ({
  zh: `表格第 ${row} 行第 ${position} 列“${field?.zh ?? ''}”${SAID[kind].zh},${SAID[kind].mendZh}`,
  en: `Row ${row}, column ${position} (${field?.name ?? ''}): ${SAID[kind].one}; ${SAID[kind].mend}`,
});

export function cellRemarks(say: Say) {
  const counts = new Map<Column, Map<CellKind, Count>>();
  return {
    /** `row` as the table counts, the heading among them. */
    note: (column: Column, cell: Cell, row: number): CellKind | undefined => {
      const kind = kindOf(column, cell);
      if (kind === undefined) return undefined;
      const ofColumn = counts.get(column) ?? new Map<CellKind, Count>();
      counts.set(column, ofColumn);
      const count = ofColumn.get(kind);
      if (count === undefined) ofColumn.set(kind, { cells: 1, firstRow: row });
      else count.cells += 1;
      return kind;
    },
    tell: (): void => {
      for (const [{ position, field }, ofColumn] of counts) {
        for (const [kind, { cells, firstRow }] of ofColumn) {
          const { zh, many, mendZh, mend } = SAID[kind];
          say({
            zh: `第 ${position} 列“${field?.zh ?? ''}”有 ${cells} 个单元格${zh}(首个在第 ${firstRow} 行),${mendZh}。`,
            en: `In column ${position} (${field?.name ?? ''}) ${cells} cells ${many} (the first in row ${firstRow}); ${mend}.`,
          });
        }
      }
    },
  };
}
