import { createDataSource } from '../store/data-source';
import { type QueueSettings, migrateQueue } from './queue';

/** Brings the database to this release. Safe to run twice and from several processes: a lock lets one go first. */
export async function migrate(settings: QueueSettings): Promise<void> {
  const source = createDataSource({ url: settings.databaseUrl, poolMax: 2 });
  await source.initialize();
  const guard = source.createQueryRunner();
  try {
    await guard.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await source.runMigrations({ transaction: 'each' });
    await migrateQueue(settings);
  } finally {
    await guard.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    await guard.release();
    await source.destroy();
  }
}

/** Any number that nothing else in this database uses. */
const MIGRATION_LOCK = 7_022_019;
