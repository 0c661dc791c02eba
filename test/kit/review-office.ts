/** A desk of the sample city and its province: batches that wait, and the people who decide about them. */
import type { Caller } from '../../src/app/caller';
import type { Hub } from '../../src/app/ports';
import type { Refusal } from '../../src/app/refusal';
import { type RecordsReturned, returnRecords } from '../../src/app/review/return-records';
import type { BatchState } from '../../src/domain/decision/batch-state';
import { activeSet } from '../../src/domain/publishing/active-set';
import { packsWith } from '../../src/domain/sample/rule-case';
import { createViews } from '../../src/store/views';
import { forwardingBench, type ForwardingBench } from './approved-batch';
import { samplePacks } from './sample-record';
import { CITY, decisionHub, PROVINCE, waitingBatch, type DecisionHub, type WaitingBatch } from './waiting-batch';
import { testSealer } from './test-sealer';

export const SECOND_CITY: Caller = { ...CITY, clientId: 'second-city' };
export const OTHER_CITY: Caller = { ...CITY, clientId: 'other-city', regionCode: '510300' };
export const INSTITUTION_CALLER: Caller = {
  clientId: 'institution',
  role: 'INSTITUTION',
  institutionCode: '0001',
  regionCode: null,
};
const CLIENTS = [CITY, SECOND_CITY, OTHER_CITY, PROVINCE] as const;

/** With terms of five working days for reviews and for mending, which the sample province does not set. */
const TERMS = activeSet(packsWith(samplePacks(), { reviewWorkingDays: 5, resubmitWorkingDays: 5 }), []);

/** The hub of decisions with its views; `at` is the moment that its clock shows. */
export function officeHub(bench: ForwardingBench, at: () => Date): DecisionHub {
  const { hub, reminded } = decisionHub(bench, undefined, at);
  const views: Hub['views'] = createViews(
    (sql, parameters = []) => bench.source.query(sql, [...parameters]),
    testSealer,
  );
  return { hub: { ...hub, views, activePacks: async () => TERMS }, reminded };
}

async function registerClients({ source }: ForwardingBench): Promise<void> {
  for (const { clientId, role, regionCode } of CLIENTS) {
    await source.query(
      `INSERT INTO api_client (client_id, name, secret_hash, role, region_code, created_at, created_by)
       VALUES ($1, $1, '', $2, $3, now(), 'test')`,
      [clientId, role, regionCode],
    );
  }
}

export interface BatchRow {
  readonly state: BatchState;
  readonly passed: number;
  readonly held: number;
  readonly returned: number;
}
export async function batchRow({ source }: ForwardingBench, id: string): Promise<BatchRow> {
  const [row] = await source.query(`SELECT state, passed, held, returned FROM batch WHERE id = $1`, [id]);
  return row;
}

export interface Term {
  readonly term: string;
  readonly state: string;
  readonly due: string | null;
}
export const termsOf = ({ source }: ForwardingBench, id: string): Promise<readonly Term[]> =>
  source.query(
    `SELECT term, state, due_on::text AS due FROM deadline WHERE subject_kind = 'BATCH' AND subject_id = $1 ORDER BY opened_at, term`,
    [id],
  );

export const toldOf = ({ source }: ForwardingBench, id: string): Promise<readonly { topic: string; who: string }[]> =>
  source.query(
    `SELECT topic, role || ' ' || audience_code AS who FROM notification
      WHERE subject_kind = 'BATCH' AND subject_id = $1 ORDER BY at, topic`,
    [id],
  );

export const decisionsOf = ({ source }: ForwardingBench, id: string): Promise<readonly Record<string, unknown>[]> =>
  source.query(
    `SELECT act, reason, decided_by AS by FROM decision WHERE subject_kind = 'BATCH' AND subject_id = $1 ORDER BY decided_at, act`,
    [id],
  );

export interface OfficeDesk {
  readonly bench: ForwardingBench;
  readonly desk: DecisionHub;
  setNow(now: Date): void;
  /** At the city unless `change` says otherwise, with serials that no other batch has. */
  waiting(records?: number, change?: Partial<WaitingBatch>): Promise<string>;
  /** A reviewer returns lines, all for one reason. */
  give(batchId: string, lines: readonly number[], caller?: Caller, reason?: string): Promise<RecordsReturned | Refusal>;
}

export const RETURN_REASON = '照片与证件不符';
/** Monday after the long holiday and a make-up Saturday of 2026. */
export const OFFICE_NOW = new Date('2026-10-12T02:00:00Z');

/** A fresh desk for every test of the file. */
export function useOffice(): OfficeDesk {
  let bench: ForwardingBench | undefined;
  let desk: DecisionHub | undefined;
  let now = OFFICE_NOW;
  let nextSerial = 1;
  beforeEach(async () => {
    now = OFFICE_NOW;
    bench = await forwardingBench();
    desk = officeHub(bench, () => now);
    await registerClients(bench);
  });
  afterEach(() => bench?.close());
  const standing = <Part>(part: Part | undefined): Part => {
    if (part === undefined) throw new Error('The desk is there once a test runs.');
    return part;
  };
  return {
    get bench() {
      return standing(bench);
    },
    get desk() {
      return standing(desk);
    },
    setNow: (moment) => void (now = moment),
    waiting: (records = 3, change = {}) => {
      const firstSerial = nextSerial;
      nextSerial += records;
      return waitingBatch(standing(bench), { records, firstSerial, state: 'CITY_REVIEW', ...change });
    },
    give: (batchId, lines, caller = CITY, reason = RETURN_REASON) =>
      returnRecords(standing(desk).hub, caller, { batchId, records: lines.map((line) => ({ line, reason })) }),
  };
}
