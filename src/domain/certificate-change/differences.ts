/** What a change makes of a record, field by field, as regulators see it: what identifies the person is masked. */
import { maskWhole, PERSONAL_MASKS } from '../certificate/mask';
import { RECORD_FIELDS, type RawRecord } from '../certificate/record';

export interface Difference {
  readonly field: string;
  /** 中文表头; the field's own name where the contract does not know it. */
  readonly title: string;
  /** Personal values are masked, so two different ones may look alike; `null` where there was none. */
  readonly before: string | null;
  readonly after: string | null;
}

const ORDER = new Map(RECORD_FIELDS.map(({ name }, index) => [name, index]));
const TITLES = new Map(RECORD_FIELDS.map(({ name, zh }) => [name, zh]));

/** Absent, `null` and blank are one. */
const plain = (value: unknown): string | null =>
  value === undefined || value === null || value === '' ? null : String(value);

/** In the order of the contract; empty when nothing changes. */
export function differencesOf(before: RawRecord, after: RawRecord): readonly Difference[] {
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const place = (field: string): number => ORDER.get(field) ?? RECORD_FIELDS.length;
  return fields
    .filter((field) => plain(before[field]) !== plain(after[field]))
    .sort((one, other) => place(one) - place(other) || (one < other ? -1 : 1))
    .map((field) => {
      const shown = (record: RawRecord): string | null => {
        const value = plain(record[field]);
        return value === null
          ? null
          : (PERSONAL_MASKS[field]?.(value) ?? (TITLES.has(field) ? value : maskWhole(value)));
      };
      return { field, title: TITLES.get(field) ?? field, before: shown(before), after: shown(after) };
    });
}
