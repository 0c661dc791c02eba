import fc from 'fast-check';
import { joinedRuns, runList } from '../../../src/domain/rules/run-list';
import { patternCounter, SCORE_PATTERNS_MAX } from '../../../src/domain/rules/score-patterns';

const numbers = fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 200 });

test('numbers in any order are the fewest runs that hold them', () => {
  fc.assert(
    fc.property(numbers, (given) => {
      const list = runList();
      for (const number of given) list.add(number);
      const runs = list.finish();
      const held = runs.flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, step) => from + step));
      expect(held).toEqual([...new Set(given)].sort((one, other) => one - other));
      expect(runs).toEqual(joinedRuns(given.map((number) => [number, number])));
    }),
  );
});

test('the largest serial is held, and a list may be asked twice', () => {
  const list = runList();
  list.add(999_999);
  list.add(1);
  expect(list.finish()).toEqual([
    [1, 1],
    [999_999, 999_999],
  ]);
  expect(list.finish()).toHaveLength(2);
});

const score = fc.option(fc.constantFrom(0, 59.5, 60, 60.25, 100), { nil: undefined });

test('combinations of scores are counted as a map of texts would', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(score, fc.constantFrom(0, -0, 60, 77.7), score), { maxLength: 500 }), (records) => {
      const counter = patternCounter();
      const counts = new Map<string, number>();
      for (const [theory, skill, review] of records) {
        counter.add(theory, skill, review);
        const pattern = `${theory ?? ''}/${skill}/${review ?? ''}`;
        counts.set(pattern, (counts.get(pattern) ?? 0) + 1);
      }
      const byText = [...counts].sort(([one], [other]) => (one < other ? -1 : 1));
      expect(counter.finish()).toEqual(byText);
    }),
  );
});

test('of more combinations than are told the most frequent ones are', () => {
  const counter = patternCounter();
  for (let index = 0; index <= SCORE_PATTERNS_MAX; index += 1) counter.add(undefined, index / 1_024, undefined);
  counter.add(undefined, 5 / 1_024, undefined);
  expect(counter.finish()).toEqual([[`/${5 / 1_024}/`, 2]]);
});
