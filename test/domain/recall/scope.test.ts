import {
  plainScope,
  RECALL_LINES_MAX,
  scopeKindOf,
  scopePlaces,
  type RecallScope,
} from '../../../src/domain/recall/scope';

const BATCH = '01980000-0000-7000-8000-00000000000A';
const NOTHING: RecallScope = { certificateNos: null, batchId: null, lines: null, planNo: null };
const fieldsOf = (scope: Partial<RecallScope>): readonly (string | null)[] =>
  scopePlaces({ ...NOTHING, ...scope }).map(({ field }) => field);

test.each([
  ['numbers', { certificateNos: ['A'] }, [], 'CERTIFICATES'],
  ['a batch', { batchId: BATCH }, [], 'BATCH'],
  ['lines of a batch', { batchId: BATCH, lines: [1] }, [], 'LINES'],
  ['a plan', { planNo: 'P1' }, [], 'PLAN'],
  ['nothing', {}, ['scope'], 'BATCH'],
  ['two of them', { batchId: BATCH, planNo: 'P1' }, ['scope'], 'PLAN'],
  ['lines of a plan', { planNo: 'P1', lines: [1] }, ['scope'], 'PLAN'],
  ['a number that is blank', { certificateNos: [''] }, ['scope/certificateNos'], 'CERTIFICATES'],
  ['what is no batch', { batchId: 'x' }, ['scope/batchId'], 'BATCH'],
  ['no line', { batchId: BATCH, lines: [] }, ['scope/lines'], 'LINES'],
  ['too many lines', { batchId: BATCH, lines: Array<number>(RECALL_LINES_MAX + 1).fill(1) }, ['scope/lines'], 'LINES'],
  ['a blank plan', { planNo: '' }, ['scope/planNo'], 'PLAN'],
] as const)('%s', (_, scope, fields, kind) => {
  expect(fieldsOf(scope)).toEqual(fields);
  if (fields.length === 0) expect(scopeKindOf({ ...NOTHING, ...scope })).toBe(kind);
});

test('one scope is one value however it was sent', () => {
  expect(plainScope({ ...NOTHING, certificateNos: ['B', 'A', 'B'] })).toEqual({
    ...NOTHING,
    certificateNos: ['A', 'B'],
  });
  expect(plainScope({ ...NOTHING, batchId: BATCH, lines: [3, 1, 3] })).toEqual({
    ...NOTHING,
    batchId: BATCH.toLowerCase(),
    lines: [1, 3],
  });
});
