/** A hub on a database of its own with the institutions and people of `plan-case.ts`, and a clock that a test sets. */
import { createHash, randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import type { Caller, Role } from '../../src/app/caller';
import type { Hub } from '../../src/app/ports';
import { createDataSource } from '../../src/store/data-source';
import { transactionOf } from '../../src/store/transaction';
import { createViews } from '../../src/store/views';
import { freshDatabase, silentLog } from './database';
import { FILED_ON, HUNAN, planRegistry } from './plan-case';
import { samplePacks } from './sample-record';
import { testSealer } from './test-sealer';

const caller = (
  clientId: string,
  role: Role,
  regionCode: string | null,
  institutionCode: string | null = null,
): Caller => ({
  clientId,
  role,
  regionCode,
  institutionCode,
});
export const SCHOOL = caller('school', 'INSTITUTION', null, '4301');
export const OTHER_SCHOOL = caller('other-school', 'INSTITUTION', null, '4302');
export const CITY = caller('city', 'CITY', HUNAN.city);
export const SECOND_CITY = caller('second-city', 'CITY', HUNAN.city);
export const OTHER_CITY = caller('other-city', 'CITY', HUNAN.otherCity);
export const PROVINCE = caller('province', 'PROVINCE', HUNAN.province);
export const SECOND_PROVINCE = caller('second-province', 'PROVINCE', HUNAN.province);
export const NATION = caller('nation', 'NATION', null);
export const OPERATOR = caller('operator', 'OPERATOR', null);

export interface PlanDesk {
  readonly hub: Hub;
  readonly source: DataSource;
  /** `YYYY-MM-DD`, 09:00 in China. */
  setDay(day: string): void;
}

const morningOf = (day: string): Date => new Date(`${day}T01:00:00Z`);

/** A fresh desk for every test of the file. */
export function usePlanDesk(): PlanDesk {
  let opened: Omit<PlanDesk, 'setDay'> | undefined;
  let now = morningOf(FILED_ON);
  const open = (): Omit<PlanDesk, 'setDay'> => {
    if (opened === undefined) throw new Error('The desk is there once a test runs.');
    return opened;
  };
  beforeEach(async () => {
    now = morningOf(FILED_ON);
    opened = await openDesk(() => now);
  });
  afterEach(() => opened?.source.destroy());
  return {
    get hub() {
      return open().hub;
    },
    get source() {
      return open().source;
    },
    setDay: (day) => void (now = morningOf(day)),
  };
}

async function openDesk(at: () => Date): Promise<Omit<PlanDesk, 'setDay'>> {
  const { url } = await freshDatabase();
  const source = await createDataSource({ url, poolMax: 6 }).initialize();
  const parts: Partial<Hub> = {
    transaction: transactionOf(source, testSealer),
    views: createViews((sql, parameters = []) => source.query(sql, [...parameters]), testSealer),
    activePacks: async () => ({ digest: 'd', packs: samplePacks() }),
    keyedDigest: (text) => createHash('sha256').update(text).digest().subarray(0, 16),
    now: at,
    newId: randomUUID,
    log: silentLog,
  };
  const hub = parts as Hub;
  await hub.transaction(async ({ registry }) => {
    await registry.lock();
    await registry.save(planRegistry(), { at: new Date('2026-01-01T00:00:00Z'), by: 'test' });
  });
  return { hub, source };
}

/** A decided batch of the plan, with the counts of its check and without records. */
export async function decidedBatch(
  { source }: PlanDesk,
  id: string,
  planNo: string,
  counts: { readonly passed: number; readonly held: number; readonly returned: number },
): Promise<void> {
  await source.query(
    `INSERT INTO upload (id, institution_code, region_code, client_batch_no, header, state, opened_at, opened_by)
     VALUES ($1::uuid, '4301', '430100', $1::uuid::text, '{}', 'SEALED', now(), 'school')`,
    [id],
  );
  for (const table of ['snapshot', 'pack_set']) {
    await source.query(
      `INSERT INTO ${table} (digest, body, created_at) VALUES ('\\x00', '\\x00', now()) ON CONFLICT DO NOTHING`,
    );
  }
  await source.query(
    `INSERT INTO batch (id, institution_code, region_code, plan_no, client_batch_no, state, chunks, records, digest, algorithm,
                        content_key, snapshot_digest, pack_set_digest, passed, held, returned, sealed_at, sealed_by)
     VALUES ($1::uuid, '4301', '430100', $2, $1::uuid::text, 'APPROVED', 1, 3, 'd', 'SHA256',
             convert_to($1::uuid::text, 'UTF8'), '\\x00', '\\x00', $3, $4, $5, '2026-06-20', 'school')`,
    [id, planNo, counts.passed, counts.held, counts.returned],
  );
}
