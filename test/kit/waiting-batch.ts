/** Batches that wait for a decision, and a hub that has just what decisions need. */
import { createHash, randomUUID } from 'node:crypto';
import type { Caller } from '../../src/app/caller';
import type { Hub } from '../../src/app/ports';
import type { Acceptance } from '../../src/domain/decision/acceptance';
import type { BatchState } from '../../src/domain/decision/batch-state';
import type { Declaration } from '../../src/domain/intake/header';
import { mergeFacts } from '../../src/domain/rules/batch-facts';
import type { PreparedCheck } from '../../src/domain/rules/check-records';
import type { Weighing } from '../../src/domain/rules/group-findings';
import { HUB_RULES } from '../../src/domain/rules/index';
import { findingsOf } from '../../src/domain/rules/rule';
import { activeSet, type ActiveSet } from '../../src/domain/publishing/active-set';
import { resolvePack } from '../../src/domain/packs/resolve-pack';
import { certificateNoOf, FEED, INSTITUTION, type ForwardingBench } from './approved-batch';
import { workViews } from '../../src/store/views/work';
import { silentLog } from './database';
import { samplePacks } from './sample-record';

const caller = (clientId: string, role: Caller['role'], regionCode: string | null): Caller => ({
  clientId,
  role,
  institutionCode: null,
  regionCode,
});
export const CITY = caller('city', 'CITY', '510100');
export const PROVINCE = caller('province', 'PROVINCE', '510000');
export const SECOND_PROVINCE = caller('second-province', 'PROVINCE', '510000');
export const OTHER_PROVINCE = caller('other-province', 'PROVINCE', '430000');
export const NATION = caller('nation', 'NATION', null);
export const OPERATOR = caller('operator', 'OPERATOR', null);

export interface DecisionHub {
  readonly hub: Hub;
  /** Job and number of subjects of every reminder. */
  readonly reminded: string[];
}

let sampleSet: ActiveSet | undefined;
/** The packs of the release as they stand in force; checked once a test file. */
const packsInForce = (): ActiveSet => (sampleSet ??= activeSet(samplePacks(), []));

/** `weighing`: how the packs of every batch weigh a rule. */
export function decisionHub(
  bench: ForwardingBench,
  weighing: Weighing = ({ severity }) => severity,
  now = (): Date => new Date(),
): DecisionHub {
  const reminded: string[] = [];
  const parts: Partial<Hub> = {
    transaction: bench.transaction,
    feeds: [FEED],
    connectors: new Map(),
    views: workViews((sql, values = []) => bench.source.query(sql, [...values])) as Hub['views'],
    reminders: {
      remind: async (job, subjects) => void reminded.push(`${job} ${subjects.length}`),
      close: async () => undefined,
    },
    pace: { first: (work) => work(), breathe: async () => undefined },
    preparedCheck: async () => weighedCheck(weighing),
    sealedBatch: (batchId, { batches }) => batches.byId(batchId),
    activePacks: async () => packsInForce(),
    signatureOf: async () => undefined,
    now,
    newId: () => randomUUID(),
    keyedDigest: (text) => createHash('sha256').update(`key ${text}`).digest().subarray(0, 16),
    jitter: () => 0.5,
    log: silentLog,
  };
  return { hub: parts as Hub, reminded };
}

/** Rules of hub scope as they are; about the records and the batch by themselves it has nothing to say. */
function weighedCheck(weighing: Weighing): PreparedCheck {
  const { parameters } = resolvePack(samplePacks(), '510100', '2026-06-01');
  const nothing = (): readonly [] => [];
  return {
    severityOf: weighing,
    packDigest: () => 'd',
    appliedPacks: () => 'p',
    checkRecord: nothing,
    checkReading: nothing,
    passReading: () => undefined,
    openFacts: () => ({ add: () => undefined, finish: () => mergeFacts([]) }),
    checkFacts: nothing,
    checkKnown: (claim, known) =>
      HUB_RULES.flatMap((rule) => {
        const severity = weighing(rule);
        const faults = rule.check(claim, known, parameters);
        return severity === undefined ? [] : findingsOf(rule, claim.line, faults, severity);
      }),
  };
}

export interface WaitingBatch {
  readonly records: number;
  readonly state?: BatchState;
  /** First serial of the certificate numbers. */
  readonly firstSerial: number;
  /** First number of the holdings; equal numbers are the same person, occupation, work type and level. */
  readonly firstHolding?: number;
  readonly declarations?: readonly Declaration[];
  readonly acceptance?: Acceptance;
}

/** All records PASSED; returns the id of the batch. */
export async function waitingBatch({ source }: ForwardingBench, content: WaitingBatch): Promise<string> {
  const {
    records,
    state = 'PROVINCE_REVIEW',
    firstSerial,
    firstHolding = firstSerial,
    declarations = [],
    acceptance,
  } = content;
  const id = randomUUID();
  await source.query(
    `INSERT INTO upload (id, institution_code, region_code, client_batch_no, header, state, opened_at, opened_by)
     VALUES ($1::uuid, $2, '510100', $1::uuid::text, $3::jsonb, 'SEALED', now(), 'institution')`,
    [id, INSTITUTION, JSON.stringify({ declarations, acceptance })],
  );
  for (const table of ['snapshot', 'pack_set']) {
    await source.query(
      `INSERT INTO ${table} (digest, body, created_at) VALUES ('\\x00', '\\x00', now()) ON CONFLICT DO NOTHING`,
    );
  }
  await source.query(
    `INSERT INTO batch (id, institution_code, region_code, plan_no, client_batch_no, state, chunks, records, digest, algorithm,
                        content_key, snapshot_digest, pack_set_digest, passed, held, returned, sealed_at, sealed_by)
     VALUES ($1::uuid, $2, '510100', 'P1', $1::uuid::text, $3, 1, $4, 'd', 'SHA256', convert_to($1::uuid::text, 'UTF8'),
             '\\x00', '\\x00', $4, 0, 0, now(), 'institution')`,
    [id, INSTITUTION, state, records],
  );
  const data = {
    siteCode: certificateNoOf(1).slice(0, 13),
    occupationCode: '6-31-01-03',
    occupationName: '电工',
    workType: '--',
    level: 'LEVEL_3',
    sex: 'FEMALE',
    birthDate: '1990-05-01',
    candidateCategory: 'EMPLOYEE',
    examDate: '2026-06-01',
    issuedOn: '2026-07-15',
  };
  await source.query(
    `INSERT INTO record (batch_id, line, verdict, certificate_no, person_key, holding_key, data)
     SELECT $1::uuid, line, 'PASSED', $2::text || lpad((line + $3::int - 1)::text, 6, '0'), decode(md5('p' || line + $4::int), 'hex'),
            decode(md5('h' || line + $4::int - 1), 'hex'), $5::text
       FROM generate_series(1, $6::int) AS line`,
    [id, certificateNoOf(1).slice(0, -6), firstSerial, firstHolding, JSON.stringify(data), records],
  );
  return id;
}
