import { GraphQLScalarType } from 'graphql';
import { LIST_RECORDS_MAX } from '../src/app/limits';
import { PLACES_MAX, refuse, type Place, type Refusal } from '../src/app/refusal';
import type { RawRecord } from '../src/domain/certificate/record';
import { recordShapeProblems } from '../src/domain/intake/record-shape';
import { ToldError } from './errors';

/**
 * A list of records as it came in. What is wrong with it is kept, not thrown: a coercion error would repeat the
 * values, and the caller deserves the same typed refusal as at the other door.
 */
export class GivenRecordList {
  constructor(
    readonly records: readonly RawRecord[],
    readonly refusal: Refusal | undefined,
  ) {}
}

const NOT_A_LIST: Place = {
  record: null,
  field: null,
  message: { zh: '应为记录列表', en: 'Must be a list of records' },
};

/** One pass, no schema validator: 5,000 records take a few milliseconds. */
export function readRecordList(value: unknown): GivenRecordList {
  if (!Array.isArray(value)) return new GivenRecordList([], refuse('CHUNK_MALFORMED', { places: [NOT_A_LIST] }));
  if (value.length > LIST_RECORDS_MAX) return new GivenRecordList([], refuse('CHUNK_TOO_LARGE'));
  const given: readonly unknown[] = value;
  const places: Place[] = [];
  let placesTotal = 0;
  given.forEach((record, index) => {
    const problems = recordShapeProblems(record, index + 1);
    placesTotal += problems.length;
    if (places.length < PLACES_MAX) places.push(...problems);
  });
  return placesTotal === 0 && areRecords(given)
    ? new GivenRecordList(given, undefined)
    : new GivenRecordList([], refuse('CHUNK_MALFORMED', { places, placesTotal }));
}

/** Told by `recordShapeProblems`, which found nothing wrong. */
const areRecords = (given: readonly unknown[]): given is readonly RawRecord[] =>
  given.every((record) => typeof record === 'object' && record !== null);

export const inlineRecords = (): ToldError =>
  new ToldError({
    code: 'RECORDS_INLINE',
    message: { zh: '记录不得写在查询文本中', en: 'Records must not stand in the text of the query' },
    remedy: { zh: '请以变量传入', en: 'Pass them as a variable' },
  });

/** One record as it came in, of any shape: whoever takes it says what is wrong, by its own refusal and at its own place. */
export const CertificateRecord = new GraphQLScalarType<unknown, never>({
  name: 'CertificateRecord',
  description:
    '一条完整的证书数据,字段见数据契约;只能以变量传入 / One whole record (docs/record.md); passed as a variable only',
  parseValue: (value) => value,
  parseLiteral: () => {
    throw inlineRecords();
  },
  serialize: () => {
    throw new Error('CertificateRecord is for input only.');
  },
});

export const CertificateRecords = new GraphQLScalarType<GivenRecordList, never>({
  name: 'CertificateRecords',
  description:
    `证书数据列表,最多 ${LIST_RECORDS_MAX} 条,字段见数据契约;只能以变量传入 / ` +
    `A list of at most ${LIST_RECORDS_MAX} records (docs/record.md); passed as a variable only`,
  parseValue: readRecordList,
  parseLiteral: () => {
    throw inlineRecords();
  },
  serialize: () => {
    throw new Error('CertificateRecords is for input only.');
  },
});
