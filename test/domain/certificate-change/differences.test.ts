import { differencesOf } from '../../../src/domain/certificate-change/differences';
import { fixedPlaces } from '../../../src/domain/certificate-change/fixed-fields';
import { SAMPLE_RECORD } from '../../kit/sample-record';

const record = { ...SAMPLE_RECORD };
const fieldsOf = (kind: 'CORRECTION' | 'REISSUE', change: object): readonly (string | null)[] =>
  fixedPlaces(kind, record, { ...record, ...change }).map(({ field }) => field);

test.each([
  ['nothing', {}, []],
  ['a blank for what was absent', { remark: '', photoDigest: null, reviewScore: undefined }, []],
  ['a name', { name: '林小溪' }, [['name', '林**', '林**']]],
  ['a document', { idNumber: '510100200503150026' }, [['idNumber', '51**************09', '51**************26']]],
  ['a birth date', { birthDate: '2005-03-16' }, [['birthDate', '2005-**-**', '2005-**-**']]],
  ['a score', { theoryScore: 80 }, [['theoryScore', '78', '80']]],
  ['what goes away', { education: null }, [['education', 'ASSOCIATE', null]]],
  ['a field that the contract does not know', { phone: '13800000000' }, [['phone', null, '********']]],
])('%s', (_, change, expected) => {
  const found = differencesOf(
    { ...record, idNumber: '510100200503150009' },
    { ...record, idNumber: '510100200503150009', ...change },
  );
  expect(found.map(({ field, before, after }) => [field, before, after])).toEqual(expected);
});

test('in the order of the contract, with its headings', () => {
  const found = differencesOf(record, { zzz: 1, ...record, remark: '补录', name: '林小溪' });
  expect(found.map(({ title }) => title)).toEqual(['姓名', '备注', 'zzz']);
});

test.each([
  ['the person may change', { name: '林小溪', idNumber: '1', birthDate: '2005-03-16' }, []],
  ['the day of issue inside its year may change', { issuedOn: '2026-12-31' }, []],
  ['another year', { issuedOn: '2025-12-31' }, ['issuedOn']],
  ['no day at all', { issuedOn: null }, ['issuedOn']],
  [
    'number, site and level',
    { certificateNo: 'X', siteCode: 'Y', level: 'LEVEL_4' },
    ['certificateNo', 'siteCode', 'level'],
  ],
])('correction: %s', (_, change, expected) => {
  expect(fieldsOf('CORRECTION', change)).toEqual(expected);
});

test('a year that the number never said may be corrected', () => {
  const wrong = { ...record, issuedOn: '2025-06-20' };
  expect(fixedPlaces('CORRECTION', wrong, record)).toEqual([]);
});

test('a re-issue needs another number, and with it everything may change', () => {
  expect(fieldsOf('REISSUE', { level: 'LEVEL_4' })).toEqual(['certificateNo']);
  expect(fieldsOf('REISSUE', { certificateNo: 'X', level: 'LEVEL_4', siteCode: 'Y' })).toEqual([]);
});
