/**
 * Panzhihua’s year (攀学院〔2024〕63号): from the filing in autumn 2025 to terms of a year whose calendar nobody has published
 * yet. The clock of the hub is set; it crosses New Year and Spring Festival 2026 with their make-up workdays.
 */
import { startTestHub } from '../kit/hub';
import { CHENGDU, COLLEGE, PANZHIHUA, SICHUAN } from '../kit/life/panzhihua';
import { applicantOf, officesOf } from '../kit/life/steps';
import { firstWinter } from './panzhihua/first-winter';
import { newName } from './panzhihua/new-name';
import { spring } from './panzhihua/spring';
import { unknownCalendar } from './panzhihua/unknown-calendar';
import type { Year } from './panzhihua/year';

jest.setTimeout(90_000);

describe('the year of a university in Panzhihua', () => {
  let year: Year;
  beforeAll(async () => {
    const hub = await startTestHub({
      queue: 'postgres',
      workers: 1,
      sweepSeconds: 1,
      clock: '2025-09-08T01:00:00Z',
      empty: { province: SICHUAN, cities: [PANZHIHUA, CHENGDU] },
    });
    year = {
      hub,
      college: await applicantOf(hub, COLLEGE),
      offices: await officesOf(hub, { city: PANZHIHUA.code, province: SICHUAN.code }),
      nation: await hub.createActor({ name: '日历录入', role: 'NATION' }),
      secondNation: await hub.createActor({ name: '日历确认', role: 'NATION' }),
      setDay: (day) => hub.setClock(`${day}T01:00:00Z`),
    };
  });
  afterAll(() => year.hub.stop());

  // Each goes on where the one before has ended.
  firstWinter(() => year);
  spring(() => year);
  newName(() => year);
  unknownCalendar(() => year);
});
