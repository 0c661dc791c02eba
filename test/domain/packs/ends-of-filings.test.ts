/** What lets an office end filings comes from a document of the province, which its pack names in a grant. */
import { checkPacks } from '../../../src/domain/packs/check-packs';
import { PARAMETERS } from '../../../src/domain/packs/parameter-shapes';
import { RULES } from '../../../src/domain/rules/index';
import { asFiles, grantFor, overlay, problemsOf, RELEASE, value } from './packs';

const CHENGDU = { jurisdiction: 'example-city', region: '510100', base: 'sichuan' };
const FUZHOU = { jurisdiction: 'fuzhou', region: '350100', base: 'fujian' };
const CHANGSHA = { jurisdiction: 'changsha', region: '430100', base: 'hunan' };
const SCHOOLS = { TECHNICIAN_COLLEGE: 12, SENIOR_TECHNICAL_SCHOOL: 12, TECHNICAL_SCHOOL: 12 };

const problemsFor = (place: object, parameters: Record<string, unknown>, grants: readonly string[] = []) => {
  const given = Object.fromEntries(Object.entries(parameters).map(([name, each]) => [name, value(each)]));
  const pack = overlay({ ...place, parameters: given, grants: grants.map(grantFor) });
  return problemsOf(() => checkPacks(asFiles([...RELEASE, pack]), RULES));
};

test.each([
  ['a city switches the exit on', FUZHOU, { exitAfterIdleMonths: { NONE: 1 } }],
  ['a city switches it on for others', CHANGSHA, { exitAfterIdleMonths: { ...SCHOOLS, NONE: 12 } }],
  ['a city shortens it', CHANGSHA, { exitAfterIdleMonths: { ...SCHOOLS, TECHNICAL_SCHOOL: 1 } }],
  ['a city drops it', CHANGSHA, { exitAfterIdleMonths: {} }],
  ['a city ends by venue', CHENGDU, { venueChangeNoticeWorkingDays: 5 }],
  ['a city shortens the notice', FUZHOU, { venueChangeNoticeWorkingDays: 4 }],
  ['a city drops the end by venue', FUZHOU, { venueChangeNoticeWorkingDays: null }],
] as const)('%s: not without a grant', (_title, place, parameters) => {
  const [name = ''] = Object.keys(parameters);
  expect(problemsFor(place, parameters)).toEqual([expect.stringContaining(`${name} is loosened without a grant`)]);
  expect(problemsFor(place, parameters, [name])).toEqual([]);
});

test.each([
  ['a shorter patience of TIM-009 ends nothing', FUZHOU, { inactiveMonths: 1 }],
  ['more time', CHANGSHA, { exitAfterIdleMonths: { ...SCHOOLS, TECHNICAL_SCHOOL: 24 } }],
  ['a longer notice', FUZHOU, { venueChangeNoticeWorkingDays: 7 }],
] as const)('%s: without a grant', (_title, place, parameters) => {
  expect(problemsFor(place, parameters)).toEqual([]);
});

test('a notice of no days is none', () => {
  expect(problemsFor(CHENGDU, { venueChangeNoticeWorkingDays: 0 }, ['venueChangeNoticeWorkingDays'])).not.toEqual([]);
});

test('neither begun nor dropped nor shortened, at any level', () => {
  const days = (base: unknown, over: unknown) => PARAMETERS.venueChangeNoticeWorkingDays.tightens(base, over);
  expect([days(null, null), days(5, 6), days(null, 5), days(5, null), days(5, 4)]).toEqual([true, true, false, false, false]);
  const months = (base: unknown, over: unknown) => PARAMETERS.exitAfterIdleMonths.tightens(base, over);
  const school = { TECHNICAL_SCHOOL: 12 };
  expect([months({}, {}), months(school, { TECHNICAL_SCHOOL: 24 })]).toEqual([true, true]);
  const looser = [[{}, school], [school, {}], [school, { ...school, NONE: 24 }], [school, { TECHNICAL_SCHOOL: 1 }]];
  expect(looser.filter(([base, over]) => months(base, over))).toEqual([]);
});
