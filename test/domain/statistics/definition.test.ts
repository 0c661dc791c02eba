/** Who changes what is counted raises the version of the definition, adds its digest here and marks every bucket due (docs/tallies.md). */
import {
  definitionDigest,
  definitionName,
  DIMENSION_TITLES,
  TALLY_DEFINITION,
  TALLY_DIMENSIONS,
} from '../../../src/domain/statistics/definition';

/** Every definition by which was ever counted: none of these lines changes any more. */
const DIGESTS: Readonly<Record<string, string>> = {
  'tally@1': '9c78b8ff42db07d9882275fad8ab09c8837cd3c941c64d4700779145bca49dff',
};

test('the definition is the one of its version', () => {
  expect([definitionName(TALLY_DEFINITION), definitionDigest(TALLY_DEFINITION)]).toEqual(
    Object.entries(DIGESTS).at(-1),
  );
});

test('whatever decides what is counted changes the digest, words for people do not', () => {
  const digest = definitionDigest(TALLY_DEFINITION);
  const bands = TALLY_DEFINITION.ageBands;
  const others = [
    { ...TALLY_DEFINITION, version: 2 },
    { ...TALLY_DEFINITION, ageBands: bands.map((band) => (band.from === 55 ? { ...band, from: 60 } : band)) },
    { ...TALLY_DEFINITION, ageBands: bands.slice(0, -1) },
    { ...TALLY_DEFINITION, highSkilledLevels: TALLY_DEFINITION.highSkilledLevels.slice(1) },
    { ...TALLY_DEFINITION, dimensions: TALLY_DIMENSIONS.slice(1) },
    { ...TALLY_DEFINITION, noSchool: '' },
  ];
  for (const other of others) expect(definitionDigest(other)).not.toBe(digest);
  expect(new Set(others.map(definitionDigest)).size).toBe(others.length);
  expect(definitionDigest({ ...TALLY_DEFINITION, ageBands: bands.map((band) => ({ ...band, zh: '' })) })).toBe(digest);
});

test('every dimension has a title in both languages', () => {
  expect(Object.keys(DIMENSION_TITLES).sort()).toEqual([...TALLY_DIMENSIONS].sort());
  for (const { zh, en } of Object.values(DIMENSION_TITLES)) expect([zh, en]).not.toContain('');
});
