/** The life of a Sichuan college under 川 2021-06-16 通知: filed by the province, its exam across New Year, another name. */
import { startTestHub } from '../kit/hub';
import { EMPTY } from '../kit/application-cases';
import { CHENGDU, COLLEGE, OTHER_COLLEGE, SICHUAN, ZIGONG } from '../kit/life/sichuan';
import { applicantOf, officesOf } from '../kit/life/steps';
import { filing } from './sichuan/filing';
import { later } from './sichuan/later';
import type { SichuanLife } from './sichuan/life';
import { winterExam } from './sichuan/winter-exam';

jest.setTimeout(90_000);

describe('the life of a Sichuan college', () => {
  let life: SichuanLife;
  beforeAll(async () => {
    const hub = await startTestHub({
      queue: 'postgres',
      workers: 1,
      sweepSeconds: 1,
      clock: '2025-12-01T01:00:00Z',
      empty: { province: SICHUAN, cities: [CHENGDU, ZIGONG] },
    });
    life = {
      hub,
      offices: await officesOf(hub, { city: CHENGDU.code, province: SICHUAN.code }),
      otherCity: await hub.createActor({ name: '外市', role: 'CITY', regionCode: ZIGONG.code }),
      college: await applicantOf(hub, COLLEGE),
      otherCollege: await applicantOf(hub, OTHER_COLLEGE),
      sound: EMPTY,
      siteCode: '',
      crew: { assessors: [], internalSupervisors: [], invigilators: [], trainers: [] },
      planNo: '',
      batchId: '',
    };
  });
  afterAll(() => life?.hub.stop());

  // Each goes on where the one before has ended.
  filing(() => life);
  winterExam(() => life);
  later(() => life);
});
