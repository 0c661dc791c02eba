/** The engine remembers exams, numbers and texts of earlier records for speed: no answer may depend on them. */
import fc from 'fast-check';
import { yearsAfter } from '../../../src/domain/calendar/dates';
import { RECORD_FIELDS } from '../../../src/domain/certificate/record';
import { prepareCheck } from '../../../src/domain/rules/check-records';
import { RECORD_RULES } from '../../../src/domain/rules/index';
import { seenBefore } from '../../../src/domain/rules/seen-before';
import {
  SAMPLE_HEADER,
  SAMPLE_RECEIVED_AT,
  SAMPLE_RECORD,
  SAMPLE_SNAPSHOT,
  samplePacks,
} from '../../kit/sample-record';

const packs = samplePacks();
const freshCheck = () =>
  prepareCheck({ snapshot: SAMPLE_SNAPSHOT, packs, header: SAMPLE_HEADER, receivedAt: SAMPLE_RECEIVED_AT });

const codes = RECORD_FIELDS.flatMap(({ codes: labels = [] }) => labels.map(({ code }) => code));
const OTHERS = {
  occupationCode: ['6-31-01-04', '4-07-03-02', '2-02-02-02', 'x'],
  occupationName: ['电工', '钳工'],
  workType: ['--', '低压电工'],
  level: ['LEVEL_5', 'LEVEL_1', 'APPRENTICE'],
  basis: ['EVALUATION_NORM', 'NATIONAL_STANDARD'],
  siteCode: ['S000051009007', 'Y000051001064', ''],
  examDate: ['2020-06-01', '2025-12-01', '9999-12-31', '2025-02-30'],
} as const;
const change = fc.oneof(
  fc.constant({}),
  ...Object.entries(OTHERS).map(([name, values]) => fc.constantFrom(...values).map((value) => ({ [name]: value }))),
  fc.dictionary(
    fc.constantFrom(...RECORD_FIELDS.map(({ name }) => name)),
    fc.oneof(fc.constantFrom(...codes), fc.jsonValue(), fc.constantFrom(...Object.values(OTHERS).flat())),
    { maxKeys: 3 },
  ),
);

test('a record is judged as if it stood alone', () => {
  fc.assert(
    fc.property(fc.array(change, { minLength: 2, maxLength: 12 }), (changes) => {
      const check = freshCheck();
      for (const [index, each] of changes.entries()) {
        const record = { ...SAMPLE_RECORD, ...each };
        expect(check.checkRecord(record, index)).toEqual(freshCheck().checkRecord(record, index));
      }
    }),
  );
});

test('dates at random do not fill the memory, and change nothing', () => {
  const check = freshCheck();
  const clean = check.checkRecord({ ...SAMPLE_RECORD }, 1);
  for (let year = 1_000; year < 2_500; year += 1) check.checkRecord({ ...SAMPLE_RECORD, examDate: `${year}-06-01` }, 1);
  expect(check.checkRecord({ ...SAMPLE_RECORD }, 1)).toEqual(clean);
});

test('a rule that asks for the exam alone says so in both its forms', () => {
  const ofExam = RECORD_RULES.filter(({ checkExam }) => checkExam !== undefined).map(({ code }) => code);
  expect(ofExam).toContain('CMP-010');
  expect(ofExam).toContain('TIM-007');
});

test('whoever is old enough at a first look is old enough', () => {
  const day = fc
    .tuple(fc.integer({ min: 1, max: 9_999 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
    .map(([year, month, date]) =>
      [String(year).padStart(4, '0'), String(month).padStart(2, '0'), String(date).padStart(2, '0')].join('-'),
    );
  fc.assert(
    fc.property(day, day, fc.integer({ min: 0, max: 40 }), (birthDate, examDate, minAge) => {
      if (birthDate <= yearsAfter(examDate, -minAge)) expect(yearsAfter(birthDate, minAge) <= examDate).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});

test('a key and its kind together are what is remembered', () => {
  const part = fc.string({ maxLength: 2, unit: fc.constantFrom('a', 'b', '\n') });
  fc.assert(
    fc.property(fc.array(fc.tuple(part, part), { maxLength: 200 }), (keys) => {
      const seen = seenBefore();
      const firstLines = new Map<string, number>();
      keys.forEach(([kind, key], index) => {
        const pair = JSON.stringify([kind, key]);
        expect(seen(key, index + 1, kind)).toBe(firstLines.get(pair));
        if (!firstLines.has(pair)) firstLines.set(pair, index + 1);
      });
    }),
  );
});
