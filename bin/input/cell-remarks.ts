/** What a spreadsheet did to the cells of a table, counted by column: told once, at the end, never with a value. */
import { isDateSerial, isFormulaError, isSpoilt, type Cell } from './table-cells';
import type { Column } from './table-headings';
import type { Say } from './unusable-input';

type Kind = 'SPOILT' | 'FORMULA_ERROR' | 'DATE_SERIAL';

interface Count {
  cells: number;
  readonly firstRow: number;
}

const SAID: Readonly<
  Record<Kind, { readonly zh: string; readonly en: string; readonly mendZh: string; readonly mend: string }>
> = {
  SPOILT: {
    zh: '被电子表格转成了数字或日期',
    en: 'were turned into numbers or dates by a spreadsheet',
    mendZh: '请将该列设为文本后重新填写',
    mend: 'format the column as text and fill them in again',
  },
  FORMULA_ERROR: {
    zh: '是公式错误(如 #N/A)',
    en: 'hold the error of a formula (such as #N/A)',
    mendZh: '请改填应有的内容',
    mend: 'fill in what belongs there',
  },
  DATE_SERIAL: {
    zh: '是日期的序列数而不是日期',
    en: 'hold the serial number of a date and no date',
    mendZh: '请将该列设为日期格式',
    mend: 'format the column as a date',
  },
};

function kindOf({ field }: Column, cell: Cell): Kind | undefined {
  if (isFormulaError(cell)) return 'FORMULA_ERROR';
  if (field === undefined) return undefined;
  if (isSpoilt(field, cell)) return 'SPOILT';
  return isDateSerial(field, cell) ? 'DATE_SERIAL' : undefined;
}

export function cellRemarks(say: Say) {
  const counts = new Map<Column, Map<Kind, Count>>();
  return {
    /** `row` as the table counts, the heading among them. */
    note: (column: Column, cell: Cell, row: number): void => {
      const kind = kindOf(column, cell);
      if (kind === undefined) return;
      const ofColumn = counts.get(column) ?? new Map<Kind, Count>();
      counts.set(column, ofColumn);
      const count = ofColumn.get(kind);
      if (count === undefined) ofColumn.set(kind, { cells: 1, firstRow: row });
      else count.cells += 1;
    },
    tell: (): void => {
      for (const [{ position, field }, ofColumn] of counts) {
        for (const [kind, { cells, firstRow }] of ofColumn) {
          const { zh, en, mendZh, mend } = SAID[kind];
          say({
            zh: `第 ${position} 列“${field?.zh ?? ''}”有 ${cells} 个单元格${zh}(首个在第 ${firstRow} 行),${mendZh}。`,
            en: `In column ${position} (${field?.name ?? ''}) ${cells} cells ${en} (the first in row ${firstRow}); ${mend}.`,
          });
        }
      }
    },
  };
}
