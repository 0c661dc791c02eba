import { LIST_RECORDS_MAX } from '../../../src/app/limits';
import { PLACES_MAX } from '../../../src/app/refusal';
import { readRecordList } from '../../../schema/records-scalar';

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
