import { GraphQLScalarType } from 'graphql';
import type { RawRecord } from '../../src/domain/certificate/record';
import { refuse, type Refusal } from '../../src/app/refusal';
import { recordShapeProblems } from '../../src/domain/intake/record-shape';
import { ToldError } from '../errors';

/** One record as it came in. What is wrong with its shape is kept, not thrown: an error would repeat the values. */
export class GivenRecord {
  constructor(
    readonly record: RawRecord,
    readonly refusal: Refusal | undefined,
  ) {}
}

const isRecord = (value: unknown): value is RawRecord => typeof value === 'object' && value !== null;

export function readGivenRecord(value: unknown): GivenRecord {
  const places = recordShapeProblems(value, 1);
  return places.length === 0 && isRecord(value)
    ? new GivenRecord(value, undefined)
    : new GivenRecord({}, refuse('CORRECTION_INVALID', { places }));
}

export const CertificateRecord = new GraphQLScalarType<GivenRecord, never>({
  name: 'CertificateRecord',
  description:
    '一条完整的证书数据,字段见数据契约;只能以变量传入 / One whole record (docs/record.md); passed as a variable only',
  parseValue: readGivenRecord,
  parseLiteral: () => {
    throw new ToldError({
      code: 'RECORDS_INLINE',
      message: { zh: '记录不得写在查询文本中', en: 'Records must not stand in the text of the query' },
      remedy: { zh: '请以变量传入', en: 'Pass them as a variable' },
    });
  },
  serialize: () => {
    throw new Error('CertificateRecord is for input only.');
  },
});
