import 'reflect-metadata';
import { types } from 'pg';
import { DataSource } from 'typeorm';
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
}

/** The one data source; `synchronize` is never on. */
export function createDataSource({ url, poolMax }: DatabaseOptions): DataSource {
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
    applicationName: 'certhub',
    extra: { idle_in_transaction_session_timeout: 600_000 },
  });
}
