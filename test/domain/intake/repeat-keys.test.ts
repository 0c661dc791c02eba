import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { repeatKeys, repeatingLines } from '../../../src/domain/intake/repeat-keys';

interface Keyed {
  readonly holding: string | null;
  readonly number: string | null;
  readonly person?: string | null;
  readonly photo?: string | null;
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest().subarray(0, 16);

const keyOf = (text: string | null): Buffer | null => (text === null ? null : digest(text));

type Found = Record<'holdings' | 'numbers' | 'persons' | 'photos', readonly number[]>;

function found(chunks: readonly (readonly Keyed[])[]): Found {
  const repeating = repeatingLines(chunks.flat().length);
  for (const records of chunks) {
    const keys = repeatKeys(records.length);
    for (const { holding, number, person = null, photo = null } of records) {
      keys.add({
        holdingKey: keyOf(holding),
        personKey: keyOf(person),
        photoKey: keyOf(photo),
        certificateNo: number,
      });
    }
    repeating.add(keys.bytes());
  }
  const { linesOf } = repeating;
  return {
    holdings: linesOf('holdings'),
    numbers: linesOf('numbers'),
    persons: linesOf('persons'),
    photos: linesOf('photos'),
  };
}

const of = (holding: string | null, number: string | null): Keyed => ({ holding, number });

describe('short keys of records', () => {
  test('what repeats is found across chunks, the first of its group among it', () => {
    expect(
      found([
        [of('a', 'N1'), of('b', 'N2'), of('a', 'N3')],
        [of('c', 'N2'), of('a', 'N4')],
      ]),
    ).toEqual({ holdings: [1, 3, 5], numbers: [2, 4], persons: [], photos: [] });
  });

  test('what could not be read repeats nothing', () => {
    expect(found([[of(null, null), of(null, null)], [of('a', null)]])).toEqual({
      holdings: [],
      numbers: [],
      persons: [],
      photos: [],
    });
  });

  test('a person with two holdings, a photo of two persons', () => {
    const sitter = (person: string, photo: string): Keyed => ({ ...of(`${person}${photo}`, null), person, photo });
    expect(
      found([
        [sitter('a', 'x'), sitter('b', 'y')],
        [sitter('a', 'z'), sitter('c', 'y')],
      ]),
    ).toEqual({
      holdings: [],
      numbers: [],
      persons: [1, 3],
      photos: [2, 4],
    });
  });

  test('32 bytes a record, and whole digests beside them', () => {
    const keys = repeatKeys(3);
    for (let line = 0; line < 3; line += 1) {
      const personKey = line === 1 ? null : digest(`${line}`);
      keys.add({ holdingKey: null, personKey, photoKey: null, certificateNo: `N${line}` });
    }
    expect(keys.bytes()).toHaveLength(96);
    expect(keys.digests()).toEqual({
      records: 3,
      persons: new Uint8Array(Buffer.concat([digest('0'), Buffer.alloc(16), digest('2')])),
      photos: new Uint8Array(48),
      zeros: [],
    });
  });

  test.each([0, 1, 17, 5_000])(
    '%i keys that all meet in one place are told apart, and one pair of them is found',
    (count) => {
      const photos = Array.from({ length: count }, (_, index) => {
        const key = Buffer.alloc(16);
        key.writeUInt32LE(index + 1);
        key.writeUInt32LE((index + 1) ^ 0x5eed, 4);
        return key;
      });
      const first = photos[0];
      if (count > 1 && first) photos[count - 1] = first;
      const keys = repeatKeys(count);
      for (const photoKey of photos) keys.add({ holdingKey: null, personKey: null, photoKey, certificateNo: null });
      const repeating = repeatingLines(count);
      repeating.add(keys.bytes());
      expect(repeating.linesOf('photos')).toEqual(count > 1 ? [1, count] : []);
      expect(repeating.linesOf('persons')).toEqual([]);
    },
  );

  test('as slow counting finds it', () => {
    const text = fc.option(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'), { nil: null });
    const keyed = fc.record({ holding: text, number: text, person: text, photo: text });
    fc.assert(
      fc.property(fc.array(fc.array(keyed, { maxLength: 5 }), { maxLength: 4 }), (chunks) => {
        const records = chunks.flat();
        const repeated = (key: keyof Keyed): readonly number[] =>
          records.flatMap((record, index) =>
            record[key] !== null && records.filter((other) => other[key] === record[key]).length > 1 ? [index + 1] : [],
          );
        expect(found(chunks)).toEqual({
          holdings: repeated('holding'),
          numbers: repeated('number'),
          persons: repeated('person'),
          photos: repeated('photo'),
        });
      }),
    );
  });
});
