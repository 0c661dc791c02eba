import { workingDaysOf } from '../../../src/domain/calendar/working-days';
import type { Pack } from '../../../src/domain/packs/pack';
import { resolvePack } from '../../../src/domain/packs/resolve-pack';
import { activeSet } from '../../../src/domain/publishing/active-set';
import { withCalendar } from '../../../src/domain/publishing/set-calendar';
import { samplePacks } from '../../kit/sample-record';

/** Invented days. */
const Y2027 = {
  year: 2027,
  notice: '2027年安排(样例)',
  holidays: ['2027-01-01', '2027-01-04'],
  workdays: ['2027-01-09'],
};
const OF_THE_PACK = {
  '2027': { holidays: ['2027-01-01'], workdays: [] },
  '2028': { holidays: ['2028-01-03'], workdays: [] },
};

const packs = samplePacks();
const naming = (jurisdiction: string): readonly Pack[] =>
  packs.map((pack) =>
    pack.jurisdiction === jurisdiction
      ? { ...pack, parameters: { ...pack.parameters, calendar: { value: OF_THE_PACK, basis: ['样例'] } } }
      : pack,
  );
const calendarOf = (given: readonly Pack[], region: string) =>
  resolvePack(withCalendar({ digest: '', packs: given }, [Y2027]).packs, region, '2026-06-01').parameters.calendar;

test('without a recorded calendar the set is the very same', () => {
  const set = activeSet(packs, []);
  expect(withCalendar(set, [])).toBe(set);
});

test('a recorded calendar changes the digest, and the same one does so to the same digest', () => {
  const set = activeSet(packs, []);
  const once = withCalendar(set, [Y2027]);
  expect(once.digest).not.toBe(set.digest);
  expect(withCalendar(once, [Y2027]).digest).toBe(once.digest);
});

test('what is recorded goes before the packs; years that only a pack has stay', () => {
  const { calendar } = { calendar: calendarOf(naming('national'), '510100') };
  expect(calendar['2027']).toEqual({ holidays: Y2027.holidays, workdays: Y2027.workdays });
  expect(calendar['2028']).toEqual(OF_THE_PACK['2028']);
});

test('a province that names a calendar counts by what is recorded as well', () => {
  const calendar = calendarOf(naming('sichuan'), '510100');
  expect(workingDaysOf(calendar).between('2027-01-01', '2027-01-11')).toBe(5);
  expect(calendar['2028']).toEqual(OF_THE_PACK['2028']);
  // A pack that says nothing of calendars stays as it is.
  const inner = withCalendar({ digest: '', packs }, [Y2027]).packs.find(({ region }) => region === '150000');
  expect(inner).toBe(packs.find(({ region }) => region === '150000'));
});
