/** Keys in a worker's memory never deny whom the look-up finds, whatever was checked beside, taken back or settled. */
import { randomUUID } from 'node:crypto';
import type { StoredBefore } from '../../src/app/known-ports';
import type { Hub, Stores } from '../../src/app/ports';
import { type Digests, repeatKeys } from '../../src/domain/intake/repeat-keys';
import { poolOf } from '../../src/store/data-source';
import { type KeySettings, type KnownKeys, knownKeys } from '../../src/store/known-keys';
import { poolQuery } from '../../src/store/pool-query';
import { storedBefore } from '../../src/store/known-before';
import { transactionOf } from '../../src/store/transaction';
import type { Query } from '../../src/store/views/query';
import { forwardingBench, type ForwardingBench } from '../kit/approved-batch';
import { copyRecords, UNREAD } from '../kit/copy-records';
import { keysOfSitters, storeChecked, waitingChunk } from '../kit/checked-chunks';
import { silentLog } from '../kit/database';
import { batchOfSitters, type Sitter } from '../kit/sitters';
import { testSealer } from '../kit/test-sealer';

const MIB = 1024 ** 2;
const LIMITS = { recordsMin: 1, roomMin: 1_000, keysPerPage: 3, chunksMax: 20, recordsMax: 100, readAgainMs: 0 };

describe('keys of persons and photos in memory', () => {
  let bench: ForwardingBench;
  let ask: Query;
  beforeEach(async () => {
    bench = await forwardingBench();
    ask = poolQuery(poolOf(bench.source));
  });
  afterEach(() => bench.close());

  interface Worker {
    readonly keys: KnownKeys;
    readonly transaction: Hub['transaction'];
    /** Looks that the memory answered. */
    answered(): number;
  }
  function worker(settings: Partial<KeySettings> = {}, query: Query = ask): Worker {
    const keys = knownKeys(query, { bytesMax: MIB, log: silentLog, limits: LIMITS, ...settings });
    let answered = 0;
    const counted: KnownKeys = {
      ...keys,
      upToNow: async (manager, records) => {
        const known = await keys.upToNow(manager, records);
        if (known !== undefined) answered += 1;
        return known;
      },
    };
    return {
      keys,
      transaction: transactionOf(bench.source, testSealer, { keys: counted }),
      answered: () => answered,
    };
  }
  /** A worker that has read what is there. */
  async function ready(settings: Partial<KeySettings> = {}, query: Query = ask): Promise<Worker> {
    const made = worker(settings, query);
    await look(made, [{ person: 'nobody' }]);
    await made.keys.read();
    return made;
  }
  const look = (by: Pick<Worker, 'transaction'>, sitters: readonly Sitter[]): Promise<StoredBefore> =>
    by.transaction(({ known }) => known.storedBefore(keysOfSitters(sitters).digests()));
  const positions = async (by: Pick<Worker, 'transaction'>, sitters: readonly Sitter[]): Promise<readonly number[]> =>
    (await look(by, sitters)).positions;

  const sealed = (records: number): Promise<string> => waitingChunk(bench, records);
  /** As a worker does; answers what it knew of them. */
  const check = async (by: Worker, sitters: readonly Sitter[]): Promise<readonly number[]> => {
    const id = await sealed(sitters.length);
    return by.transaction(async (stores) => {
      const { positions: known } = await stores.known.storedBefore(keysOfSitters(sitters).digests());
      await storeChecked(stores, id, sitters);
      return known;
    });
  };

  test('what was there when they were read, page by page; what each worker checks since; persons as photos', async () => {
    await batchOfSitters(
      bench,
      [...'abcdefgh'].map((person) => ({ person, photo: `photo ${person}` })),
    );
    const [one, other] = [await ready(), await ready()];
    expect(
      await positions(
        one,
        [...'axhyz'].map((person) => ({ person })),
      ),
    ).toEqual([1, 3]);
    expect(await positions(one, [{ photo: 'photo h' }, { photo: 'photo x' }, {}])).toEqual([1]);
    expect(await check(one, [{ person: 'x', photo: 'new' }, { person: 'b' }])).toEqual([2]);
    expect(await check(other, [{ person: 'y' }, { person: 'x' }, { photo: 'new' }])).toEqual([2, 3]);
    expect(await check(one, [{ person: 'z' }, { person: 'y' }])).toEqual([2]);
    expect([one.answered(), other.answered()]).toEqual([4, 1]);
  });

  test('a chunk whose batch has settled is read from its records', async () => {
    const [one, other] = [await ready(), await ready()];
    await check(one, [{ person: 'x', photo: 'new' }, {}]);
    await bench.source.query('DELETE FROM chunk_key');
    expect(await positions(other, [{ person: 'x' }, { photo: 'new' }, { person: 'y' }])).toEqual([1, 2]);
    expect(other.answered()).toBe(1);
  });

  /** As where a chunk has been claimed, and others end between the claim and the look. */
  const claimed = async (stores: Stores, batchId: string): Promise<void> => {
    expect(await stores.chunks.claim(batchId, 1).catch(() => 'unreadable')).toBe('unreadable');
    await bench.source.query('SELECT pg_current_xact_id()');
  };

  test('a worker learns what it stored itself, in a transaction that had begun to write before it looked', async () => {
    const [one, other] = [await ready(), await ready()];
    const id = await sealed(1);
    await one.transaction(async (stores) => {
      await claimed(stores, id);
      await stores.known.storedBefore(keysOfSitters([{ person: 'mine' }]).digests());
      await storeChecked(stores, id, [{ person: 'mine' }]);
    });
    expect(await positions(one, [{ person: 'mine' }])).toEqual([1]);
    expect(await positions(other, [{ person: 'mine' }])).toEqual([1]);
    expect([one.answered(), other.answered()]).toEqual([2, 1]);
  });

  test('numbers of transactions from a dump, above those of today, neither hide what comes nor have all read again', async () => {
    let readings = 0;
    const counting: Query = (sql, parameters) => {
      if (sql.includes('reltuples')) readings += 1;
      return ask(sql, parameters);
    };
    const before = await ready();
    for (const person of ['a', 'b', 'c']) await check(before, [{ person }]);
    await bench.source.query('UPDATE chunk SET checked_xid = checked_xid + 1000000000; DELETE FROM chunk_key');
    const restored = await ready({ limits: { ...LIMITS, recordsMax: 2 } }, counting);
    for (const person of ['d', 'e', 'f']) {
      expect(await check(restored, [{ person }, { person: 'a' }])).toEqual([2]);
      expect(await positions(restored, [{ person }, { person: 'x' }])).toEqual([1]);
    }
    expect([restored.answered(), readings]).toEqual([6, 1]);
  });

  test('a digest of zeros, as an institution may write one, is looked up', async () => {
    const zeros = Buffer.alloc(16);
    const nearly = Buffer.from('00000001000000000000000000000000', 'hex');
    const id = await sealed(2);
    const rows = [zeros, nearly].map((photoKey, index) => ({ ...UNREAD, line: index + 1, photoKey }));
    await bench.transaction(({ records }) => copyRecords(records, id, rows));
    const made = await ready();
    const keys = repeatKeys(2);
    for (const photoKey of [nearly, zeros]) {
      keys.add({ holdingKey: null, personKey: null, photoKey, certificateNo: null });
    }
    const { positions: found } = await made.transaction(({ known }) => known.storedBefore(keys.digests()));
    expect([...found].sort()).toEqual([1, 2]);
    expect(made.answered()).toBe(1);
  });

  test('what is stored beside is known once it is committed, what is taken back never', async () => {
    const [one, other] = [await ready(), await ready()];
    const [kept, undone] = [await sealed(1), await sealed(1)];
    await one.transaction(async (stores) => {
      await storeChecked(stores, kept, [{ person: 'kept' }]);
      expect(await positions(other, [{ person: 'kept' }])).toEqual([]);
    });
    const taken = one.transaction(async (stores) => {
      await storeChecked(stores, undone, [{ person: 'undone' }]);
      expect(await positions(other, [{ person: 'undone' }, { person: 'kept' }])).toEqual([2]);
      throw new Error('The worker dies.');
    });
    await expect(taken).rejects.toThrow('The worker dies.');
    expect(await positions(other, [{ person: 'undone' }, { person: 'kept' }])).toEqual([2]);
  });

  test('the oldest transaction that a look may have missed is one that was open', async () => {
    const [one, other] = [await ready(), await ready()];
    const id = await sealed(1);
    await one.transaction(async (stores) => {
      await storeChecked(stores, id, [{ person: 'late' }]);
      const [mine] = await bench.source.query<{ xid: number }[]>(
        `SELECT min(backend_xid::text::bigint) AS xid FROM pg_stat_activity WHERE datname = current_database()`,
      );
      const { since } = await look(other, [{ person: 'late' }]);
      expect(BigInt(since)).toBeLessThanOrEqual(BigInt(mine?.xid ?? 0));
    });
  });

  test('any order of checks on two hosts, open, committed, taken back or settled, finds what the look-up finds', async () => {
    const workers = [await ready(), await ready()];
    let state = 7;
    const random = (below: number): number => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.floor((state / 2_147_483_648) * below);
    };
    const someone = (): Sitter => ({
      ...(random(5) === 0 ? {} : { person: `p${random(60)}` }),
      ...(random(3) === 0 ? {} : { photo: `f${random(30)}` }),
    });
    const agrees = async (stores: Stores, by: Worker): Promise<void> => {
      const asked: Digests = keysOfSitters(Array.from({ length: 12 }, someone)).digests();
      const answeredBefore = by.answered();
      const { positions: fromMemory } = await stores.known.storedBefore(asked);
      expect(by.answered()).toBe(answeredBefore + 1);
      const looked = await bench.transaction(({ known }) => known.storedBefore(asked));
      expect([...fromMemory].sort()).toEqual([...looked.positions].sort());
    };
    for (let step = 0; step < 25; step += 1) {
      const [first, second] = random(2) === 0 ? workers : [...workers].reverse();
      if (first === undefined || second === undefined) throw new Error('There are two.');
      const [outer, inner] = [await sealed(3), await sealed(2)];
      const dies = random(3) === 0;
      const work = first.transaction(async (stores) => {
        if (random(2) === 0) await claimed(stores, outer);
        await agrees(stores, first);
        await storeChecked(stores, outer, [someone(), someone(), someone()]);
        await second.transaction(async (others) => {
          if (random(2) === 0) await claimed(others, inner);
          await agrees(others, second);
          await storeChecked(others, inner, [someone(), someone()]);
        });
        if (dies) throw new Error('dies');
      });
      await work.catch((error: unknown) => expect(error).toEqual(new Error('dies')));
      if (random(3) === 0) await bench.source.query('DELETE FROM chunk_key');
    }
  });

  test('a worker that stood still for too long, or finds another server, reads all anew and looks up meanwhile', async () => {
    await batchOfSitters(bench, [{ person: 'a' }]);
    const slow = await ready({ limits: { ...LIMITS, recordsMax: 1 } });
    const busy = await ready();
    await check(busy, [{ person: 'b' }, { person: 'c' }]);
    await bench.source.query('DELETE FROM chunk_key');
    expect(await positions(slow, [{ person: 'a' }, { person: 'c' }, { person: 'd' }])).toEqual([1, 2]);
    expect(slow.answered()).toBe(0);
    await slow.keys.read();
    expect(await positions(slow, [{ person: 'a' }, { person: 'c' }, { person: 'd' }])).toEqual([1, 2]);
    expect(slow.answered()).toBe(1);

    const crowded = await ready({ limits: { ...LIMITS, chunksMax: 1 } });
    await check(busy, [{ person: 'e' }]);
    await check(busy, [{ person: 'f' }]);
    expect(await positions(crowded, [{ person: 'e' }, { person: 'd' }])).toEqual([1]);
    expect(crowded.answered()).toBe(0);

    const elsewhere: Query = async (sql, parameters) => {
      const found = await ask<object>(sql, parameters);
      return found.map((row) => ('server' in row ? { ...row, server: 'of yesterday' } : row)) as never;
    };
    const moved = await ready({}, elsewhere);
    expect(await positions(moved, [{ person: 'a' }])).toEqual([1]);
    expect(moved.answered()).toBe(0);
  });

  test('all is read anew after the server came up by itself: it gives numbers of transactions once more', async () => {
    const one = await ready();
    await positions(one, [{ person: 'x' }]);
    expect(one.answered()).toBe(1);
    // As PostgreSQL does when one of its processes was killed, without a new start of the whole.
    await bench.source.query(`SELECT pg_stat_reset_shared('bgwriter')`);
    await positions(one, [{ person: 'x' }]);
    expect(one.answered()).toBe(1);
    await one.keys.read();
    await positions(one, [{ person: 'x' }]);
    expect(one.answered()).toBe(2);
  });

  test('more keys than were reckoned with are read into twice the room; without room they are looked up', async () => {
    const many = Array.from({ length: 40 }, () => ({ person: randomUUID() }));
    await batchOfSitters(bench, many);
    const grown = await ready({ limits: { ...LIMITS, roomMin: 4 } });
    expect(await positions(grown, [...many, { person: 'stranger' }])).toHaveLength(many.length);
    expect(grown.answered()).toBe(1);

    let asked = 0;
    const roomless = await ready({ bytesMax: 0 }, (sql, parameters) => {
      asked += 1;
      return ask(sql, parameters);
    });
    expect(await positions(roomless, [...many, { person: 'stranger' }])).toHaveLength(many.length);
    expect([roomless.answered(), asked]).toEqual([0, 1]);
  });

  test('few records are looked up; a reading that fails leaves the look-up', async () => {
    await batchOfSitters(bench, [{ person: 'a' }]);
    const few = await ready({ limits: { ...LIMITS, recordsMin: 3 } });
    expect(await positions(few, [{ person: 'a' }, {}])).toEqual([1]);
    expect(few.answered()).toBe(0);
    const broken = await ready({}, async () => {
      throw new Error('The database is away.');
    });
    expect(await positions(broken, [{ person: 'a' }])).toEqual([1]);
    expect(broken.answered()).toBe(0);
  });

  test('storedBefore without keys is the look-up', async () => {
    await batchOfSitters(bench, [{ person: 'a' }]);
    const { positions: found } = await bench.source.transaction((manager) =>
      storedBefore(manager, keysOfSitters([{ person: 'a' }]).digests(), undefined),
    );
    expect(found).toEqual([1]);
  });
});
