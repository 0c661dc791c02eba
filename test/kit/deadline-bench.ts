/** A hub on a fresh database with the packs of the release and a clock that the test sets. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import type { Caller, Role } from '../../src/app/caller';
import type { TermEvent } from '../../src/app/deadlines/open-term';
import { openTerm } from '../../src/app/deadlines/open-term';
import type { Hub } from '../../src/app/ports';
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

export const callerOf = (
  role: Role,
  regionCode: string | null = null,
  institutionCode: string | null = null,
): Caller => ({
  clientId: `test-${role}-${regionCode ?? institutionCode ?? 'x'}`,
  role,
  institutionCode,
  regionCode,
});

export interface DeadlineBench {
  readonly hub: Hub;
  readonly source: DataSource;
  readonly reminded: string[];
  /** A moment in China: `2026-06-30` is its noon. */
  setDay(day: string): void;
  open(event: TermEvent): Promise<void>;
  close(): Promise<void>;
}

export async function deadlineBench(): Promise<DeadlineBench> {
  const { url } = await freshDatabase();
  const source = await createDataSource({ url, poolMax: 6 }).initialize();
  const folder = mkdtempSync(join(tmpdir(), 'certhub-deadlines-'));
  const release = samplePacks();
  const signer = packSigner(await loadKeys(join(folder, 'keys.json')));
  const reminded: string[] = [];
  let now = new Date('2026-06-01T12:00:00+08:00');
  const parts: Partial<Hub> = {
    transaction: transactionOf(source, testSealer),
    views: createViews((sql, parameters = []) => source.query(sql, [...parameters]), testSealer),
    releasePacks: release,
    packSigner: signer,
    activePacks: activePacksOf({ release, signer, log: silentLog }),
    reminders: {
      remind: async (job, subjects) => void reminded.push(`${job} ${subjects.length}`),
      close: async () => undefined,
    },
    feeds: [],
    checkWindow: 8,
    cold: { store: NO_COLD_STORE, afterMonths: null },
    now: () => now,
    newId: () => randomUUID(),
    log: silentLog,
  };
  const hub = parts as Hub;
  return {
    hub,
    source,
    reminded,
    setDay: (day) => {
      now = new Date(`${day}T12:00:00+08:00`);
    },
    open: (event) => hub.transaction((stores) => openTerm(hub, stores, event)),
    close: async () => {
      await source.destroy();
      rmSync(folder, { recursive: true });
    },
  };
}
