import type { Config } from '../../src/platform/config';

/** Single roles run beside a database that somebody else started. */
export function databaseUrlOf({ databaseUrl }: Config): string {
  if (databaseUrl !== null) return databaseUrl;
  process.stderr.write(
    '请设置 DATABASE_URL,或用 certhub start 启动内置数据库与全部进程。\n' +
      'Set DATABASE_URL, or use certhub start, which starts the embedded database and all processes.\n',
  );
  process.exit(2);
}
