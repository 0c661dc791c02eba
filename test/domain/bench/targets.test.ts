/** A bench says whether it met its targets: most are a least, some a most. */
import { isMet, targetText } from '../../../bench/bench';

test.each([
  ['at its least', { ratio: 0.6 }, { ratio: 0.6 }, true],
  ['below its least', { ratio: 0.6 }, { ratio: 0.599 }, false],
  ['at its most', { ratio: { atMost: 2 } }, { ratio: 2 }, true],
  ['above its most', { ratio: { atMost: 2 } }, { ratio: 2.001 }, false],
  ['one of two missed', { ratio: 0.6, peakMiB: { atMost: 300 } }, { ratio: 0.7, peakMiB: 301 }, false],
  ['not measured', { ratio: { atMost: 2 } }, {}, false],
  ['not a number', { ratio: { atMost: 2 } }, { ratio: 'none' }, false],
  ['no number at all', { ratio: { atMost: 2 } }, { ratio: Number.NaN }, false],
  ['nothing asked', {}, { ratio: 0 }, true],
])('%s', (_, targets, figures, met) => {
  expect(isMet(targets, figures)).toBe(met);
});

test('a target is told as what it is', () => {
  expect([targetText(0.6), targetText({ atMost: 2 })]).toEqual(['0.6', 'at most 2']);
});
