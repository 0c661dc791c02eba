import type { TestHub } from './hub';

/** What every table of the hub holds, as one text: equal before and after means that nothing was written. */
export async function tableDigests(hub: Pick<TestHub, 'query'>): Promise<string> {
  const tables = await hub.query<{ name: string }>(
    `SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename`,
  );
  const digests: string[] = [];
  for (const { name } of tables) {
    const [row] = await hub.query<{ digest: string }>(
      `SELECT count(*) || ':' || coalesce(sum(hashtextextended(row::text, 0)), 0) AS digest FROM ${name} AS row`,
    );
    digests.push(`${name} ${row?.digest ?? ''}`);
  }
  return digests.join('\n');
}
