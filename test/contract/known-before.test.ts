/** Persons and photos that the hub knows when a chunk is checked, and those that come while others are checked beside. */
import type { StoredBefore } from '../../src/app/known-ports';
import type { Stores } from '../../src/app/ports';
import { forwardingBench, type ForwardingBench } from '../kit/approved-batch';
import { keysOfSitters, storeChecked, waitingChunk } from '../kit/checked-chunks';
import { batchOfSitters, type Sitter } from '../kit/sitters';
import { until } from '../kit/upload-desk';

describe('what the hub knows before a chunk is stored', () => {
  let bench: ForwardingBench;
  beforeEach(async () => {
    bench = await forwardingBench();
  });
  afterEach(() => bench.close());

  const before = ({ known }: Pick<Stores, 'known'>, sitters: readonly Sitter[]): Promise<StoredBefore> =>
    known.storedBefore(keysOfSitters(sitters).digests());
  const positions = async (sitters: readonly Sitter[]): Promise<readonly number[]> => {
    const { positions: found } = await bench.transaction((stores) => before(stores, sitters));
    return [...found].sort((one, other) => one - other);
  };

  /** As a worker does: looks, stores, and marks the chunk. */
  async function check(stores: Stores, batchId: string, sitters: readonly Sitter[]): Promise<StoredBefore> {
    const seen = await before(stores, sitters);
    await storeChecked(stores, batchId, sitters);
    return seen;
  }
  const sealed = (records: number): Promise<string> => waitingChunk(bench, records);
  const beside = (id: string, since: string, atMost = 100): Promise<readonly number[] | undefined> =>
    bench.transaction(({ known }) => known.storedBeside(id, { since, atMost }));

  /** Transactions are numbered over all databases of a server: those of tests that run beside count too. */
  async function untilOlderTransactionsEnded(): Promise<void> {
    const asked = async (sql: string, values: readonly string[] = []): Promise<unknown> => {
      const rows = await bench.source.query<readonly { readonly told: unknown }[]>(sql, [...values]);
      return rows[0]?.told;
    };
    const begun = String(await asked('SELECT pg_snapshot_xmax(pg_current_snapshot())::text AS told'));
    const ended = 'SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint >= $1::bigint AS told';
    await until('older transactions have ended', async () => (await asked(ended, [begun])) === true);
  }

  test('whose person or photo stands in a record, of whatever batch and verdict', async () => {
    await batchOfSitters(bench, [{ person: 'a', photo: 'x' }, { person: 'b', verdict: 'RETURNED' }, { photo: 'y' }]);
    expect(
      await positions([
        { person: 'stranger', photo: 'new' },
        { person: 'a' },
        { person: 'c', photo: 'y' },
        {},
        { person: 'b', photo: 'x' },
      ]),
    ).toEqual([2, 3, 5]);
  });

  test('nobody is known to an empty hub, and nothing is what it was not asked', async () => {
    expect(await positions([{ person: 'a', photo: 'x' }, {}])).toEqual([]);
    await batchOfSitters(bench, [{ person: 'a' }]);
    expect(await positions([{}, { photo: 'x' }])).toEqual([]);
  });

  test('two chunks checked at the same time know nothing of each other, and each batch is told when it settles', async () => {
    const [one, other] = [await sealed(2), await sealed(1)];
    const [first, second] = await bench.transaction(async (stores) => {
      const seen = await check(stores, one, [{ person: 'a', photo: 'x' }, { person: 'b' }]);
      const seenBeside = await bench.transaction((others) => check(others, other, [{ person: 'b', photo: 'z' }]));
      return [seen, seenBeside];
    });
    expect([first?.positions, second?.positions]).toEqual([[], []]);
    expect(await beside(one, first?.since ?? '')).toEqual([2]);
    expect(await beside(other, second?.since ?? '')).toEqual([1]);
  });

  test('what was stored before a chunk looked is not looked at again; photos count like persons', async () => {
    const [one, other, third] = [await sealed(1), await sealed(1), await sealed(1)];
    await bench.transaction((stores) => check(stores, one, [{ person: 'a', photo: 'x' }]));
    await untilOlderTransactionsEnded();
    const { positions: found, since } = await bench.transaction((stores) =>
      check(stores, other, [{ person: 'a', photo: 'x' }]),
    );
    expect(found).toEqual([1]);
    expect(await beside(other, since)).toEqual([]);
    await bench.transaction((stores) => check(stores, third, [{ person: 'c', photo: 'x' }]));
    expect(await beside(other, since)).toEqual([1]);
  });

  test('of more than was asked, and of a database whose transactions are numbered anew, it is not said', async () => {
    const [one, other] = [await sealed(1), await sealed(2)];
    const { since } = await bench.transaction((stores) => check(stores, one, [{ person: 'a' }]));
    await bench.transaction((stores) => check(stores, other, [{ person: 'a' }, { person: 'b' }]));
    expect(await beside(one, since, 2)).toEqual([1]);
    expect(await beside(one, since, 1)).toBeUndefined();
    expect(await beside(one, `${2n ** 50n}`)).toBeUndefined();
  });
});
