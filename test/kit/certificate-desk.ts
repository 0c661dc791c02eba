/** Certificates that feeds have, and the people who correct, re-issue and recall them. */
import { createHash, randomUUID } from 'node:crypto';
import type { Caller } from '../../src/app/caller';
import { approveCorrection } from '../../src/app/certificates/decide-change';
import type { Hub } from '../../src/app/ports';
import { activeSet } from '../../src/domain/publishing/active-set';
import { packsWith } from '../../src/domain/sample/rule-case';
import type { Snapshot } from '../../src/domain/reference/snapshot';
import { approveBatch, certificateNoOf, FEED, forwardingBench, type ForwardingBench } from './approved-batch';
import { INSTITUTION_CALLER, officeHub, SECOND_CITY } from './review-office';
import {
  SAMPLE_PLAN,
  SAMPLE_RECORD,
  SAMPLE_SITE,
  SAMPLE_SNAPSHOT,
  sampleCheck,
  samplePacks,
  withCheckCharacter,
} from './sample-record';
import { CITY, PROVINCE } from './waiting-batch';

export const AT = new Date('2026-08-03T01:00:00Z');
export const SITE = certificateNoOf(1).slice(0, 13);
export const OTHER_INSTITUTION: Caller = {
  ...INSTITUTION_CALLER,
  clientId: 'other-institution',
  institutionCode: '0002',
};
const BIRTH_DIGITS = '51010020050315';
/** Female: the 17th digit is even. */
const documentOf = (serial: number): string =>
  withCheckCharacter(`${BIRTH_DIGITS}${String(serial * 2).padStart(3, '0')}`);

/** A record that breaks no rule, under the numbers of the test batches. */
export const recordOf = (serial: number, change: object = {}): Record<string, unknown> => ({
  ...SAMPLE_RECORD,
  certificateNo: certificateNoOf(serial),
  siteCode: SITE,
  idNumber: documentOf(serial),
  ...change,
});

const SNAPSHOT: Snapshot = JSON.parse(JSON.stringify(SAMPLE_SNAPSHOT).replaceAll(SAMPLE_SITE, SITE));

/** With five working days for each office, which the sample province does not set. */
const TERMS = activeSet(packsWith(samplePacks(), { objectionWorkingDays: 5 }), []);

export interface CertificateDesk {
  readonly bench: ForwardingBench;
  readonly hub: Hub;
  readonly reminded: string[];
  /** Ids of files that stand ready in every test. */
  readonly files: { readonly institution: string; readonly city: string };
  /** Sets the clock. */
  at(moment: Date): void;
  /** A batch of live certificates whose first parcels are due; answers its id. */
  issued(content: {
    readonly records: number;
    readonly firstSerial?: number;
    readonly regionCode?: string;
  }): Promise<string>;
  /** An approved plan of the institution. */
  plan(planNo: string): Promise<void>;
  /** The id of a file that the caller sent. */
  evidence(caller?: Caller): Promise<string>;
  /** City and province agree. */
  agree(id: string): Promise<object>;
  certificate(serial: number): Promise<Record<string, unknown>>;
  /** `version kind` of a number, oldest first. */
  versions(certificateNo: string): Promise<readonly string[]>;
  /** `feed parcel version` that is owed of a number. */
  owed(certificateNo: string): Promise<readonly string[]>;
  query(sql: string, parameters?: unknown[]): Promise<Record<string, unknown>[]>;
}

type OpenDesk = Pick<CertificateDesk, 'bench' | 'hub' | 'reminded'>;

/** A fresh desk for every test of the file. */
export function useCertificateDesk(): CertificateDesk {
  let opened: OpenDesk | undefined;
  let files = { institution: '', city: '' };
  let now = AT;
  const open = (): OpenDesk => {
    if (opened === undefined) throw new Error('The desk is there once a test runs.');
    return opened;
  };
  const query = (sql: string, parameters: unknown[] = []): Promise<Record<string, unknown>[]> =>
    open().bench.source.query(sql, parameters);
  const texts = async (sql: string, certificateNo: string): Promise<readonly string[]> =>
    (await query(sql, [certificateNo])).map(({ text }) => String(text));
  const evidence = async (caller = INSTITUTION_CALLER): Promise<string> => {
    const id = randomUUID();
    await query(
      `INSERT INTO attachment (id, institution_code, region_code, file_name, media_type, bytes, digest, body, sent_by, role, sent_at)
       VALUES ($1, $2, '510100', '证明.pdf', 'application/pdf', 1, $3, '\\x00', $4, $5, now())`,
      [id, caller.institutionCode, createHash('sha256').update(id).digest(), caller.clientId, caller.role],
    );
    return id;
  };
  beforeEach(async () => {
    now = AT;
    opened = await openDesk(() => now);
    files = { institution: await evidence(), city: await evidence(CITY) };
  });
  afterEach(() => opened?.bench.close());
  return {
    get bench() {
      return open().bench;
    },
    get hub() {
      return open().hub;
    },
    get reminded() {
      return open().reminded;
    },
    get files() {
      return files;
    },
    at: (moment) => void (now = moment),
    issued: async ({ records, firstSerial = 1, regionCode }) => {
      const { bench } = open();
      const batchId = await approveBatch(bench, {
        records,
        firstSerial,
        ...(regionCode === undefined ? {} : { regionCode }),
        record: (line) => recordOf(firstSerial + line - 1),
      });
      await bench.transaction(({ deliveries }) => deliveries.createForBatch(FEED, batchId, AT, randomUUID));
      return batchId;
    },
    plan: (planNo) =>
      open().bench.transaction(async ({ registry }) => {
        await registry.lock();
        await registry.save({ plans: [{ ...SAMPLE_PLAN, planNo, institutionCode: '0001' }] }, { at: AT, by: 'test' });
      }),
    evidence,
    agree: async (id) => {
      await approveCorrection(open().hub, CITY, { id });
      return approveCorrection(open().hub, PROVINCE, { id });
    },
    certificate: async (serial) =>
      (await query(`SELECT * FROM certificate WHERE certificate_no = $1`, [certificateNoOf(serial)]))[0] ?? {},
    versions: (certificateNo) =>
      texts(
        `SELECT version || ' ' || kind AS text FROM certificate_version WHERE certificate_no = $1 ORDER BY version`,
        certificateNo,
      ),
    owed: (certificateNo) =>
      texts(
        `SELECT item.feed || ' ' || parcel_no || ' ' || version AS text
           FROM delivery_item AS item JOIN delivery ON delivery.id = item.delivery_id
          WHERE certificate_no = $1 ORDER BY item.feed, version`,
        certificateNo,
      ),
    query,
  };
}

async function openDesk(at: () => Date): Promise<OpenDesk> {
  const bench = await forwardingBench();
  await bench.source.query(
    `INSERT INTO institution (code, name, credit_code, kind, school_type, region_code, grade)
     VALUES ('0002', '样例评价机构二', '91510100MA0000002X', 'SOCIAL_ORG', NULL, '510100', 'PROVINCE')`,
  );
  const { hub, reminded } = officeHub(bench, at);
  return {
    bench,
    hub: {
      ...hub,
      keyedDigest: (text) => createHash('sha256').update(text).digest().subarray(0, 16),
      preparedCheck: async () => sampleCheck({ snapshot: SNAPSHOT }),
      activePacks: async () => TERMS,
    },
    reminded,
  };
}

export { CITY, PROVINCE, SECOND_CITY, INSTITUTION_CALLER, certificateNoOf, FEED };
