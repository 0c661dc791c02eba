/** After every migration nothing is left to synchronise: entities and tables say the same. */
import type { DataSource } from 'typeorm';
import { createDataSource } from '../../src/store/data-source';
import { freshDatabase } from '../kit/database';
import { schemaDrift } from '../kit/schema-drift';

describe('migration drift', () => {
  let source: DataSource;
  beforeEach(async () => {
    const { url } = await freshDatabase();
    source = await createDataSource({ url, poolMax: 2 }).initialize();
  }, 60_000);
  afterEach(() => source.destroy());

  test('the migrations make exactly what the entities say', async () => {
    expect(await schemaDrift(source)).toEqual([]);
  });

  test('every migration is in the database, and none waits', async () => {
    expect(await source.showMigrations()).toBe(false);
  });

  test.each([
    ['a column too many', 'ALTER TABLE record ADD COLUMN planted text'],
    ['a column too few', 'ALTER TABLE record DROP COLUMN sealed'],
    ['another type', 'ALTER TABLE record ALTER COLUMN line TYPE bigint'],
    ['a column that may be empty', 'ALTER TABLE record ALTER COLUMN verdict DROP NOT NULL'],
    ['an index too few', 'DROP INDEX record_certificate_no_ix'],
  ])('%s is found', async (_, planted) => {
    await source.query(planted);
    expect(await schemaDrift(source)).not.toEqual([]);
  });
});
