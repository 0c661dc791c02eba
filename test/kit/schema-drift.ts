import type { DataSource, QueryRunner } from 'typeorm';

/** What TypeORM would change in the database so that tables say what entities say. */
export async function schemaDrift(source: DataSource): Promise<readonly string[]> {
  const create = source.createQueryRunner;
  source.createQueryRunner = (mode) => oneAtATime(create.call(source, mode));
  try {
    const { upQueries } = await source.driver.createSchemaBuilder().log();
    return upQueries.map(({ query }) => query);
  } finally {
    source.createQueryRunner = create;
  }
}

/** TypeORM reads a schema by dozens of queries at once on one connection: here each waits for the one before it. */
function oneAtATime(runner: QueryRunner): QueryRunner {
  const send = runner.query;
  let before: Promise<unknown> = Promise.resolve();
  runner.query = (...asked: Parameters<QueryRunner['query']>) => {
    const answer = before.then(() => send.apply(runner, asked));
    before = answer.catch(() => undefined);
    return answer;
  };
  return runner;
}
