/** The values of parameters, pack by pack, as the pages show them. */
import type { Bilingual } from '../../src/domain/bilingual';
import type { Grant, Pack, PackParameter } from '../../src/domain/packs/pack';
import { packName } from '../../src/domain/packs/pack';
import { code } from './markdown';

/** What one pack says of one parameter. */
export interface PackValue {
  readonly pack: Pack;
  readonly parameter: PackParameter;
  /** The grant by which it asks for less than the packs above, if there is one. */
  readonly grant: Grant | undefined;
}

/** The nation first, then by jurisdiction and date, as the packs come. */
export const valuesOf = (packs: readonly Pack[], name: string): readonly PackValue[] =>
  packs.flatMap((pack) => {
    const parameter = pack.parameters[name];
    return parameter === undefined ? [] : { pack, parameter, grant: pack.grants.find((grant) => grant.of === name) };
  });

export const termOf = ({ from, to }: Pack): string => `${from} – ${to ?? '…'}`;
export const packLabel = (pack: Pack): string => `${pack.title.zh} ${pack.title.en}<br>${code(packName(pack))}`;

export const noteLines = (note: Bilingual | undefined): readonly string[] =>
  note === undefined ? [] : [note.zh, note.en];

const isTable = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** One value in one cell of a table; entries of a list or table of a pack are separated by line breaks. */
export function valueText(value: unknown): string {
  if (value === null) return '不要求 none';
  if (Array.isArray(value))
    return value.length === 0 ? '空 empty' : value.map(entryText).join(value.some(isTable) ? '<br>' : ', ');
  if (!isTable(value)) return code(String(value));
  const entries = Object.entries(value);
  return entries.length === 0 ? '空 empty' : entries.map(([key, entry]) => `${key}: ${valueText(entry)}`).join('<br>');
}

/** Fields of an entry that need no name beside the value. */
const PLAIN_FIELDS: ReadonlySet<string> = new Set(['code', 'name', 'level', 'title']);

const isEmpty = (value: unknown): boolean => value === null || (Array.isArray(value) && value.length === 0);

/** An entry of a list: its fields side by side, what is empty left out, a text in both languages. */
function entryText(value: unknown): string {
  if (!isTable(value)) return valueText(value);
  if (typeof value.zh === 'string' && typeof value.en === 'string') return `${value.zh} ${value.en}`;
  return Object.entries(value)
    .filter(([, entry]) => !isEmpty(entry))
    .map(([key, entry]) => (PLAIN_FIELDS.has(key) ? entryText(entry) : `${key} ${entryText(entry)}`))
    .join(' · ');
}

/** Longest text of a value on a page of a rule; what is longer stands on the page of parameters alone. */
const SHORT_VALUE_LENGTH_MAX = 400;

export const isLong = (value: unknown): boolean => valueText(value).length > SHORT_VALUE_LENGTH_MAX;
