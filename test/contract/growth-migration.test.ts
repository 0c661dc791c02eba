/** The migration for a hundred million certificates takes a hub with data there and back. */
import type { QueryRunner } from 'typeorm';
import { Growth1764830000000 } from '../../src/store/migrations/1764830000000-growth';
import { ColdOriginals1764870000000 } from '../../src/store/migrations/1764870000000-cold-originals';
import { approveBatch, forwardingBench, type ForwardingBench } from '../kit/approved-batch';
import { schemaDrift } from '../kit/schema-drift';

jest.setTimeout(60_000);

describe('the growth migration', () => {
  let bench: ForwardingBench;
  let runner: QueryRunner;
  let batchId: string;
  beforeEach(async () => {
    bench = await forwardingBench();
    batchId = await approveBatch(bench, { records: 3 });
    await bench.source.query(
      `INSERT INTO finding (batch_id, line, code, severity, dimension, path, message_zh, message_en, basis, source)
       SELECT $1, line, 'CMP-007', 'error', 'compliance', '/level', '等级', 'level', '{}', 'CHECK'
         FROM generate_series(1, 3) AS line, generate_series(1, 2)`,
      [batchId],
    );
    await bench.source.query(
      `INSERT INTO chunk (upload_id, chunk_no, records, bytes, digest, body, received_at)
       VALUES ($1, 1, 3, 1, '\\x00', '\\x01', now())`,
      [batchId],
    );
    runner = bench.source.createQueryRunner();
    await runner.connect();
  });
  afterEach(async () => {
    await runner.release();
    await bench.close();
  });

  const migration = new Growth1764830000000();
  /** Stands on it. */
  const later = new ColdOriginals1764870000000();
  const rows = (): Promise<unknown> =>
    bench.source.query(
      `SELECT (SELECT jsonb_agg(finding ORDER BY line, id) FROM finding) AS findings,
              (SELECT jsonb_agg(certificate ORDER BY certificate_no) FROM certificate) AS certificates,
              (SELECT jsonb_agg(body) FROM chunk) AS bodies`,
    );
  const primaryKey = async (): Promise<string | undefined> => {
    const [found]: { key: string }[] = await bench.source.query(
      `SELECT pg_get_constraintdef(oid) AS key FROM pg_constraint WHERE conname = 'finding_pk'`,
    );
    return found?.key;
  };

  test('there and back, and every row as it was', async () => {
    const before = await rows();
    expect(await primaryKey()).toBe('PRIMARY KEY (batch_id, line, id)');
    await later.down(runner);
    await migration.down(runner);
    expect(await primaryKey()).toBe('PRIMARY KEY (id)');
    expect(await schemaDrift(bench.source)).not.toEqual([]);
    expect(await rows()).toEqual(before);
    await migration.up(runner);
    await later.up(runner);
    expect(await rows()).toEqual(before);
    expect(await schemaDrift(bench.source)).toEqual([]);
  });

  test('not back while something lies in files', async () => {
    await bench.source.query(`UPDATE chunk SET body = NULL, cold_place = 'ab/cd', cold_from = 0, cold_bytes = 1`);
    await runner.startTransaction();
    await expect(migration.down(runner)).rejects.toMatchObject({ code: '23502' });
    await runner.rollbackTransaction();
    expect(await schemaDrift(bench.source)).toEqual([]);
  });

  test('nor the one behind it while a content as it was sent lies in files', async () => {
    await bench.source.query(
      `INSERT INTO upload_original (upload_id, from_byte, bytes, digest, cold_place, cold_from, cold_bytes, received_at)
       VALUES ($1, 0, 1, '\\x00', 'ab/cd', 0, 1, now())`,
      [batchId],
    );
    await runner.startTransaction();
    await expect(later.down(runner)).rejects.toMatchObject({ code: '23502' });
    await runner.rollbackTransaction();
    expect(await schemaDrift(bench.source)).toEqual([]);
  });

  test('large tables have settings of their own', async () => {
    const options: { table: string; options: string[] }[] = await bench.source.query(
      `SELECT relname::text AS table, reloptions AS options FROM pg_class
        WHERE reloptions IS NOT NULL AND relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY relname`,
    );
    const byTable = new Map(options.map((row) => [row.table, row.options]));
    for (const table of ['record', 'finding', 'certificate', 'certificate_version', 'delivery_item'])
      expect(byTable.get(table)).toEqual(expect.arrayContaining(['autovacuum_vacuum_insert_scale_factor=0.02']));
    expect(byTable.get('chunk')).toContain('fillfactor=70');
    const [persons]: { options: string[] }[] = await bench.source.query(
      `SELECT attoptions AS options FROM pg_attribute WHERE attrelid = 'record'::regclass AND attname = 'person_key'`,
    );
    expect(persons?.options).toEqual(['n_distinct=-0.8']);
  });
});
