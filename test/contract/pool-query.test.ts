/** A statement that is kept is planned once a connection, and no view fails because it is not there. */
import { Pool } from 'pg';
import { poolQuery } from '../../src/store/pool-query';
import type { Query } from '../../src/store/views/query';
import { freshDatabase } from '../kit/database';

const NUMBERS = 'SELECT number FROM numbers WHERE number >= $1 ORDER BY number';
const KEPT_MAX = 100;

describe('on one connection', () => {
  let pool: Pool;
  let query: Query;
  beforeEach(async () => {
    const { url } = await freshDatabase();
    pool = new Pool({ connectionString: url, max: 1 });
    await pool.query('CREATE TABLE numbers AS SELECT generate_series(1, 3) AS number');
    query = poolQuery(pool);
  });
  afterEach(() => pool.end());

  const prepared = async (): Promise<readonly string[]> => {
    const { rows } = await pool.query<{ statement: string }>('SELECT statement FROM pg_prepared_statements');
    return rows.map(({ statement }) => statement);
  };

  test('a kept statement is prepared once, for all its values', async () => {
    expect(await query(NUMBERS, [2], 'kept')).toEqual([{ number: 2 }, { number: 3 }]);
    expect(await query(NUMBERS, [3], 'kept')).toEqual([{ number: 3 }]);
    expect(await prepared()).toEqual([NUMBERS]);
  });

  test('others are planned anew', async () => {
    expect(await query(NUMBERS, [3])).toEqual([{ number: 3 }]);
    expect(await query(NUMBERS, [3], 'anew')).toEqual([{ number: 3 }]);
    expect(await prepared()).toEqual([]);
  });

  test.each([
    ['a connection that lost it', 'DEALLOCATE ALL'],
    ['columns that a migration changed', 'ALTER TABLE numbers ALTER COLUMN number TYPE text USING number::text'],
  ])('%s', async (_title, meanwhile) => {
    const asked = NUMBERS.replace('number >=', 'number::int >=');
    await query(asked, [3], 'kept');
    await pool.query(meanwhile);
    expect((await query<{ number: unknown }>(asked, [3], 'kept')).map(({ number }) => Number(number))).toEqual([3]);
  });

  test('what is wrong with a question is told as it is', async () => {
    await expect(query(NUMBERS, ['x'], 'kept')).rejects.toMatchObject({ code: '22P02' });
    await expect(query('SELECT nothing FROM numbers', [], 'kept')).rejects.toMatchObject({ code: '42703' });
  });

  test('no more than a limit are kept, and what comes after them is answered', async () => {
    for (let text = 0; text <= KEPT_MAX; text += 1)
      expect(await query(`SELECT ${text} AS number`, [], 'kept')).toEqual([{ number: text }]);
    expect(await prepared()).toHaveLength(KEPT_MAX);
  });
});
