import {
  catalogueOn,
  catalogueReport,
  type CatalogueProposal,
} from '../../../src/domain/registry/catalogue-difference';
import type { RegistryCatalogue } from '../../../src/domain/registry/document';

const occupation = (code: string, name: string, workTypes: readonly string[] = []) => ({ code, name, workTypes });
const EDITION: RegistryCatalogue = {
  edition: '2022',
  from: '2022-09-28',
  to: null,
  occupations: [
    occupation('6-31-01-03', '电工', ['高压', '低压']),
    occupation('4-03-02-01', '厨师'),
    occupation('4-10-01-01', '保育员'),
  ],
};
const BATCH: RegistryCatalogue = {
  edition: '2024-1',
  supplementTo: '2022',
  from: '2024-07-01',
  to: null,
  occupations: [occupation('4-04-05-99', '网络主播')],
};
const proposal = (change: Partial<CatalogueProposal> = {}): CatalogueProposal => ({
  edition: '2027',
  supplementTo: null,
  from: '2027-01-01',
  to: null,
  occupations: [
    occupation('6-31-01-03', '电工', ['低压', '高压']),
    occupation('4-03-02-01', '中式烹调师'),
    occupation('4-04-05-99', '网络主播', ['带货']),
    occupation('4-99-99-99', '新职业'),
  ],
  ...change,
});
const report = (standing: readonly RegistryCatalogue[], given: CatalogueProposal) => {
  const found = catalogueReport(standing, given);
  if (typeof found === 'string') throw new Error(found);
  return found;
};

test('an edition adds, removes, renames and changes work types, and ends what was open', () => {
  const { changes, ending } = report([EDITION, BATCH], proposal());
  expect(changes.map(({ code, kind }) => [code, kind])).toEqual([
    ['4-03-02-01', 'RENAMED'],
    ['4-04-05-99', 'WORK_TYPES'],
    ['4-10-01-01', 'REMOVED'],
    ['4-99-99-99', 'ADDED'],
  ]);
  expect(ending.map(({ edition, to }) => [edition, to])).toEqual([
    ['2022', '2026-12-31'],
    ['2024-1', '2026-12-31'],
  ]);
});

test('a supplement removes nothing and ends nothing', () => {
  const { changes, ending } = report(
    [EDITION],
    proposal({
      edition: '2025-1',
      supplementTo: '2022',
      from: '2025-01-01',
      occupations: [occupation('4-99-99-99', '新职业')],
    }),
  );
  expect(changes.map(({ kind }) => kind)).toEqual(['ADDED']);
  expect(ending).toEqual([]);
});

test('a code that a supplement renamed speaks with the newest name', () => {
  const renamed = { ...BATCH, occupations: [occupation('6-31-01-03', '电气工', ['高压', '低压'])] };
  expect(catalogueOn([renamed, EDITION], '2026-01-01').get('6-31-01-03')?.name).toBe('电气工');
  expect(catalogueOn([renamed, EDITION], '2024-06-30').get('6-31-01-03')?.name).toBe('电工');
});

test.each([
  ['a name that stands', { edition: '2022' }, 'EDITION_TAKEN'],
  ['a term that ends before it begins', { to: '2026-12-31' }, 'TERM_BACKWARDS'],
  ['a supplement to nothing', { supplementTo: '2015' }, 'NO_BASE'],
  ['a supplement to a supplement', { supplementTo: '2024-1' }, 'NO_BASE'],
  ['a supplement before its edition', { supplementTo: '2022', from: '2020-01-01' }, 'NO_BASE'],
  ['an edition on the day another begins', { from: '2022-09-28' }, 'OVERLAP'],
  ['an edition that reaches into a later one', { from: '2020-01-01' }, 'OVERLAP'],
])('%s is refused', (_, change, obstacle) => {
  expect(catalogueReport([EDITION, BATCH], proposal(change))).toBe(obstacle);
});

test('an edition whose last day was decided is not cut short', () => {
  expect(catalogueReport([{ ...EDITION, to: '2027-06-30' }], proposal())).toBe('OVERLAP');
  expect(report([{ ...EDITION, to: '2026-12-31' }], proposal()).ending).toEqual([]);
});

test('the digest is of the proposal and of all that it changes', () => {
  const { digest } = report([EDITION, BATCH], proposal());
  expect(report([BATCH, EDITION], proposal()).digest).toBe(digest);
  expect(report([EDITION], proposal()).digest).not.toBe(digest);
  expect(report([EDITION, BATCH], proposal({ to: '2030-01-01' })).digest).not.toBe(digest);
  const renamed = { ...EDITION, occupations: [occupation('4-03-02-01', '厨工'), ...EDITION.occupations.slice(0, 1)] };
  expect(report([renamed, BATCH], proposal()).digest).not.toBe(digest);
});
