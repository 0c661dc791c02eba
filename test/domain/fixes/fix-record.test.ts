import fc from 'fast-check';
import { RECORD_FIELDS } from '../../../src/domain/certificate/record';
import type { RawRecord } from '../../../src/domain/certificate/record';
import { applyPatch, fixRecord } from '../../../src/domain/fixes/fix-record';
import { isMechanical, PROTECTED_FIELDS } from '../../../src/domain/fixes/mechanical';
import { SAMPLE_RECORD, sampleCheck } from '../../kit/sample-record';

const check = sampleCheck();
const fixed = (change: object) =>
  fixRecord({ ...SAMPLE_RECORD, ...change }, check.checkRecord({ ...SAMPLE_RECORD, ...change }, 1));

test('who the person is, level, scores, grade and dates are protected', () => {
  expect([...PROTECTED_FIELDS].sort()).toEqual([
    'birthDate',
    'examDate',
    'idNumber',
    'idType',
    'issuedOn',
    'level',
    'name',
    'overallGrade',
    'reviewScore',
    'sex',
    'skillScore',
    'theoryScore',
    'theorySubstitute',
  ]);
});

test.each([...PROTECTED_FIELDS])('no patch on %s is mechanical', (field) => {
  for (const op of ['add', 'replace', 'remove'] as const) {
    expect(isMechanical([{ op, path: `/${field}`, value: 'x' }])).toBe(false);
    expect(
      isMechanical([
        { op: 'add', path: '/remark', value: 'x' },
        { op, path: `/${field}`, value: 'x' },
      ]),
    ).toBe(false);
  }
});

test.each([
  [[]],
  [[{ op: 'replace', path: '', value: {} }]],
  [[{ op: 'replace', path: '/a/b', value: 1 }]],
  [[{ op: 'add', path: '/remark', value: {} }]],
  [[{ op: 'add', path: '/remark', value: undefined }]],
  [[{ op: 'add', path: '/remark', value: Number.NaN }]],
  [[{ op: 'add', path: '/__proto__', value: 'x' }]],
  [[{ op: 'remove', path: '/remark', value: 'x' }]],
] as const)('%j is no mechanical patch', (patch) => expect(isMechanical(patch)).toBe(false));

test('a patch that does not fit changes nothing', () => {
  expect(applyPatch({ a: 1 }, [{ op: 'replace', path: '/b', value: 2 }])).toBeUndefined();
  expect(applyPatch({ a: 1 }, [{ op: 'remove', path: '/b' }])).toBeUndefined();
  expect(applyPatch({ a: 1 }, [{ op: 'replace', path: '/level', value: 'x' }])).toBeUndefined();
  expect(applyPatch({ a: 1, 'b/~': 2 }, [{ op: 'remove', path: '/b~1~0' }])).toEqual({ a: 1 });
});

test('a blank work type, full-width characters and a label in place of its code are mended in one go', () => {
  const { record, applied } = fixed({ workType: ' ', siteCode: 'Ｓ000051000123', affiliation: '本校学生' });
  expect(record).toEqual({ ...SAMPLE_RECORD, workType: '--' });
  expect(applied.map(({ line, code, path }) => `${line} ${code} ${path}`)).toEqual([
    '1 CPL-002 /affiliation',
    '1 CPL-003 /siteCode',
    '1 CPL-005 /workType',
  ]);
  expect(Object.keys(record)).toEqual(Object.keys(SAMPLE_RECORD));
});

test('a clean record is handed back as it is', () => {
  const { record, applied } = fixRecord(SAMPLE_RECORD as unknown as RawRecord, []);
  expect(record).toBe(SAMPLE_RECORD);
  expect(applied).toEqual([]);
});

test.each([
  ['the label of a level', { level: '三级/高级工' }, 'CPL-002'],
  ['the label of a sex', { sex: '女' }, 'CPL-002'],
  ['a document number in full-width digits', { idNumber: '５10100200503150009' }, 'CPL-003'],
])('%s is found and not mended', (_title, change, code) => {
  const record = { ...SAMPLE_RECORD, ...change };
  const findings = check.checkRecord(record, 1);
  expect(findings).toEqual(expect.arrayContaining([expect.objectContaining({ code, fix: null })]));
  expect(fixRecord(record, findings).record).toBe(record);
});

const value = fc.oneof(
  fc.string({ maxLength: 30 }),
  fc.constantFrom(
    ...RECORD_FIELDS.flatMap(({ codes = [] }) => codes.flatMap(({ code, zh }) => [code, zh])),
    ' ',
    '--',
    'Ｓ０００',
    '2026-06-01',
    '６',
  ),
  fc.integer(),
  fc.constant(null),
);
const change = fc.dictionary(fc.constantFrom(...RECORD_FIELDS.map(({ name }) => name), 'unknown'), value, {
  maxKeys: 6,
});

test('whatever a record says, no rule proposes a fix that is not mechanical, and protected fields stay', () => {
  fc.assert(
    fc.property(change, (changed) => {
      const record: RawRecord = { ...SAMPLE_RECORD, ...changed };
      const findings = check.checkRecord(record, 1);
      for (const { fix } of findings) expect(fix === null || isMechanical(fix)).toBe(true);
      const { record: mended, applied } = fixRecord(record, findings);
      for (const field of PROTECTED_FIELDS) expect(mended[field]).toBe(record[field]);
      // Whatever can be mended is mended at once.
      const again = fixRecord(mended, check.checkRecord(mended, 1)).applied.map(({ path }) => path);
      for (const { path } of applied) expect(again).not.toContain(path);
    }),
    { numRuns: 300 },
  );
});
