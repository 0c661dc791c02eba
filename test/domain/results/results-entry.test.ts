import { rosterDigest } from '../../../src/domain/certificate/roster';
import { checkCharacter } from '../../../src/domain/certificate/identity-document';
import { faultsOf, type ResultsDemand, type ResultsEntry } from '../../../src/domain/results/results-entry';

const idOf = (serial: number): string => {
  const digits = `51010119900101${String(serial).padStart(3, '0')}`;
  return digits + checkCharacter(digits);
};
const PASSED: ResultsEntry = {
  name: '张三丰',
  idType: 'RESIDENT_ID',
  idNumber: idOf(1),
  theoryScore: 60,
  skillScore: 80,
  passed: true,
};
const DEMAND: ResultsDemand = {
  planNo: 'P1',
  level: 'LEVEL_3',
  roster: null,
  parameters: { passMark: 60, theorySubstitutes: ['COURSE_EXAM'], reviewLevels: ['LEVEL_2'] },
};
const faultsIn = (entries: readonly ResultsEntry[], demand: Partial<ResultsDemand> = {}): readonly string[] =>
  faultsOf(entries, { ...DEMAND, ...demand }).map(({ record, field }) => `${record} ${field}`);

test.each<[string, Partial<ResultsEntry>, Partial<ResultsDemand>, readonly string[]]>([
  ['a pass at the mark', {}, {}, []],
  ['a pass below the mark', { theoryScore: 59.5 }, {}, ['1 passed']],
  ['a fail below the mark', { theoryScore: 59.5, passed: false }, {}, []],
  ['a fail although all passes', { passed: false }, {}, ['1 passed']],
  ['somebody who did not come', { theoryScore: null, skillScore: null, passed: false }, {}, []],
  ['a pass without theory', { theoryScore: null }, {}, ['1 passed']],
  ['a substitute for theory', { theoryScore: null, theorySubstitute: 'COURSE_EXAM' }, {}, []],
  ['a substitute that is none', { theoryScore: null, theorySubstitute: 'x' }, {}, ['1 theorySubstitute']],
  ['level 2 without review', {}, { level: 'LEVEL_2' }, ['1 passed']],
  ['level 2 with review', { reviewScore: 60 }, { level: 'LEVEL_2' }, []],
  ['a score above all', { skillScore: 101 }, {}, ['1 skillScore']],
  ['a score below all', { skillScore: -1, passed: false }, {}, ['1 skillScore']],
  ['no name', { name: ' ' }, {}, ['1 name']],
  ['a name with a control', { name: '张\u0000' }, {}, ['1 name']],
  ['a number that is none', { idNumber: idOf(1).slice(0, -1) }, {}, ['1 idNumber']],
  ['a document that is none', { idType: 'X' }, {}, ['1 idType']],
  ['a passport with a resident number', { idType: 'PASSPORT' }, {}, ['1 idNumber']],
  ['on the roster', {}, { roster: [rosterDigest('P1', 'RESIDENT_ID', idOf(1))] }, []],
  ['on the roster of another plan', {}, { roster: [rosterDigest('P2', 'RESIDENT_ID', idOf(1))] }, ['1 idNumber']],
])('%s', (_title, change, demand, faults) => {
  expect(faultsIn([{ ...PASSED, ...change }], demand)).toEqual(faults);
});

test('a person who stands twice is named at both places, however the number is written', () => {
  const lower = idOf(9).toLowerCase();
  const entries = [PASSED, { ...PASSED, idNumber: idOf(2) }, { ...PASSED, idNumber: ` ${idOf(1)}` }];
  const faults = faultsOf(entries, DEMAND);
  expect(faults).toEqual([
    { record: 1, field: 'idNumber', message: { zh: '与第 3 条为同一人', en: 'The same person as entry 3' } },
    { record: 3, field: 'idNumber', message: { zh: '与第 1 条为同一人', en: 'The same person as entry 1' } },
  ]);
  expect(faultsIn([{ ...PASSED, idNumber: lower }])).toEqual([]);
});

test('no fault repeats what was sent', () => {
  const wrong = { ...PASSED, name: '', idNumber: '51010119900101000X', passed: false };
  expect(JSON.stringify(faultsOf([wrong, wrong], DEMAND))).not.toContain('510101');
});
