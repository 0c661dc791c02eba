/** A hub on a fresh database with the packs of the release, two provinces, and a clock that the test sets. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { enactApplication, type Enacted } from '../../src/app/applications/enact-application';
import type { Caller, Role } from '../../src/app/caller';
import type { Hub } from '../../src/app/ports';
import type { Refusal } from '../../src/app/refusal';
import type { Application } from '../../src/domain/application/application';
import { cstDate } from '../../src/domain/calendar/cst';
import type { Pack } from '../../src/domain/packs/pack';
import { canonicalDigest } from '../../src/domain/reference/canonical-digest';
import type { RegistryDocument } from '../../src/domain/registry/document';
import { activePacksOf } from '../../src/platform/active-packs';
import { loadKeys } from '../../src/platform/keys';
import { packSigner } from '../../src/platform/pack-signature';
import { NO_COLD_STORE } from '../../src/store/cold-folder';
import { createDataSource } from '../../src/store/data-source';
import { transactionOf } from '../../src/store/transaction';
import { createViews } from '../../src/store/views';
import { freshDatabase, silentLog } from './database';
import { samplePacks } from './sample-record';
import { testSealer } from './test-sealer';

export const officer = (clientId: string, role: Role, regionCode: string | null): Caller => ({
  clientId,
  role,
  regionCode,
  institutionCode: null,
});

export const FILING_REGIONS = [
  ['000000', 'NATION', null],
  ['150000', 'PROVINCE', '000000'],
  ['150700', 'CITY', '150000'],
  ['350000', 'PROVINCE', '000000'],
  ['350100', 'CITY', '350000'],
  ['510000', 'PROVINCE', '000000'],
  ['510100', 'CITY', '510000'],
  ['510300', 'CITY', '510000'],
] as const;

export interface FilingBench {
  readonly hub: Hub;
  readonly source: DataSource;
  /** A moment in China: `2026-06-30` is its noon. */
  setDay(day: string): void;
  enact(application: Application): Promise<Enacted | Refusal>;
  /** Stores an application as the verbs would have left it. */
  store(application: Application): Promise<void>;
  save(document: RegistryDocument): Promise<void>;
  registryOf(institutionCode: string): Promise<RegistryDocument>;
  close(): Promise<void>;
}

export async function filingBench(packs: readonly Pack[] = samplePacks()): Promise<FilingBench> {
  const { url } = await freshDatabase();
  const source = await createDataSource({ url, poolMax: 24 }).initialize();
  const folder = mkdtempSync(join(tmpdir(), 'certhub-filings-'));
  const signer = packSigner(await loadKeys(join(folder, 'keys.json')));
  let now = new Date('2026-06-01T12:00:00+08:00');
  const parts: Partial<Hub> = {
    transaction: transactionOf(source, testSealer),
    views: createViews((sql, parameters = []) => source.query(sql, [...parameters]), testSealer),
    releasePacks: packs,
    packSigner: signer,
    activePacks: activePacksOf({ release: packs, signer, log: silentLog }),
    checkWindow: 8,
    cold: { store: NO_COLD_STORE, afterMonths: null },
    now: () => now,
    newId: () => randomUUID(),
    log: silentLog,
  };
  const hub = parts as Hub;
  const recorded = () => ({ at: now, by: 'recorder' });
  const save = (document: RegistryDocument): Promise<void> =>
    hub.transaction(async ({ registry }) => {
      await registry.lock();
      await registry.save(document, recorded());
    });
  await save({
    regions: FILING_REGIONS.map(([code, grade, parentCode]) => ({ code, name: '样例', grade, parentCode })),
  });
  return {
    hub,
    source,
    setDay: (day) => {
      now = new Date(`${day}T12:00:00+08:00`);
    },
    enact: (application) =>
      hub.transaction((stores) => enactApplication(hub, stores, application, cstDate(now), recorded())),
    store: (application) =>
      hub.transaction(async ({ applications }) => {
        await applications.insert(application, canonicalDigest(application.content));
        for (const [stepIndex, step] of application.steps.entries()) {
          await applications.noteStep(application.id, {
            revision: application.revision,
            stepIndex,
            step,
            outcome: 'PASSED',
            opinion: null,
            basis: [],
            decidedBy: 'recorder',
            decidedAt: now,
          });
        }
      }),
    save,
    registryOf: (institutionCode) => hub.transaction(({ registry }) => registry.documentOf(institutionCode, null)),
    close: async () => {
      await source.destroy();
      rmSync(folder, { recursive: true });
    },
  };
}
