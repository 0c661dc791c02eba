/** One venue and occupation is filed by one institution, also where a filing stands again. */
import { siteTaken } from '../../../src/domain/filing/venue-once';
import { filingRow } from '../../kit/filing-cases';

const DAY = '2026-06-01';
const VENUES = new Map([
  ['S1', 'hall'],
  ['S2', 'yard'],
]);
const filing = filingRow('F1', { from: '2025-01-01', to: '2027-12-31' });
const use = { venue: 'yard', occupationCode: filing.occupationCode, institutionCode: '0002' };

test.each([
  ['without sites it is one for every site', filing, { from: '2026-01-01', to: null }, 'S2'],
  ['of the site that is taken', { ...filing, siteCodes: ['S2'] }, { from: '2026-01-01', to: null }, 'S2'],
  ['of another site', { ...filing, siteCodes: ['S1'] }, { from: '2026-01-01', to: null }, undefined],
  ['of a site without a venue', { ...filing, siteCodes: ['S3'] }, { from: '2026-01-01', to: null }, undefined],
  ['up to this day', filing, { from: '2026-01-01', to: DAY }, 'S2'],
  ['up to the day before', filing, { from: '2026-01-01', to: '2026-05-31' }, undefined],
  ['from its last day on', filing, { from: '2027-12-31', to: null }, 'S2'],
  ['after its last day', filing, { from: '2028-01-01', to: null }, undefined],
  ['never: it ended before it began', filing, { from: '2026-09-01', to: '2026-08-31' }, undefined],
  [
    'and nothing is left of the filing',
    { ...filing, interruptions: [{ kind: 'REVOKED', from: '2025-01-01', to: null }] as const },
    { from: '2026-01-01', to: null },
    undefined,
  ],
])('%s', (_title, one, term, site) => {
  expect(siteTaken(one, { venueOfSite: VENUES, filedElsewhere: [{ ...use, ...term }] }, DAY)).toBe(site);
});

test('another occupation is not its own', () => {
  const filedElsewhere = [{ ...use, occupationCode: '4-03-02-01', from: '2026-01-01', to: null }];
  expect(siteTaken(filing, { venueOfSite: VENUES, filedElsewhere }, DAY)).toBeUndefined();
});
