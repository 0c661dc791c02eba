import { categoryOf, siteCodeOf } from '../../../src/domain/filing/site-code';
import { publicationDayOf } from '../../../src/domain/filing/publication-day';
import { filingsOverlap, lastDayOf, livesOn, termFrom } from '../../../src/domain/filing/terms';
import { filingRow } from '../../kit/filing-cases';

test.each([
  ['2025-11-01', 36, '2028-10-31'],
  ['2026-04-15', 12, '2027-04-14'],
  ['2024-02-29', 12, '2025-02-28'],
  ['2024-02-29', 48, '2028-02-28'],
  ['2026-01-31', 1, '2026-02-28'],
  ['2025-12-31', 36, '2028-12-30'],
])('a term from %s of %i months ends on %s', (from, months, to) => {
  expect(lastDayOf(from, months)).toBe(to);
});

test('a pack without a length files without end', () => {
  expect(termFrom('2026-01-01', null)).toEqual({ from: '2026-01-01', to: null });
});

describe('overlap', () => {
  const standing = filingRow('F1', { siteCodes: ['S000051000001'], workTypes: ['a'] });
  test.each([
    ['the same again', {}, true],
    ['another occupation', { occupationCode: '4-01-01-01' }, false],
    ['another level', { levels: ['LEVEL_3'] }, false],
    ['one level of two', { levels: ['LEVEL_3', 'LEVEL_4'] }, true],
    ['another work type', { workTypes: ['b'] }, false],
    ['every work type', { workTypes: [] }, true],
    ['another site', { siteCodes: ['S000051000002'] }, false],
    ['every site', { siteCodes: [] }, true],
    ['begins on the last day', { from: '2027-04-30', to: '2030-04-29' }, true],
    ['begins the day after', { from: '2027-05-01', to: '2030-04-30' }, false],
    ['ends on the first day', { from: '2023-05-01', to: '2024-05-01' }, true],
    ['ends the day before', { from: '2023-05-01', to: '2024-04-30' }, false],
  ])('%s: %j → %s', (_, change, overlaps) => {
    expect(filingsOverlap(filingRow('F2', { ...standing, id: 'F2', ...change }), standing)).toBe(overlaps);
  });

  test('what was revoked or terminated leaves its place; what is suspended keeps it', () => {
    const cut = (kind: 'SUSPENDED' | 'REVOKED' | 'TERMINATED') =>
      filingRow('F1', { interruptions: [{ kind, from: '2025-01-01', to: null }] });
    const later = filingRow('F2', { from: '2025-01-01', to: '2028-01-01' });
    expect(filingsOverlap(later, cut('REVOKED'))).toBe(false);
    expect(filingsOverlap(later, cut('TERMINATED'))).toBe(false);
    expect(filingsOverlap(later, cut('SUSPENDED'))).toBe(true);
    expect(livesOn(cut('REVOKED'), '2025-01-01')).toBe(false);
    expect(livesOn(cut('SUSPENDED'), '2025-01-01')).toBe(true);
  });
});

test.each([
  ['FILING', '2026-03-31', '2026-04-01'],
  ['FILING', '2026-04-30', '2026-04-30'],
  ['FILING', '2026-05-01', '2026-10-01'],
  ['FILING', '2026-11-15', '2027-04-01'],
  ['SCOPE_CHANGE', '2026-12-31', '2027-04-01'],
  ['RENEWAL', '2026-05-01', '2026-05-01'],
  ['BASIC_CHANGE', '2026-05-01', '2026-05-01'],
  ['SITE', '2026-05-01', '2026-05-01'],
  ['TERMINATION', '2026-05-01', '2026-05-01'],
] as const)('in Inner Mongolia %s approved on %s is published from %s on', (kind, on, day) => {
  expect(publicationDayOf(kind, on, [4, 10])).toBe(day);
  expect(publicationDayOf(kind, on, null)).toBe(on);
});

test.each([
  ['an employer', { kind: 'EMPLOYER', schoolType: null, audience: ['OWN_STAFF'] }, 'Y'],
  ['a social organisation', { kind: 'SOCIAL_ORG', schoolType: null, audience: ['OWN_STUDENT'] }, 'S'],
  [
    'a college for its own students',
    { kind: 'SOCIAL_ORG', schoolType: 'HIGHER_VOCATIONAL', audience: ['OWN_STUDENT'] },
    'Y',
  ],
  [
    'a college for the public',
    { kind: 'SOCIAL_ORG', schoolType: 'HIGHER_VOCATIONAL', audience: ['OWN_STUDENT', 'EXTERNAL'] },
    'S',
  ],
] as const)('the category of %s', (_, coded, category) => {
  expect(categoryOf(coded)).toBe(category);
});

test('a site code is the number of 四川科技职业学院 as published', () => {
  expect(siteCodeOf('Y', '510100', 1064)).toBe('Y000051001064');
  expect(siteCodeOf('S', '150702', 999999)).toBe('S000015999999');
});
