import { Command } from 'commander';
import { stopEmbeddedPostgres } from '../../src/platform/embedded-postgres';
import { processConfig } from '../process-config';

export const stopCommand = new Command('stop')
  .description('停止因异常中断而仍在运行的内置数据库 · stop an embedded database that a crash left running')
  .action(async () => {
    const stopped = await stopEmbeddedPostgres(processConfig().dataDir);
    process.stdout.write(stopped ? '已停止。 Stopped.\n' : '没有正在运行的内置数据库。 None was running.\n');
  });
