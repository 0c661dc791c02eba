import { isHighSkilled, levelRank } from '../../../src/domain/certificate/levels';
import { maskDocumentNumber, maskName } from '../../../src/domain/certificate/mask';
import { holdingKeyOf, personKeyOf } from '../../../src/domain/certificate/person-key';
import { readRecord } from '../../../src/domain/certificate/reading';
import { SAMPLE_RECORD } from '../../kit/sample-record';

test.each([
  ['张三', '张*'],
  ['欧阳娜', '欧**'],
  ['𠮷野', '𠮷*'],
  ['张', '*'],
  ['', ''],
])('the name %s is shown as %s', (name, masked) => expect(maskName(name)).toBe(masked));

test.each([
  ['510100200503150012', '51**************12'],
  ['E0000001', 'E0****01'],
  ['123456', '******'],
  ['', ''],
])('the number %s is shown as %s', (number, masked) => expect(maskDocumentNumber(number)).toBe(masked));

test('the ladder of eight', () => {
  expect(levelRank('APPRENTICE')).toBe(0);
  expect(levelRank('LEVEL_6')).toBeUndefined();
  expect(['LEVEL_4', 'LEVEL_3', 'CHIEF_TECHNICIAN', 'nothing'].map(isHighSkilled)).toEqual([false, true, true, false]);
});

test('one person has one key, however the number is typed', () => {
  const passport = { ...SAMPLE_RECORD, idType: 'PASSPORT' };
  expect(personKeyOf(readRecord({ ...passport, idNumber: ' e0000001 ' }))).toBe(
    personKeyOf(readRecord({ ...passport, idNumber: 'E0000001' })),
  );
  expect(personKeyOf(readRecord({ ...SAMPLE_RECORD, idType: null }))).toBeNull();
  expect(holdingKeyOf(readRecord({ ...SAMPLE_RECORD }))).not.toBeNull();
  expect(holdingKeyOf(readRecord({ ...SAMPLE_RECORD, workType: '' }))).toBeNull();
});

test('no value can pose as two', () => {
  const one = holdingKeyOf(readRecord({ ...SAMPLE_RECORD, occupationCode: 'a', workType: 'b","c' }));
  const other = holdingKeyOf(readRecord({ ...SAMPLE_RECORD, occupationCode: 'a","b', workType: 'c' }));
  expect(one).not.toBe(other);
});
