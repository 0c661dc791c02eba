/** What the counts make of a batch, as its header asks, the same in the hub, the command line and a dry run. */
import { plainHeader } from '../../../src/app/open-upload';
import { headerSchema } from '../../../src/domain/certificate/record-schema';
import type { Acceptance } from '../../../src/domain/decision/acceptance';
import { acceptanceOf } from '../../../src/domain/decision/acceptance';
import { decideBatch } from '../../../src/domain/decision/batch-state';
import { checkHeader } from '../../../src/domain/intake/check-header';
import { checkBatch } from '../../../src/domain/rules/check-batch';
import { SAMPLE_HEADER, SAMPLE_RECORD, sampleCheck } from '../../kit/sample-record';

test.each<[Acceptance, number, number, number, string]>([
  ['PARTIAL', 3, 0, 0, 'CITY_REVIEW'],
  ['PARTIAL', 1, 5, 7, 'CITY_REVIEW'],
  ['PARTIAL', 0, 5, 0, 'RETURNED'],
  ['PARTIAL', 0, 0, 5, 'RETURNED'],
  ['ALL_OR_NOTHING', 3, 0, 0, 'CITY_REVIEW'],
  ['ALL_OR_NOTHING', 999_999, 1, 0, 'RETURNED'],
  ['ALL_OR_NOTHING', 999_999, 0, 1, 'RETURNED'],
  ['ALL_OR_NOTHING', 0, 0, 0, 'RETURNED'],
])('%s with %i passed, %i held, %i returned: %s', (acceptance, passed, held, returned, state) => {
  expect(decideBatch({ passed, held, returned }, acceptance)).toBe(state);
});

test('a header that says nothing asks for a partial acceptance, and stays as it was', () => {
  expect(acceptanceOf({})).toBe('PARTIAL');
  expect(acceptanceOf({ acceptance: null })).toBe('PARTIAL');
  expect(Object.keys(plainHeader({ ...SAMPLE_HEADER, acceptance: null }))).not.toContain('acceptance');
  expect(plainHeader({ ...SAMPLE_HEADER, acceptance: 'PARTIAL' })).toMatchObject({ acceptance: 'PARTIAL' });
});

test('another word is a fault of the header, and never repeated', () => {
  expect(checkHeader({ ...SAMPLE_HEADER, acceptance: 'ALL_OR_NOTHING' })).toEqual([]);
  const wrong = { ...SAMPLE_HEADER, acceptance: 'SOME' };
  const places = checkHeader(wrong as never);
  expect(places).toMatchObject([{ record: null, field: 'acceptance' }]);
  expect(JSON.stringify(places)).not.toContain('SOME');
  expect(headerSchema()).toMatchObject({ properties: { acceptance: { enum: ['PARTIAL', 'ALL_OR_NOTHING', null] } } });
});

const decisionOf = (acceptance: Acceptance | undefined): string | undefined => {
  const header = { ...SAMPLE_HEADER, acceptance };
  const batch = checkBatch({ check: sampleCheck({ header }), header, snapshotDigest: '00' });
  batch.add({ ...SAMPLE_RECORD });
  batch.add({ ...SAMPLE_RECORD, certificateNo: 'S000051000123263000002', skillScore: 101 });
  return batch.finish().summary.decision;
};

test('the summary of a check outside the hub says what the hub would make of it, where the header asks', () => {
  expect(decisionOf('PARTIAL')).toBe('CITY_REVIEW');
  expect(decisionOf('ALL_OR_NOTHING')).toBe('RETURNED');
  expect(decisionOf(undefined)).toBeUndefined();
});
