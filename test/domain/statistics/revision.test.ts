import { periodAfter, periodsBetween, PERIODS_MAX } from '../../../src/domain/statistics/periods';
import {
  revisionChanges,
  revisionReason,
  type RevisionFacts,
  type TallyRow,
} from '../../../src/domain/statistics/revision';

const row = (level: string, certificates: number, change: Partial<TallyRow> = {}): TallyRow => ({
  regionCode: '510100',
  institutionKind: 'SOCIAL_ORG',
  schoolType: 'NONE',
  occupationCode: '6-31-01-03',
  level,
  sex: 'FEMALE',
  ageBand: '35_44',
  candidateCategory: 'EMPLOYEE',
  certificates,
  ...change,
});
const FACTS: RevisionFacts = { definition: 'tally@1', regionCode: '510000', wants: 'w', digest: 'd' };

test.each([
  ['the first one', undefined, {}, 'FIRST'],
  ['the same', FACTS, {}, undefined],
  ['other counts', FACTS, { digest: 'e' }, 'COUNTS'],
  ['another definition, whatever it counts', FACTS, { definition: 'tally@2' }, 'DEFINITION'],
  ['another definition that counts otherwise', FACTS, { definition: 'tally@2', digest: 'e' }, 'DEFINITION'],
  ['other counts because more is wanted', FACTS, { digest: 'e', wants: 'v' }, 'SCOPE'],
  ['other counts of another region', FACTS, { digest: 'e', regionCode: '510100' }, 'SCOPE'],
  ['more is wanted and there is none of it', FACTS, { wants: 'v' }, undefined],
])('%s', (_, former, change, reason) => {
  expect(revisionReason(former, { ...FACTS, ...change })).toBe(reason);
});

test('rows added, removed and changed; certificates gained and lost', () => {
  const former = [row('LEVEL_5', 3), row('LEVEL_4', 5), row('LEVEL_3', 7), row('LEVEL_2', 9)];
  const now = [row('LEVEL_5', 3), row('LEVEL_4', 6), row('LEVEL_3', 4), row('LEVEL_1', 2)];
  expect(revisionChanges(former, now)).toEqual({
    rowsAdded: 1,
    rowsRemoved: 1,
    rowsChanged: 2,
    certificatesGained: 3,
    certificatesLost: 12,
  });
  expect(revisionChanges(former, [...former].reverse())).toEqual({
    rowsAdded: 0,
    rowsRemoved: 0,
    rowsChanged: 0,
    certificatesGained: 0,
    certificatesLost: 0,
  });
});

test('rows that differ in one dimension alone are different rows', () => {
  const changes = revisionChanges([row('LEVEL_5', 3)], [row('LEVEL_5', 3, { sex: 'MALE' })]);
  expect(changes).toMatchObject({ rowsAdded: 1, rowsRemoved: 1, certificatesGained: 3, certificatesLost: 3 });
});

test('months follow each other over the year', () => {
  expect(periodAfter('2026-12')).toBe('2027-01');
  expect(periodsBetween('2026-11', '2027-02')).toEqual(['2026-11', '2026-12', '2027-01']);
  expect(periodsBetween('2026-11', '2026-11')).toEqual([]);
  expect(periodsBetween('2027-01', '2026-11')).toEqual([]);
  expect(periodsBetween('0001-01', '2026-02')).toHaveLength(PERIODS_MAX);
  expect(periodsBetween('0001-01', '2026-02').at(-1)).toBe('2026-01');
});
