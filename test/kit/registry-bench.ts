/** A hub on a fresh database whose clock a test sets: verbs and views of the registry. */
import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import type { Caller, Role } from '../../src/app/caller';
import type { Hub } from '../../src/app/ports';
import { createDataSource } from '../../src/store/data-source';
import { transactionOf } from '../../src/store/transaction';
import { createViews } from '../../src/store/views';
import { freshDatabase, silentLog } from './database';
import { testSealer } from './test-sealer';

export interface RegistryBench {
  readonly source: DataSource;
  readonly hub: Hub;
  /** ISO instant. */
  setClock(instant: string): void;
  /** Statements sent by views and stores since the last call. */
  statements(): number;
  close(): Promise<void>;
}

export async function registryBench(instant = '2026-06-30T01:00:00Z'): Promise<RegistryBench> {
  const { url } = await freshDatabase();
  const source = await createDataSource({ url, poolMax: 4 }).initialize();
  let now = new Date(instant);
  let statements = 0;
  const parts: Pick<Hub, 'transaction' | 'views' | 'now' | 'newId' | 'log'> = {
    transaction: transactionOf(source, testSealer),
    views: createViews((sql, parameters = []) => {
      statements += 1;
      return source.query(sql, [...parameters]);
    }, testSealer),
    now: () => new Date(now),
    newId: randomUUID,
    log: silentLog,
  };
  return {
    source,
    hub: parts as Hub,
    setClock: (moment) => {
      now = new Date(moment);
    },
    statements: () => {
      const sent = statements;
      statements = 0;
      return sent;
    },
    close: () => source.destroy(),
  };
}

export const callerOf = (
  role: Role,
  { regionCode = null, institutionCode = null, clientId = `test-${role}` }: Partial<Caller> = {},
): Caller => ({ clientId, role, institutionCode, regionCode });

export const OPERATOR = callerOf('OPERATOR');
export const CITY = callerOf('CITY', { regionCode: '510100' });
export const OTHER_CITY = callerOf('CITY', { regionCode: '510300' });
export const PROVINCE = callerOf('PROVINCE', { regionCode: '510000' });
export const INSTITUTION = callerOf('INSTITUTION', { institutionCode: '0001' });
export const OTHER_INSTITUTION = callerOf('INSTITUTION', { institutionCode: '0002' });

const region = (code: string, grade: string, parentCode: string | null) => ({ code, name: '样例', grade, parentCode });
export const REGIONS = [
  region('000000', 'NATION', null),
  region('510000', 'PROVINCE', '000000'),
  region('510100', 'CITY', '510000'),
  region('510300', 'CITY', '510000'),
];
export const PLACE_1 = {
  code: '0001',
  name: '样例评价机构',
  creditCode: '91350100M000100Y43',
  kind: 'SOCIAL_ORG',
  schoolType: null,
  regionCode: '510100',
  grade: 'PROVINCE',
  names: [],
};
export const SITE_1 = {
  code: 'S000051009001',
  institutionCode: '0001',
  regionCode: '510100',
  name: '第1考点',
  from: '2024-01-01',
  to: null,
};
export const FILING_1 = {
  id: 'F1',
  institutionCode: '0001',
  occupationCode: '6-31-01-03',
  workTypes: ['--'],
  levels: ['LEVEL_5', 'LEVEL_4'],
  siteCodes: [] as string[],
  audience: ['EXTERNAL'],
  basis: ['NATIONAL_STANDARD'],
  from: '2024-05-01',
  to: '2027-04-30',
  interruptions: [] as { kind: string; from: string; to: string | null }[],
};
export const ROSTER = ['ab'.repeat(32), 'cd'.repeat(32)];
export const PLAN_1 = {
  planNo: 'P1',
  institutionCode: '0001',
  status: 'APPROVED',
  provinceApproved: true,
  filedOn: '2026-05-06',
  enrolmentClosedOn: null,
  occupationCode: '6-31-01-03',
  workType: '--',
  level: 'LEVEL_4',
  siteCode: SITE_1.code,
  examFrom: '2026-06-01',
  examTo: '2026-06-02',
  headcount: 120,
  roster: ROSTER as string[] | null,
  assessors: ['A1'],
  internalSupervisors: [],
  invigilators: ['V1'],
  trainers: [],
};
export const STAFF_1 = { id: 'A1', occupationCodes: ['6-31-01-03'], from: '2023-01-01', to: null, barred: [] };
export const CATALOGUE_2022 = {
  edition: '2022',
  from: '2022-09-28',
  to: null,
  occupations: [
    { code: '6-31-01-03', name: '电工', workTypes: [] },
    { code: '4-03-02-01', name: '厨师', workTypes: [] },
  ],
};
export const WORLD = {
  regions: REGIONS,
  institutions: [PLACE_1],
  sites: [SITE_1],
  filings: [FILING_1],
  plans: [PLAN_1],
  assessors: [STAFF_1, { ...STAFF_1, id: 'V1', kinds: ['INVIGILATOR'], institutionCode: '0001', name: '欧阳娜' }],
  catalogue: [CATALOGUE_2022],
};
