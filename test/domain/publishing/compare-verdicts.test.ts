import { countTrial, type WeighedFinding } from '../../../src/domain/publishing/compare-verdicts';

const finding = (code: string, severity: WeighedFinding['severity'], declared = false): WeighedFinding => ({
  code,
  severity,
  declared,
});

describe('a trial', () => {
  test.each([
    [
      'nothing to something',
      [],
      [finding('A', 'error')],
      { before: 'PASSED', after: 'RETURNED', appeared: ['A'], gone: [] },
    ],
    [
      'something to nothing',
      [finding('A', 'confirm')],
      [],
      { before: 'HELD', after: 'PASSED', appeared: [], gone: ['A'] },
    ],
    [
      'the same rule, harder',
      [finding('A', 'confirm')],
      [finding('A', 'error')],
      { before: 'HELD', after: 'RETURNED', appeared: ['A'], gone: [] },
    ],
    [
      'declared, and then an error',
      [finding('A', 'confirm', true)],
      [finding('A', 'error')],
      { before: 'PASSED', after: 'RETURNED', appeared: ['A'], gone: [] },
    ],
    [
      'one rule for another',
      [finding('A', 'confirm')],
      [finding('B', 'error')],
      { before: 'HELD', after: 'RETURNED', appeared: ['B'], gone: ['A'] },
    ],
  ] as const)('%s flips', (_title, before, after, flip) => {
    const count = countTrial();
    expect(count.add({ line: 7, before, after })).toEqual({ line: 7, ...flip });
    expect(count.tally()).toMatchObject({ records: 1, changed: 1 });
  });

  test('other words and the same verdict are a change, and no flip; a signal is neither', () => {
    const count = countTrial();
    count.addClean();
    expect(count.add({ line: 2, before: [finding('A', 'error')], after: [finding('B', 'error')] })).toBeUndefined();
    expect(count.add({ line: 3, before: [], after: [finding('C', 'signal')] })).toBeUndefined();
    expect(count.add({ line: 4, before: [finding('A', 'error')], after: [finding('A', 'error')] })).toBeUndefined();
    expect(count.tally()).toEqual({ records: 4, changed: 1, toPassed: 0, toHeld: 0, toReturned: 0, byRule: {} });
  });

  test('rules are counted once a flipped record', () => {
    const count = countTrial();
    const twice = [finding('A', 'error'), finding('A', 'error'), finding('B', 'confirm')];
    count.add({ line: 1, before: [], after: twice });
    count.add({ line: 2, before: twice, after: [finding('B', 'confirm')] });
    expect(count.tally()).toEqual({
      records: 2,
      changed: 2,
      toPassed: 0,
      toHeld: 1,
      toReturned: 1,
      byRule: { A: { appeared: 1, gone: 1 }, B: { appeared: 1, gone: 0 } },
    });
  });
});
