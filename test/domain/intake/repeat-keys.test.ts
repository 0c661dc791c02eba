import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { repeatKeys, repeatingLines } from '../../../src/domain/intake/repeat-keys';

interface Keyed {
  readonly holding: string | null;
  readonly number: string | null;
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest().subarray(0, 16);

function found(chunks: readonly (readonly Keyed[])[]): ReturnType<ReturnType<typeof repeatingLines>['found']> {
  const repeating = repeatingLines();
  for (const records of chunks) {
    const keys = repeatKeys(records.length);
    for (const { holding, number } of records) keys.add(holding === null ? null : digest(holding), number);
    repeating.add(keys.bytes());
  }
  return repeating.found();
}

const of = (holding: string | null, number: string | null): Keyed => ({ holding, number });

describe('short keys of records', () => {
  test('what repeats is found across chunks, the first of its group among it', () => {
    expect(
      found([
        [of('a', 'N1'), of('b', 'N2'), of('a', 'N3')],
        [of('c', 'N2'), of('a', 'N4')],
      ]),
    ).toEqual({ holdings: [1, 3, 5], numbers: [2, 4] });
  });

  test('what could not be read repeats nothing', () => {
    expect(found([[of(null, null), of(null, null)], [of('a', null)]])).toEqual({ holdings: [], numbers: [] });
  });

  test('16 bytes a record', () => {
    const keys = repeatKeys(3);
    for (let line = 0; line < 3; line += 1) keys.add(null, `N${line}`);
    expect(keys.bytes()).toHaveLength(48);
  });

  test('as slow counting finds it', () => {
    const text = fc.option(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'), { nil: null });
    const keyed = fc.record({ holding: text, number: text });
    fc.assert(
      fc.property(fc.array(fc.array(keyed, { maxLength: 5 }), { maxLength: 4 }), (chunks) => {
        const records = chunks.flat();
        const repeated = (key: keyof Keyed): readonly number[] =>
          records.flatMap((record, index) =>
            record[key] !== null && records.filter((other) => other[key] === record[key]).length > 1 ? [index + 1] : [],
          );
        expect(found(chunks)).toEqual({ holdings: repeated('holding'), numbers: repeated('number') });
      }),
    );
  });
});
