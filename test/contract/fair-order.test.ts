/** Institutions take turns at the checks, whatever each of them has sent. */
import { setTimeout } from 'node:timers/promises';
import type { Hub } from '../../src/app/ports';
import { settleBatch } from '../../src/app/settle-batch';
import { sweep } from '../../src/app/sweep';
import { mergeFacts } from '../../src/domain/rules/batch-facts';
import { forwardingBench, type ForwardingBench } from '../kit/approved-batch';
import { CHECK_WINDOW, checksDesk, type ChecksDesk, LARGE, LARGEST } from '../kit/checks-desk';
import { pausedHub } from '../kit/paused-hub';
import { decisionHub } from '../kit/waiting-batch';

jest.setTimeout(60_000);

const SOON_MS = 10_000;
const LOOK_MS = 20;

describe('the order of checks', () => {
  let bench: ForwardingBench;
  let desk: ChecksDesk;
  beforeEach(async () => {
    bench = await forwardingBench();
    desk = checksDesk(bench);
  });
  afterEach(() => bench.close());

  const large = (chunks: number): { chunks: number; records: number } => ({ chunks, records: LARGE });
  const small = { chunks: 1, records: 1 };
  const checksOf = (names: readonly string[]): string => names.filter((name) => !/[>!]$/.test(name)).join(' ');

  test('a second institution is next after the window of the first, and then they take turns', async () => {
    await desk.seal('A', '0001', large(9));
    expect(desk.waiting()).toEqual(['A1', 'A2']);
    expect(await desk.work()).toBe('A1');
    await desk.seal('B', '0002', large(3));
    expect(desk.waiting()).toEqual(['A2', 'A3', 'B1', 'B2']);
    expect(checksOf(await desk.workAll())).toBe('A2 A3 B1 B2 A4 A5 B3 A6 A7 A8 A9');
    expect(await desk.stateOf('A')).not.toBe('CHECKING');
    expect(await desk.stateOf('B')).not.toBe('CHECKING');
  });

  test('an institution that goes on sealing gets no more of the queue', async () => {
    for (const name of ['A', 'B', 'C', 'D']) await desk.seal(name, '0001', large(3));
    expect(desk.waiting()).toEqual(['A1', 'A2']);
    // The oldest batch first.
    expect(checksOf(await desk.workAll())).toBe('A1 A2 A3 B1 B2 B3 C1 C2 C3 D1 D2 D3');
  });

  test('a small batch stands in a queue of its own, is settled at once, and does not wait for its own large one either', async () => {
    await desk.seal('A', '0001', large(9));
    await desk.seal('b', '0002', small);
    await desk.seal('a', '0001', { chunks: 3, records: 3 });
    expect(desk.waiting()).toEqual(['A1', 'A2', 'b*', 'a*']);
    const order = await desk.workAll();
    expect(order.slice(0, 4)).toEqual(['A1', 'A2', 'b*', 'a*']);
    // No settlement is reminded of: it was done.
    expect(order.filter((name) => name.endsWith('!'))).toEqual(['A!']);
    expect([await desk.linesOf('b'), await desk.linesOf('a'), await desk.linesOf('A')]).toEqual([
      [1, 1],
      [3, 3],
      [9, 9],
    ]);
  });

  test('many small batches of one institution leave room for those of others', async () => {
    for (const name of ['a', 'b', 'c', 'd', 'e']) await desk.seal(name, '0001', small);
    await desk.seal('z', '0002', small);
    expect(await desk.workAll()).toEqual(['a*', 'b*', 'z*', 'c*', 'd*', 'e*']);
  });

  test('a queue that lost everything is filled again by the next check, or by the sweep: each chunk is checked once', async () => {
    await desk.seal('A', '0001', large(6));
    await desk.seal('B', '0002', large(2));
    await desk.seal('c', '0003', small);
    await desk.work();
    desk.wipe();
    await sweep(desk.hub);
    // In turns: the first of each, then the second of each.
    expect(desk.waiting()).toEqual(['A2', 'B1', 'A3', 'B2', 'c*']);
    desk.double();
    await desk.workAll();
    for (const [name, lines] of [
      ['A', 6],
      ['B', 2],
      ['c', 1],
    ] as const) {
      expect([name, await desk.linesOf(name), await desk.stateOf(name)]).toEqual([
        name,
        [lines, lines],
        expect.not.stringMatching('CHECKING'),
      ]);
    }
  });

  test('what was lost while others went on comes back with the next check', async () => {
    await desk.seal('A', '0001', large(4));
    await desk.work();
    desk.wipe();
    // As a worker that had taken A2 before.
    await desk.hub.reminders.remind('check-chunk', [{ batchId: await idOf('A'), chunkNo: 2 }]);
    expect(checksOf(await desk.workAll())).toBe('A2 A3 A4');
  });

  test('a chunk that fails holds up nobody, is not tried again at once, and is told again by the sweep after the others', async () => {
    await desk.seal('A', '0001', large(4));
    await desk.spoil('A', 1);
    await desk.seal('b', '0001', { chunks: 2, records: 2 });
    await desk.spoil('b', 2);
    const done = await desk.workAll();
    expect(done[0]).toMatch(/^A1 \w+/);
    expect(done[2]).toMatch(/^b\* \w+/);
    expect(checksOf(done.filter((name) => !name.includes(' ')))).toBe('A2 A3 A4');
    await desk.seal('C', '0001', large(1));
    desk.wipe();
    await sweep(desk.hub);
    expect(desk.waiting()).toEqual(['C1', 'A1', 'b*']);
    await desk.mend('A', 1);
    await desk.mend('b', 2);
    await desk.workAll();
    expect([await desk.linesOf('A'), await desk.linesOf('b')]).toEqual([
      [4, 4],
      [2, 2],
    ]);
    expect([await desk.stateOf('A'), await desk.stateOf('b')]).not.toContain('CHECKING');
  });

  test('the sweep takes no more than its limit, in turns', async () => {
    for (const [name, institution] of [
      ['A', '0001'],
      ['B', '0002'],
      ['C', '0003'],
    ] as const)
      await desk.seal(name, institution, large(4));
    const { chunks } = await desk.hub.views.dueWork(new Date(), { limit: 4, window: CHECK_WINDOW });
    const codes = await bench.source.query(`SELECT id, institution_code AS code FROM batch`);
    const codeOf = new Map<string, string>(codes.map(({ id, code }: { id: string; code: string }) => [id, code]));
    expect(chunks.map(({ batchId, chunkNo }) => `${codeOf.get(batchId) ?? ''} ${chunkNo}`)).toEqual([
      '0001 1',
      '0002 1',
      '0003 1',
      '0001 2',
    ]);
  });

  const idOf = async (name: string): Promise<string> => {
    const [found] = await bench.source.query(`SELECT id FROM batch ORDER BY sealed_at OFFSET $1 LIMIT 1`, [
      name.charCodeAt(0) - 'A'.charCodeAt(0),
    ]);
    return found.id;
  };
});

describe('settling', () => {
  let bench: ForwardingBench;
  beforeEach(async () => {
    bench = await forwardingBench();
  });
  afterEach(() => bench.close());

  const WORKERS = 2;
  const largest = { chunks: 1, records: LARGEST };
  const middle = { chunks: 2, records: LARGE };

  /** Settlements of these batches stand still with all that they hold, until `goOn`. */
  function heldSettlements(): { hub: Partial<Hub>; held: Set<string>; under: Set<string>; goOn(): void } {
    const held = new Set<string>();
    const under = new Set<string>();
    let goOn = (): void => undefined;
    const released = new Promise<void>((resolve) => (goOn = resolve));
    const transaction: Hub['transaction'] = (work) =>
      bench.transaction((stores) =>
        work({
          ...stores,
          batches: {
            ...stores.batches,
            settle: async (id, settlement) => {
              await stores.batches.settle(id, settlement);
              if (!held.has(id)) return;
              under.add(id);
              await released;
              under.delete(id);
            },
          },
        }),
      );
    return { hub: { transaction }, held, under, goOn };
  }

  /** Every chunk, without a word to anybody. */
  const check = (): Promise<unknown> =>
    bench.source.query(`UPDATE chunk SET checked_at = now(), packs = 'p', facts = $1`, [
      JSON.stringify(mergeFacts([])),
    ]);

  const soon = async (holds: () => Promise<boolean> | boolean): Promise<void> => {
    const endsAtMs = Date.now() + SOON_MS;
    while (!(await holds())) {
      if (Date.now() > endsAtMs) throw new Error('It did not come to that.');
      await setTimeout(LOOK_MS);
    }
  };

  test('a batch of 2,001 settles while every settlement of two floods that were ready before it goes on and on', async () => {
    const { hub, held, under, goOn } = heldSettlements();
    const desk = checksDesk(bench, hub);
    for (const [name, institution] of [
      ['A', '0001'],
      ['B', '0001'],
      ['C', '0001'],
      ['D', '0001'],
      ['E', '0001'],
      ['F', '0002'],
    ] as const) {
      held.add(await desk.seal(name, institution, largest));
    }
    desk.employ(WORKERS);
    // One of each institution: the second process is not filled by what the first institution has ready besides.
    await soon(() => under.size === WORKERS);
    await desk.seal('m', '0003', middle);
    await desk.seal('n', '0001', middle);
    await soon(async () => (await desk.stateOf('m')) !== 'CHECKING' && (await desk.stateOf('n')) !== 'CHECKING');
    expect([await desk.stateOf('A'), await desk.stateOf('F'), under.size]).toEqual(['CHECKING', 'CHECKING', WORKERS]);
    goOn();
    await desk.idle();
    for (const name of 'ABCDEFmn') expect([name, await desk.stateOf(name)]).not.toContain('CHECKING');
  });

  test('institutions take turns, whatever each of them has ready; what fails steps aside until the sweep', async () => {
    const failing = new Set<string>();
    const desk = checksDesk(bench, {
      transaction: (work) =>
        bench.transaction((stores) =>
          work({
            ...stores,
            batches: {
              ...stores.batches,
              settle: async (id, settlement) => {
                if (failing.has(id)) throw new TypeError('The line broke.');
                await stores.batches.settle(id, settlement);
              },
            },
          }),
        ),
    });
    const ids = new Map<string, string>();
    for (const name of ['A', 'B', 'C', 'D'])
      ids.set(name, await desk.seal(name, '0001', { chunks: 1, records: LARGE }));
    for (const name of ['Y', 'Z']) ids.set(name, await desk.seal(name, '0002', { chunks: 1, records: LARGE }));
    failing.add(ids.get('B') ?? '');
    await check();
    desk.wipe();
    // As by those who checked their last chunks.
    const ready = [...ids.values()].map((batchId) => ({ batchId }));
    await desk.hub.reminders.remind('settle-batch', ready);
    const settled = (names: readonly string[]): string => names.filter((name) => /!/.test(name)).join(' ');
    expect(settled(await desk.workAll())).toBe('A! Y! B! TypeError Z! C! D!');
    await sweep(desk.hub);
    expect(desk.waiting()).toEqual(['B!']);
    failing.clear();
    await desk.workAll();
    expect(await desk.stateOf('B')).not.toBe('CHECKING');
  });

  test('a queue that lost its settlements is filled again by the sweep, each in its turn', async () => {
    const desk = checksDesk(bench);
    await desk.seal('A', '0001', largest);
    await desk.seal('B', '0001', largest);
    await desk.seal('C', '0002', largest);
    await desk.seal('m', '0002', middle);
    await desk.seal('s', '0002', { chunks: 1, records: 1 });
    await check();
    desk.wipe();
    await sweep(desk.hub);
    expect(desk.waiting()).toEqual(['s>', 'm!', 'A!', 'C!']);
    desk.double();
    await desk.workAll();
    for (const name of 'ABCms') expect([name, await desk.stateOf(name)]).not.toContain('CHECKING');
  });

  test('two batches of two institutions settle side by side: neither waits for a lock of the other', async () => {
    const desk = checksDesk(bench);
    const [first, second] = [
      await desk.seal('A', '0001', { chunks: 2, records: LARGE }),
      await desk.seal('B', '0002', { chunks: 2, records: LARGE }),
    ];
    for (const check of ['A1', 'A2', 'B1', 'B2']) expect(await desk.work()).toBe(check);
    const hub: Hub = { ...decisionHub(bench).hub, preparedCheck: desk.hub.preparedCheck };
    // Held at the very end of its transaction, with all its locks.
    const slow = pausedHub(hub, ({ notifications }, pause) => ({
      notifications: {
        ...notifications,
        tell: async (given) => {
          await notifications.tell(given);
          await pause();
        },
      },
    }));
    const settling = settleBatch(slow.hub, { batchId: first });
    await slow.reached;
    expect(await settleBatch(hub, { batchId: second })).toEqual({ kind: 'settled' });
    expect([await desk.stateOf('A'), await desk.stateOf('B')]).toEqual([
      'CHECKING',
      expect.not.stringMatching('CHECKING'),
    ]);
    slow.goOn();
    expect(await settling).toEqual({ kind: 'settled' });
  });
});
