/** A commit is told of before its answer: only one that changed something, and only once it stands. */
import type { DataSource } from 'typeorm';
import type { Hub } from '../../src/app/ports';
import { refuse } from '../../src/app/refusal';
import { createDataSource } from '../../src/store/data-source';
import { transactionOf } from '../../src/store/transaction';
import { freshDatabase } from '../kit/database';
import { testSealer } from '../kit/test-sealer';

const AT = new Date('2026-06-30T01:00:00Z');

let source: DataSource;
let transaction: Hub['transaction'];
/** Regions that stood in the database each time a commit was told of. */
let told: number[];

beforeEach(async () => {
  const { url } = await freshDatabase();
  // One connection: whoever is told while it is held would wait for ever.
  source = await createDataSource({ url, poolMax: 1 }).initialize();
  told = [];
  transaction = transactionOf(source, testSealer, {
    committed: async () => {
      const [found] = await source.query('SELECT count(*)::int AS regions FROM region');
      told.push(found.regions);
    },
  });
}, 60_000);
afterEach(() => source.destroy());

const write: Parameters<Hub['transaction']>[0] = async ({ registry }) => {
  await registry.lock();
  await registry.save(
    { regions: [{ code: '510000', name: '四川省', grade: 'PROVINCE', parentCode: null }] },
    { at: AT, by: 'test' },
  );
};

test('a commit that wrote is told of, when others see it', async () => {
  await transaction(write);
  expect(told).toEqual([1]);
});

test('a transaction that only read is not', async () => {
  await expect(transaction(async ({ registry }) => registry.client('nobody'))).resolves.toBeUndefined();
  expect(told).toEqual([]);
});

test('neither is a refusal, nor an error', async () => {
  const refused = transaction(async (stores) => {
    await write(stores);
    return refuse('FORBIDDEN');
  });
  await expect(refused).resolves.toMatchObject({ kind: 'refused' });
  const failed = transaction(async (stores) => {
    await write(stores);
    throw new Error('It fails at the end.');
  });
  await expect(failed).rejects.toThrow('It fails');
  expect(told).toEqual([]);
});
