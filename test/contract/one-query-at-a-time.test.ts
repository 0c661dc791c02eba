/** Holds the guard of test/kit/one-query-at-a-time.ts: what it looks for is found, and nothing else. */
import type { Client } from 'pg';
import { freshDatabase } from '../kit/database';
import { takeOverlaps } from '../kit/one-query-at-a-time';

const connection = async (): Promise<Client> => (await freshDatabase()).connect();

test('a second query on a connection that runs one is noticed, with its place', async () => {
  const client = await connection();
  await Promise.all([client.query('SELECT 1 AS first'), client.query({ text: 'SELECT 2 AS second' })]);
  const [overlap, ...more] = takeOverlaps();
  expect(overlap?.message).toBe('Sent while the connection runs: SELECT 1 AS first');
  expect(overlap?.stack).toContain('one-query-at-a-time.test');
  expect(more).toEqual([]);
});

test('one after the other is fine, also behind a query that failed', async () => {
  const client = await connection();
  await client.query('BEGIN');
  await expect(client.query('SELECT 1 / 0')).rejects.toMatchObject({ code: '22012' });
  await client.query('ROLLBACK');
  await client.query('SELECT 1');
  expect(takeOverlaps()).toEqual([]);
});
