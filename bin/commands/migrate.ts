import { Command } from 'commander';
import { migrate } from '../../src/platform/migrate';
import { processConfig } from '../process-config';
import { databaseUrlOf } from '../stack/database-url';

export const migrateCommand = new Command('migrate')
  .description('把数据库升级到本版本 · bring the database to this release')
  .action(async () => {
    const config = processConfig();
    await migrate({ databaseUrl: databaseUrlOf(config), redisUrl: config.redisUrl });
    process.stdout.write('数据库已是本版本。 The database is at this release.\n');
  });
