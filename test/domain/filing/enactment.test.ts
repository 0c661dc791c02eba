import type { Application } from '../../../src/domain/application/application';
import { enactment } from '../../../src/domain/filing/enactment';
import { isProblem, type RegistryChange, type Standing } from '../../../src/domain/filing/registry-change';
import { namesAfter } from '../../../src/domain/filing/enact-basic-change';
import type { RegistryInstitution } from '../../../src/domain/registry/document';
import {
  applicantOf,
  applicationOf,
  type ApplicationChange,
  filingRow,
  itemWish,
  siteWish,
} from '../../kit/filing-cases';

const ON = '2026-06-01';
const applicant = applicantOf(1);
const institution: RegistryInstitution = {
  code: '0001',
  ...applicant,
  names: [{ name: applicant.name, from: '2024-05-01', to: null }],
};
const NOTHING: Standing = { institution: undefined, sites: [], filings: [] };
const standingWith = (...filings: Standing['filings']): Standing => ({ institution, sites: [], filings });

const ask = (standing: Standing, change: ApplicationChange, on = ON) =>
  enactment(standing, {
    application: applicationOf('A1', change),
    on,
    termMonths: 36,
    siteCodes: new Map([
      ['s1', 'S000051000001'],
      ['s2', 'S000051000002'],
    ]),
    ids: ['N1', 'N2', 'N3'],
  });
function made(standing: Standing, change: ApplicationChange, on?: string): RegistryChange {
  const outcome = ask(standing, change, on);
  if (isProblem(outcome)) throw new Error(JSON.stringify(outcome));
  return outcome;
}
const refused = (standing: Standing, change: ApplicationChange, on?: string): readonly unknown[] => {
  const outcome = ask(standing, change, on);
  return isProblem(outcome) ? [outcome.code, outcome.places.map(({ field }) => field)] : ['enacted'];
};

describe('FILING', () => {
  const content = {
    applicant,
    sites: [siteWish('s1'), siteWish('s2', { tenure: 'LEASED', leasedTo: '2028-12-31' })],
    items: [itemWish('6-31-01-03', { sites: ['s1'] }), itemWish('4-01-01-01', { sites: ['s1', 's2'] })],
  };

  test('makes institution, sites and filings', () => {
    const change = made(NOTHING, { content });
    expect(change.institution).toMatchObject({
      code: applicant.creditCode,
      creditCode: applicant.creditCode,
      names: [{ name: applicant.name, from: ON, to: null }],
      phone: applicant.phone,
      contactName: '张三',
    });
    expect(change.sites.map(({ code, from, to, venue }) => [code, from, to, venue])).toEqual([
      ['S000051000001', ON, null, 'venue-s1'],
      ['S000051000002', ON, '2028-12-31', 'venue-s2'],
    ]);
    expect(change.filed.map(({ id, siteCodes, from, to, fees }) => [id, siteCodes, from, to, fees])).toEqual([
      ['N1', ['S000051000001'], ON, '2029-05-31', [{ level: 'LEVEL_5', yuan: 320 }]],
      ['N2', ['S000051000001', 'S000051000002'], ON, '2029-05-31', [{ level: 'LEVEL_5', yuan: 320 }]],
    ]);
  });

  test('of who stands there already leaves the institution as it is', () => {
    expect(made(standingWith(), { content }).institution).toBeNull();
  });

  test('refuses what would stand twice, naming each item', () => {
    const twice = { ...content, items: [itemWish('6-31-01-03'), itemWish('6-31-01-03', { levels: ['LEVEL_4'] })] };
    expect(refused(NOTHING, { content: twice })).toEqual(['FILING_OVERLAPS', ['/filings/1']]);
    expect(refused(standingWith(filingRow('F1')), { content })).toEqual(['FILING_OVERLAPS', ['/filings/0']]);
  });
});

describe('SITE', () => {
  const content = { sites: [siteWish('s1', { regionCode: '510300' })] };

  test('with items follows the term of the filing it belongs to', () => {
    const items = [itemWish('6-31-01-03', { levels: ['LEVEL_5'], sites: ['s1'] })];
    const parent = filingRow('F1', { siteCodes: ['S000051009001'] });
    const change = made(standingWith(parent), { kind: 'SITE', content: { ...content, items } });
    expect(change.filed).toMatchObject([{ id: 'N1', siteCodes: ['S000051000001'], from: ON, to: '2027-04-30' }]);
    // Filed for every site: nothing to add.
    expect(made(standingWith(filingRow('F1')), { kind: 'SITE', content: { ...content, items } }).filed).toEqual([]);
  });

  test('without items serves what is filed', () => {
    const named = filingRow('F1', { siteCodes: ['S000051009001'] });
    const change = made(standingWith(named, filingRow('F2', { occupationCode: '4-01-01-01' })), {
      kind: 'SITE',
      content,
    });
    expect(change.changed).toMatchObject([{ id: 'F1', siteCodes: ['S000051009001', 'S000051000001'] }]);
  });

  test('of two filings of one scope at two sites only one gets the new site', () => {
    const [one, two] = ['S000051009001', 'S000051009002'].map((code, index) =>
      filingRow(`F${index + 1}`, { siteCodes: [code] }),
    );
    const change = made(standingWith(...[one, two].flatMap((filing) => filing ?? [])), { kind: 'SITE', content });
    expect(change.changed.map(({ id }) => id)).toEqual(['F1']);
  });

  test('of what is not filed is refused', () => {
    const items = [itemWish('6-31-01-03', { levels: ['LEVEL_1'], sites: ['s1'] })];
    expect(refused(standingWith(filingRow('F1')), { kind: 'SITE', content: { ...content, items } })).toEqual([
      'FILING_NOT_FOUND',
      ['/content/items/0'],
    ]);
  });
});

describe('BASIC_CHANGE', () => {
  test('ends the old name the day before', () => {
    const renamed = { ...applicant, name: '更名评价机构', phone: '028-11111111', contactName: '李四' };
    expect(made(standingWith(), { kind: 'BASIC_CHANGE', content: { applicant: renamed } }).institution).toMatchObject({
      code: '0001',
      name: '更名评价机构',
      phone: '028-11111111',
      contactName: '李四',
      names: [
        { name: applicant.name, from: '2024-05-01', to: '2026-05-31' },
        { name: '更名评价机构', from: ON, to: null },
      ],
    });
  });

  test('twice on one day keeps the last name; an undated name was always carried', () => {
    expect(namesAfter({ name: '甲', names: [] }, '乙', ON)).toEqual([
      { name: '甲', from: '1949-10-01', to: '2026-05-31' },
      { name: '乙', from: ON, to: null },
    ]);
    const names = [
      { name: '甲', from: '2020-01-01', to: '2026-05-31' },
      { name: '乙', from: ON, to: null },
    ];
    expect(namesAfter({ name: '乙', names }, '丙', ON)).toEqual([
      { name: '甲', from: '2020-01-01', to: '2026-05-31' },
      { name: '丙', from: ON, to: null },
    ]);
    expect(namesAfter({ name: '乙', names }, '乙', '2026-07-01')).toBe(names);
  });

  test('another kind or region is not basic data', () => {
    const moved = { ...applicant, regionCode: '510300', kind: 'EMPLOYER' } as const;
    expect(refused(standingWith(), { kind: 'BASIC_CHANGE', content: { applicant: moved } })).toEqual([
      'APPLICATION_NOT_ENACTABLE',
      ['/content/applicant/kind', '/content/applicant/regionCode'],
    ]);
  });
});

describe('SCOPE_CHANGE', () => {
  test('ends what it replaces and files the rest of the term', () => {
    const change = made(standingWith(filingRow('F1')), {
      kind: 'SCOPE_CHANGE',
      content: { filingIds: ['F1'], items: [itemWish('6-31-01-03', { levels: ['LEVEL_4', 'LEVEL_3'] })] },
    });
    expect(change.changed).toMatchObject([{ id: 'F1', from: '2024-05-01', to: '2026-05-31' }]);
    expect(change.filed).toMatchObject([{ id: 'N1', from: ON, to: '2027-04-30', levels: ['LEVEL_4', 'LEVEL_3'] }]);
    expect(change.endedIds).toEqual(['F1']);
  });

  test('what is added follows the term of what stands', () => {
    const content = { items: [itemWish('4-01-01-01')] };
    expect(made(standingWith(filingRow('F1')), { kind: 'SCOPE_CHANGE', content }).filed).toMatchObject([
      { from: ON, to: '2027-04-30' },
    ]);
    expect(refused(standingWith(), { kind: 'SCOPE_CHANGE', content })).toEqual([
      'FILING_NOT_FOUND',
      ['/content/items/0'],
    ]);
  });

  test('of a filing that has not begun would end it before it begins', () => {
    const content = { filingIds: ['F1'], items: [itemWish('6-31-01-03')] };
    expect(refused(standingWith(filingRow('F1', { from: ON })), { kind: 'SCOPE_CHANGE', content })).toEqual([
      'FILING_TERM_INVALID',
      ['/content/filingIds/0'],
    ]);
    expect(refused(standingWith(), { kind: 'SCOPE_CHANGE', content })).toEqual([
      'FILING_NOT_FOUND',
      ['/content/filingIds/0'],
    ]);
  });
});

describe('RENEWAL', () => {
  const renew = (standing: Standing, droppedFilingIds: Application['droppedFilingIds'] = [], on = '2027-03-01') =>
    made(standing, { kind: 'RENEWAL', droppedFilingIds, content: { filingIds: ['F1', 'F2'] } }, on);
  const two = standingWith(filingRow('F1'), filingRow('F2', { occupationCode: '4-01-01-01' }));

  test('follows without a gap, across a leap year, for the term again', () => {
    expect(renew(two).filed).toMatchObject([
      { id: 'N1', occupationCode: '6-31-01-03', from: '2027-05-01', to: '2030-04-30' },
      { id: 'N2', occupationCode: '4-01-01-01', from: '2027-05-01', to: '2030-04-30' },
    ]);
  });

  test('leaves out what was dropped', () => {
    expect(renew(two, ['F2'])).toMatchObject({ filed: [{ id: 'N1' }], renewedIds: ['F1'], endedIds: ['F2'] });
  });

  test('that comes late begins with its day; a suspension without an end holds on', () => {
    expect(renew(two, [], '2027-05-10').filed[0]).toMatchObject({ from: '2027-05-10', to: '2030-05-09' });
    const suspended = filingRow('F1', { interruptions: [{ kind: 'SUSPENDED', from: '2026-01-01', to: null }] });
    const [first] = renew(standingWith(suspended, filingRow('F2', { occupationCode: '4-01-01-01' }))).filed;
    expect(first?.interruptions).toEqual([{ kind: 'SUSPENDED', from: '2027-05-01', to: null }]);
  });

  test('of what is revoked or has no end is refused, and twice overlaps', () => {
    const content = { filingIds: ['F1'] };
    const revoked = filingRow('F1', { interruptions: [{ kind: 'REVOKED', from: '2026-01-01', to: null }] });
    expect(refused(standingWith(revoked), { kind: 'RENEWAL', content })).toEqual([
      'FILING_NOT_FOUND',
      ['/content/filingIds/0'],
    ]);
    expect(refused(standingWith(filingRow('F1', { to: null })), { kind: 'RENEWAL', content })).toEqual([
      'FILING_TERM_INVALID',
      ['/content/filingIds/0'],
    ]);
    const renewed = filingRow('F3', { from: '2027-05-01', to: '2030-04-30' });
    expect(refused(standingWith(filingRow('F1'), renewed), { kind: 'RENEWAL', content })).toEqual([
      'FILING_OVERLAPS',
      ['/filings/0'],
    ]);
  });
});

describe('TERMINATION', () => {
  const end = (content: ApplicationChange['content']) =>
    made(standingWith(filingRow('F1'), filingRow('F2', { to: '2026-06-30' })), { kind: 'TERMINATION', content });

  test('ends all or the named filings after the last day of work', () => {
    expect(end({ endsOn: '2026-06-30' }).changed).toMatchObject([
      { id: 'F1', interruptions: [{ kind: 'TERMINATED', from: '2026-07-01', to: null }] },
    ]);
    expect(end({ filingIds: ['F2'] }).changed).toMatchObject([
      { id: 'F2', interruptions: [{ kind: 'TERMINATED', from: ON, to: null }] },
    ]);
  });

  test('leaves nothing to renew of what it ends, nor of what runs out by that day', () => {
    expect(end({ endsOn: '2026-06-30' }).endedIds).toEqual(['F1', 'F2']);
    expect(end({ filingIds: ['F1'], endsOn: '2026-06-30' }).endedIds).toEqual(['F1']);
    const over = filingRow('F0', { to: '2026-05-31' });
    const change = { kind: 'TERMINATION', content: {} } as const;
    expect(made(standingWith(over, filingRow('F1')), change).endedIds).toEqual(['F1']);
  });

  test('never ends what was done before the decision', () => {
    expect(end({ endsOn: '2026-01-31' }).changed[0]?.interruptions).toEqual([
      { kind: 'TERMINATED', from: ON, to: null },
    ]);
  });

  test('of nothing that stands is refused', () => {
    expect(refused(standingWith(), { kind: 'TERMINATION', content: {} })).toEqual([
      'FILING_NOT_FOUND',
      ['/content/filingIds'],
    ]);
    expect(refused(standingWith(filingRow('F1')), { kind: 'TERMINATION', content: { filingIds: ['F9'] } })).toEqual([
      'FILING_NOT_FOUND',
      ['/content/filingIds/0'],
    ]);
  });
});
