/** The one TypeORM DataSource for the TypeORM command line; API and workers build theirs by the same function. */
import { loadConfig } from './src/platform/config';
import { createDataSource } from './src/store/data-source';

const config = loadConfig(process.env);
if (config.databaseUrl === null)
  throw new Error('Set DATABASE_URL: the TypeORM command line needs a running database.');

export default createDataSource({ url: config.databaseUrl, poolMax: 2 });
