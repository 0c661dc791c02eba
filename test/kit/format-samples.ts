/** The same records as each format writes them, and the same faults: what the contract of the formats is asked with. */
import type { RawRecord } from '../../src/domain/certificate/record';
import { RECORD_FIELDS } from '../../src/domain/certificate/record';
import { csvRow } from '../../bin/input/read-table';
import { workbook } from './workbook';

export interface FormatSample {
  readonly contentType: string;
  /** What a sender of this format writes. */
  write(records: readonly RawRecord[]): Buffer;
  /** The same with one record, 0-based, that cannot be read. */
  withBroken(records: readonly RawRecord[], broken: number): Buffer;
  /** A text that fits no encoding, in place of a record; `undefined` where bytes are packed. */
  readonly misfit?: (records: readonly RawRecord[], broken: number) => Buffer;
}

const headingsOf = (records: readonly RawRecord[]): readonly string[] => [
  ...new Set(records.flatMap((record) => Object.keys(record))),
];
const zhOf = (name: string): string => RECORD_FIELDS.find((field) => field.name === name)?.zh ?? name;
const labelOf = (name: string, value: unknown): string => {
  const codes = RECORD_FIELDS.find((field) => field.name === name)?.codes ?? [];
  return codes.find(({ code }) => code === value)?.zh ?? (value === undefined || value === null ? '' : String(value));
};
const rowsOf = (records: readonly RawRecord[]): string[][] => {
  const names = headingsOf(records);
  return [names.map(zhOf), ...records.map((record) => names.map((name) => labelOf(name, record[name])))];
};
/** The bytes of `text` with one that fits no encoding before the mark. */
const spoilt = (text: string, mark: string): Buffer => {
  const [before = '', after = ''] = text.split(mark);
  return Buffer.concat([Buffer.from(before), Buffer.from([0xff]), Buffer.from(after)]);
};
const MARK = '\u0001';

const ndjsonLines = (records: readonly RawRecord[]): string[] => records.map((record) => `${JSON.stringify(record)}\n`);
export const ndjsonSample: FormatSample = {
  contentType: 'application/x-ndjson',
  write: (records) => Buffer.from(ndjsonLines(records).join('')),
  withBroken: (records, broken) =>
    Buffer.from(
      ndjsonLines(records)
        .map((line, index) => (index === broken ? `${line.slice(0, -3)}\n` : line))
        .join(''),
    ),
  misfit: (records, broken) =>
    spoilt(
      ndjsonLines(records)
        .map((line, index) => (index === broken ? `{"name":"${MARK}"}\n` : line))
        .join(''),
      MARK,
    ),
};

const csvText = (rows: readonly (readonly string[])[]): string => rows.map((row) => csvRow(row, '\r\n')).join('');
const HEADING_ROWS = 1;
const replaced = <Item>(items: readonly Item[], at: number, by: (item: Item) => Item): Item[] =>
  items.map((item, index) => (index === at ? by(item) : item));
export const csvSample: FormatSample = {
  contentType: 'text/csv',
  write: (records) => Buffer.from(csvText(rowsOf(records))),
  withBroken: (records, broken) =>
    Buffer.from(csvText(replaced(rowsOf(records), broken + HEADING_ROWS, (row) => [...row, 'beyond']))),
  misfit: (records, broken) =>
    spoilt(csvText(replaced(rowsOf(records), broken + HEADING_ROWS, ([, ...rest]) => [MARK, ...rest])), MARK),
};

export const xlsxSample: FormatSample = {
  contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  write: (records) => workbook(rowsOf(records)),
  withBroken: (records, broken) =>
    workbook(replaced(rowsOf(records), broken + HEADING_ROWS, (row) => [...row, 'beyond'])),
};

const OLD_NAMES: Readonly<Record<string, string>> = {
  idNumber: 'card_num',
  sex: 'gender',
  birthDate: 'birthday',
  education: 'culture_standard',
  occupationName: 'work_name',
  level: 'level_name',
  occupationCode: 'occu_code',
  certificateNo: 'credential_code',
  issuedOn: 'credential_create_date',
  theoryScore: 'tt_score',
  skillScore: 'oo_score',
  reviewScore: 'gg_score',
  overallGrade: 'is_pass',
  workType: 'derection',
};
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const examOf = (record: RawRecord, more = ''): string => {
  const fields = Object.entries(record).map(([name, value]) => {
    const element = OLD_NAMES[name] ?? name;
    return `<${element}>${escaped(labelOf(name, value))}</${element}>`;
  });
  return `<exam><exam_status>0</exam_status>${fields.join('')}${more}</exam>`;
};
export const examList = (exams: readonly string[], plan = '<plan><plan_name>一</plan_name></plan>'): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<data>${plan}<exam-list>${exams.join('\n')}</exam-list></data>\n`;
export const xmlSample: FormatSample = {
  contentType: 'application/xml',
  write: (records) => Buffer.from(examList(records.map((record) => examOf(record)))),
  withBroken: (records, broken) =>
    Buffer.from(examList(records.map((record, index) => examOf(record, index === broken ? '<a><b>1</b></a>' : '')))),
  misfit: (records, broken) =>
    spoilt(
      examList(records.map((record, index) => examOf(record, index === broken ? `<remark>${MARK}</remark>` : ''))),
      MARK,
    ),
};

/** In the order of the catalogue. */
export const FORMAT_SAMPLES: readonly FormatSample[] = [ndjsonSample, csvSample, xlsxSample, xmlSample];
