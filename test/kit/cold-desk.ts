/** Batches that were decided on the first day, and a hub that keeps a cold folder. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ColdStore } from '../../src/app/cold-ports';
import type { Hub } from '../../src/app/ports';
import { replayBatch } from '../../src/app/replay-batch';
import { coldFolder } from '../../src/store/cold-folder';
import { MARKER_FILE } from '../../src/store/cold-marker';
import { transactionOf } from '../../src/store/transaction';
import { createViews } from '../../src/store/views';
import { checkingHub, type CheckingHub } from './checking-hub';
import { sampleDesk } from './sample-desk';
import { testSealer } from './test-sealer';
import { OPERATOR } from './waiting-batch';

export const START = new Date('2026-06-30T01:00:00Z');
export const MONTHS = 12;
/** A year and a day after the batches were decided. */
const LATER = new Date('2027-07-01T16:00:00Z');

interface OpenDesk {
  readonly checking: CheckingHub;
  readonly folder: string;
  readonly store: ColdStore;
  readonly hub: Hub;
}
export interface ColdDesk extends Omit<OpenDesk, 'checking'> {
  readonly now: Date;
  setNow(moment: Date): void;
  hubWith(policy: Hub['cold']): Hub;
  query<Row>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
  /** Checked and decided on the first day; answers its id. */
  decided(records?: number): Promise<string>;
  bodies(id: string): Promise<readonly string[]>;
  kept(id: string): Promise<{ inside: number; outside: number }[]>;
  /** All but the one with the name of the hub. */
  files(): readonly string[];
  replay(id: string): Promise<unknown>;
}

/** A fresh desk for every test of the file. */
export function useColdDesk(): ColdDesk {
  const sample = sampleDesk();
  let open: OpenDesk | undefined;
  let now = LATER;
  const opened = (): OpenDesk => {
    if (open === undefined) throw new Error('The desk is open during a test.');
    return open;
  };
  const query = <Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> =>
    opened().checking.bench.source.query(sql, [...parameters]);
  const hubOf = (checking: CheckingHub, policy: Hub['cold']): Hub => ({
    ...checking.hub,
    transaction: transactionOf(checking.bench.source, testSealer, { cold: policy.store }),
    views: createViews(query, testSealer, policy.store),
    now: () => now,
    cold: policy,
  });
  beforeEach(async () => {
    const checking = await checkingHub(sample, START);
    const folder = mkdtempSync(join(tmpdir(), 'certhub-cold-'));
    const store = coldFolder(join(folder, 'cold'));
    now = LATER;
    open = { checking, folder, store, hub: hubOf(checking, { store, afterMonths: MONTHS }) };
  });
  afterEach(async () => {
    await opened().checking.bench.close();
    rmSync(opened().folder, { recursive: true });
  });

  return {
    get folder() {
      return opened().folder;
    },
    get store() {
      return opened().store;
    },
    get hub() {
      return opened().hub;
    },
    get now() {
      return now;
    },
    setNow: (moment) => void (now = moment),
    hubWith: (policy) => hubOf(opened().checking, policy),
    query,
    decided: async (records = 20) => {
      const { header, records: sent } = sample.batch({ records, faultShare: 0.2 });
      const id = await opened().checking.checked({ header, records: sent });
      await query(`UPDATE batch SET state = 'APPROVED', decided_at = $2 WHERE id = $1`, [id, START]);
      return id;
    },
    bodies: (id) =>
      opened().hub.transaction(async ({ chunks }) => {
        const found: string[] = [];
        for await (const body of chunks.bodies(id)) found.push(body.toString());
        return found;
      }),
    kept: (id) =>
      query(`SELECT count(body)::int AS inside, count(cold_place)::int AS outside FROM chunk WHERE upload_id = $1`, [
        id,
      ]),
    files: () =>
      readdirSync(join(opened().folder, 'cold'), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && entry.name !== MARKER_FILE)
        .map(({ name, parentPath }) => join(parentPath, name)),
    replay: (id) => replayBatch(opened().hub, OPERATOR, id),
  };
}
