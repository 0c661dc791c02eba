/** What a cell of a sheet holds (ECMA-376 part 1, 18.18.11). */
import type { Cell } from '../table/cells';
import { dayOf } from './date-formats';
import { invalidWorkbook } from './invalid';
import { unescaped, type WorkbookParts } from './parts';

const DATE_CHARACTERS = 10;

export interface CellKind {
  readonly type: string;
  readonly style: string | undefined;
}

/** The error of a formula is the text that it shows. Throws Unreadable for a shared text that is not there. */
export function cellOf({ type, style }: CellKind, text: string, { texts, is1904, isDateStyle }: WorkbookParts): Cell {
  switch (type) {
    case 's': {
      const shared = texts.at(Number(text));
      if (shared === undefined) throw invalidWorkbook();
      return shared;
    }
    case 'str':
    case 'inlineStr':
      return unescaped(text);
    case 'b':
      return text === '1' ? 'true' : 'false';
    case 'd':
      return { kind: 'DATE', day: text.slice(0, DATE_CHARACTERS) };
    case 'e':
      return text;
    default: {
      const day = isDateStyle(style) ? dayOf(Number(text), is1904) : undefined;
      // Numbers stay as the file has them, so that a long one keeps every digit that was stored.
      return day === undefined ? { kind: 'NUMBER', digits: text } : { kind: 'DATE', day };
    }
  }
}
