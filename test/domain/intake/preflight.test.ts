import { checkManifest } from '../../../src/domain/intake/check-manifest';
import {
  checkPreflight,
  plainPreflight,
  PREFLIGHT_RECORDS_MAX,
  standingOf,
  type Preflight,
} from '../../../src/domain/intake/preflight';
import { BATCH_RECORDS_MAX } from '../../../src/app/limits';

const digest = (letter: string): string => letter.repeat(64);
const PREFLIGHT: Preflight = {
  version: 1,
  pack: 'sichuan@2021-06-16',
  packDigest: digest('a'),
  snapshotDigest: digest('b'),
  engineVersion: '2',
  digest: digest('c'),
  records: 10,
  passed: 7,
  held: 2,
  returned: 1,
  verdictDigest: digest('d'),
  at: '2026-06-30T09:00:00+08:00',
};
const SEALED = {
  packDigest: digest('a'),
  snapshotDigest: digest('b'),
  engineVersion: '2',
  contentDigest: digest('c'),
  records: 10,
};
const fieldsOf = (more: Partial<Preflight>): readonly (string | null)[] =>
  checkPreflight({ ...PREFLIGHT, ...more }).map(({ field }) => field);

describe('a pre-flight manifest', () => {
  test('is taken as the command line writes it, with or without its version', () => {
    expect(fieldsOf({})).toEqual([]);
    expect(fieldsOf({ version: null })).toEqual([]);
    expect(fieldsOf({ passed: 0, held: 0, returned: 10 })).toEqual([]);
  });

  test.each<[string, Partial<Preflight>]>([
    ['version', { version: 2 }],
    ['packDigest', { packDigest: 'a'.repeat(63) }],
    ['snapshotDigest', { snapshotDigest: '' }],
    ['digest', { digest: 'g'.repeat(64) }],
    ['verdictDigest', { verdictDigest: ` ${digest('d')}` }],
    ['pack', { pack: '' }],
    ['pack', { pack: 'x'.repeat(201) }],
    ['engineVersion', { engineVersion: '二' }],
    ['records', { records: 0, passed: 0, held: 0, returned: 0 }],
    ['records', { records: PREFLIGHT_RECORDS_MAX + 1, passed: PREFLIGHT_RECORDS_MAX - 2 }],
    ['records', { records: 11 }],
    ['passed', { passed: -1, returned: 9 }],
    ['held', { held: 1.5 }],
    ['at', { at: '2026-06-30T09:00:00' }],
    ['at', { at: '2026-02-30T09:00:00+08:00' }],
  ])('with a %s that cannot be kept is refused there', (field, more) => {
    expect(fieldsOf(more)).toEqual([`preflight/${field}`]);
  });

  test('may speak of as many records as the hub takes', () => {
    expect(PREFLIGHT_RECORDS_MAX).toBe(BATCH_RECORDS_MAX);
  });

  test('is kept with its digests in small letters and nothing beside what it names', () => {
    const given = { ...PREFLIGHT, packDigest: digest('A'), foreign: 'x' };
    expect(plainPreflight(given)).toEqual(PREFLIGHT);
  });

  test('is up to date when everything is the same', () => {
    expect(standingOf(PREFLIGHT, SEALED)).toEqual({
      packUpToDate: true,
      snapshotUpToDate: true,
      engineUpToDate: true,
      digestMatches: true,
    });
  });

  test.each([
    ['packUpToDate', { packDigest: digest('0') }],
    ['snapshotUpToDate', { snapshotDigest: digest('0') }],
    ['engineUpToDate', { engineVersion: '3' }],
    ['digestMatches', { contentDigest: digest('0') }],
    ['digestMatches', { records: 9 }],
  ])('%s says what differs and nothing else', (field, more) => {
    const standing = standingOf(PREFLIGHT, { ...SEALED, ...more });
    expect(Object.entries(standing).flatMap(([name, holds]) => (holds ? [] : [name]))).toEqual([field]);
  });
});

describe('a sealing manifest', () => {
  const MANIFEST = { chunks: 1, records: 1, digest: digest('c') };

  test('may be unsigned', () => {
    expect(checkManifest(MANIFEST)).toEqual([]);
    expect(checkManifest({ ...MANIFEST, signature: null, keyId: null, preflight: null })).toEqual([]);
  });

  test('that is signed names its key', () => {
    expect(checkManifest({ ...MANIFEST, signature: 'c2ln' })).toMatchObject([{ field: 'keyId' }]);
    expect(checkManifest({ ...MANIFEST, signature: 'c2ln', keyId: 'K1' })).toEqual([]);
  });

  test('tells the places of its pre-flight manifest', () => {
    const places = checkManifest({ ...MANIFEST, preflight: { ...PREFLIGHT, at: 'now' } });
    expect(places).toMatchObject([{ record: null, field: 'preflight/at' }]);
  });
});
