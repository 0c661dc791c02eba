import 'reflect-metadata';
import { Pool, types } from 'pg';
import { DataSource } from 'typeorm';
import { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver';
import { ENTITIES } from './entities';
import { MIGRATIONS } from './migrations';
import { SnakeNames } from './naming';

const PG_DATE = 1082;
const PG_INT8 = 20;

// A day is text everywhere (a Date would shift with the time zone of the process); counts stay far below 2^53.
types.setTypeParser(PG_DATE, (day) => day);
types.setTypeParser(PG_INT8, Number);

export interface DatabaseOptions {
  readonly url: string;
  readonly poolMax: number;
  /** How long a verb or view waits for a connection; then it fails, and what it holds is free. */
  readonly waitMs?: number;
}

const WAIT_MS = 30_000;

/** The one data source; `synchronize` is never on. */
export function createDataSource({ url, poolMax, waitMs = WAIT_MS }: DatabaseOptions): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    entities: ENTITIES,
    migrations: MIGRATIONS,
    migrationsTableName: 'migration',
    migrationsTransactionMode: 'each',
    namingStrategy: new SnakeNames(),
    synchronize: false,
    poolSize: poolMax,
    connectTimeoutMS: waitMs,
    applicationName: 'certhub',
    extra: { idle_in_transaction_session_timeout: 600_000 },
  });
}

/** The connections of an open data source, for those who need no TypeORM in between. */
export function poolOf({ driver }: DataSource): Pool {
  const pool: unknown = driver instanceof PostgresDriver ? driver.master : undefined;
  if (!(pool instanceof Pool)) throw new Error('The data source has no pool of connections.');
  return pool;
}
