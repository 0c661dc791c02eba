import { Kind } from 'graphql';
import { LIST_RECORDS_MAX } from '../../../src/app/limits';
import { PLACES_MAX } from '../../../src/app/refusal';
import { readGivenRecord } from '../../../schema/correction/given-record';
import { CertificateRecord, readRecordList } from '../../../schema/records-scalar';

test('hands good records on as they are', () => {
  const records = [{ name: '甲', skillScore: 80 }, {}];
  expect(readRecordList(records)).toMatchObject({ records, refusal: undefined });
});

test('what is no list is a refusal, not an exception', () => {
  for (const value of [null, 'x', 3, { 0: {} }]) {
    expect(readRecordList(value).refusal).toMatchObject({ code: 'CHUNK_MALFORMED', placesTotal: 1 });
  }
});

test('names the first places and counts all', () => {
  const { refusal, records } = readRecordList(Array.from({ length: 100 }, () => 'x'));
  expect(refusal).toMatchObject({ code: 'CHUNK_MALFORMED', placesTotal: 100 });
  expect(refusal?.places).toHaveLength(PLACES_MAX);
  expect(records).toEqual([]);
});

test('a list over the limit is refused before it is looked at', () => {
  const list = Array.from({ length: LIST_RECORDS_MAX + 1 }, () => 'x');
  expect(readRecordList(list).refusal).toMatchObject({ code: 'CHUNK_TOO_LARGE' });
});

describe('one record', () => {
  test('is handed on as it is, of whatever shape', () => {
    const record = { name: '甲' };
    expect(CertificateRecord.parseValue(record)).toBe(record);
    expect(CertificateRecord.parseValue('x')).toBe('x');
    expect(readGivenRecord(record)).toEqual({ kind: 'record', record });
  });

  test('written into the query, or answered, it is an error that repeats no value', () => {
    const inline = { kind: Kind.STRING, value: '51010119900101123X' } as const;
    expect(() => CertificateRecord.parseLiteral(inline, {})).toThrow(/^(?!.*51010119900101123X)/);
    expect(() => CertificateRecord.serialize({})).toThrow('for input only');
  });

  test.each([[null], ['51010119900101123X'], [[]], [{ name: 3 }]])('of a wrong shape is a refusal: %j', (value) => {
    const refused = readGivenRecord(value);
    expect(refused).toMatchObject({ kind: 'refused', code: 'CORRECTION_INVALID', places: [{ record: 1 }] });
    expect(JSON.stringify(refused)).not.toContain('51010119900101123X');
  });
});
