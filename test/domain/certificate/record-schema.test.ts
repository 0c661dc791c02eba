import Ajv from 'ajv';
import { headerSchema, recordSchema } from '../../../src/domain/certificate/record-schema';
import { SAMPLE_HEADER, SAMPLE_RECORD } from '../../kit/sample-record';

const ajv = new Ajv({ formats: { date: true }, allowUnionTypes: true });

test('the sample record and header fit their schemas', () => {
  expect(ajv.validate(recordSchema(), SAMPLE_RECORD)).toBe(true);
  expect(ajv.validate(headerSchema(), SAMPLE_HEADER)).toBe(true);
});

test.each([
  ['an unknown field', { ethnicGroup: '汉族' }],
  ['a code outside its set', { sex: 'UNKNOWN' }],
  ['a score over 100', { skillScore: 101 }],
  ['a number of 23 characters', { certificateNo: `${SAMPLE_RECORD.certificateNo}1` }],
])('%s does not', (_title, change) => {
  expect(ajv.validate(recordSchema(), { ...SAMPLE_RECORD, ...change })).toBe(false);
});

test('optional fields may be null', () => {
  expect(
    ajv.validate(recordSchema(), { ...SAMPLE_RECORD, education: null, theorySubstitute: null, remark: null }),
  ).toBe(true);
});
