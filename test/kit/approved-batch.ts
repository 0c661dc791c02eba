/** A batch whose passed records are certificates already: what forwarding and tallies begin with. */
import { plainFeed } from '../../src/domain/forwarding/feed';
import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import type { Hub } from '../../src/app/ports';
import { createDataSource } from '../../src/store/data-source';
import { transactionOf } from '../../src/store/transaction';
import { freshDatabase } from './database';
import { testSealer } from './test-sealer';

export interface ForwardingBench {
  readonly source: DataSource;
  readonly transaction: Hub['transaction'];
  close(): Promise<void>;
}

export const FEED = plainFeed({
  name: 'province-statistics',
  connector: 'postgres',
  region: '510000',
  title: { zh: '省级统计', en: 'Provincial statistics' },
});
export const INSTITUTION = '0001';

/** A migrated database with one institution and one feed. */
export async function forwardingBench(): Promise<ForwardingBench> {
  const { url } = await freshDatabase();
  const source = await createDataSource({ url, poolMax: 6 }).initialize();
  await source.query(
    `INSERT INTO region (code, name, grade) VALUES ('510000', '样例省', 'PROVINCE'), ('510100', '样例市', 'CITY')`,
  );
  await source.query(
    `INSERT INTO institution (code, name, credit_code, kind, school_type, region_code, grade)
     VALUES ($1, '样例评价机构', '91510100MA0000000X', 'SOCIAL_ORG', NULL, '510100', 'PROVINCE')`,
    [INSTITUTION],
  );
  const transaction = transactionOf(source, testSealer);
  await transaction(({ registry }) => registry.saveFeeds([FEED]));
  return { source, transaction, close: () => source.destroy() };
}

export interface BatchContent {
  readonly records: number;
  /** First serial of the certificate numbers. */
  readonly firstSerial?: number;
  readonly regionCode?: string;
  /** Changes to the record of a line, 1-based. */
  readonly record?: (line: number) => object;
}

const DEFAULTS = {
  siteCode: 'S000151000123',
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

export const certificateNoOf = (serial: number): string => `S000151000123263${String(serial).padStart(6, '0')}`;

/** Returns the id of the batch. */
export async function approveBatch({ source, transaction }: ForwardingBench, content: BatchContent): Promise<string> {
  const { records, firstSerial = 1, regionCode = '510100', record = () => ({}) } = content;
  const batchId = randomUUID();
  await source.query(
    `INSERT INTO upload (id, institution_code, region_code, client_batch_no, header, state, opened_at, opened_by)
     VALUES ($1, $2, $3, $4, '{}', 'SEALED', now(), 'test')`,
    [batchId, INSTITUTION, regionCode, batchId],
  );
  for (const table of ['snapshot', 'pack_set']) {
    await source.query(
      `INSERT INTO ${table} (digest, body, created_at) VALUES ('\\x00', '\\x00', now()) ON CONFLICT DO NOTHING`,
    );
  }
  await source.query(
    `INSERT INTO batch (id, institution_code, region_code, plan_no, client_batch_no, state, chunks, records, digest, algorithm,
                        content_key, snapshot_digest, pack_set_digest, sealed_at, sealed_by)
     VALUES ($1::uuid, $2, $3, 'P1', $1::uuid::text, 'APPROVED', 1, $4, 'd', 'SHA256', convert_to($1::uuid::text, 'UTF8'), '\\x00', '\\x00', now(), 'test')`,
    [batchId, INSTITUTION, regionCode, records],
  );
  const lines = Array.from({ length: records }, (_, index) => index + 1);
  const numbers = lines.map((line) => certificateNoOf(firstSerial + line - 1));
  await source.query(
    `INSERT INTO record (batch_id, line, verdict, certificate_no, person_key, holding_key, data)
     SELECT $1, line, 'PASSED', certificate_no, convert_to(certificate_no, 'UTF8'), convert_to(certificate_no, 'UTF8'), data
       FROM unnest($2::int[], $3::text[], $4::text[]) AS row (line, certificate_no, data)`,
    [
      batchId,
      lines,
      numbers,
      lines.map((line, index) =>
        JSON.stringify({ ...DEFAULTS, certificateNo: numbers[index], name: '张三', ...record(line) }),
      ),
    ],
  );
  const left = await transaction(({ certificates }) => certificates.promote(batchId, new Date()));
  if (left.length > 0) throw new Error('The numbers of the test batch were taken.');
  return batchId;
}
