/** What very many records share, say a placeholder photo: told as of any other, and at a cost in step with the records. */
import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { KnownLine, KnownStore, LineWindow } from '../../src/app/known-ports';
import { CROWD_RECORDS } from '../../src/store/known-sightings';
import { knownStore } from '../../src/store/known-store';
import { forwardingBench, type ForwardingBench } from '../kit/approved-batch';
import { batchOfSitters, type Sitter } from '../kit/sitters';
import { testSealer } from '../kit/test-sealer';

/** Where the planner is misled, or what all records share is compared pair by pair, the same work takes minutes. */
const PLAN_LIMIT_MS = 30_000;

describe('crowds', () => {
  let bench: ForwardingBench;
  beforeEach(async () => {
    bench = await forwardingBench();
  });
  afterEach(() => bench.close());

  const batchOf = (sitters: readonly Sitter[]): Promise<string> => batchOfSitters(bench, sitters);
  const knownLines = (batchId: string): Promise<readonly KnownLine[]> =>
    bench.transaction(({ known }) => ask(known, batchId)({ from: 1, to: 1_000_000 }));
  /** Window by window, on one connection. */
  const ask = (known: KnownStore, batchId: string): ((window: LineWindow) => Promise<readonly KnownLine[]>) => {
    const linesKnown = known.linesKnown({ batchId, chain: [] });
    return (window) => linesKnown({ window, asked: [], certificates: known.certificatesOf(batchId, window) });
  };

  test('what a crowd shares is told in every window, also where nothing is wrong with it', async () => {
    const SHARED = { photo: 'placeholder', name: 'same' } as const;
    const crowd = Array.from({ length: CROWD_RECORDS }, () => ({ ...SHARED, person: 'one' }));
    const id = await batchOf([...crowd, { ...SHARED, person: 'two' }, ...crowd, { person: 'two' }]);
    const toldIn = await bench.transaction(async (stores) => {
      const linesKnown = ask(stores.known, id);
      const told: string[][] = [];
      for (let from = 1; from <= 2 * crowd.length + 2; from += crowd.length + 1) {
        const lines = await linesKnown({ from, to: from + crowd.length + 1 });
        told.push(lines.map(({ hasOtherName, photoHasOtherPerson }) => `${hasOtherName} ${photoHasOtherPerson}`));
      }
      return told;
    });
    const photoOnly = 'false true';
    expect(toldIn).toEqual([
      Array.from({ length: CROWD_RECORDS + 1 }, () => photoOnly),
      Array.from({ length: CROWD_RECORDS }, () => photoOnly),
    ]);
  });

  test('the rows read for a crowd grow with its records, not with their square', async () => {
    const WINDOW = 100;
    const rowsRead = async (manager: EntityManager): Promise<number> => {
      const read: { rows: number }[] = await manager.query(
        `SELECT (seq_tup_read + idx_tup_fetch)::int AS rows FROM pg_stat_xact_user_tables WHERE relname = 'record'`,
      );
      return read[0]?.rows ?? 0;
    };
    const rowsReadFor = async (records: number): Promise<number> => {
      const person = randomUUID();
      const id = await batchOf(
        Array.from({ length: records }, (_, index) => ({ person, photo: person, name: `${index}`, site: `${index}` })),
      );
      return bench.source.transaction(async (manager) => {
        const before = await rowsRead(manager);
        const linesKnown = ask(knownStore(manager, testSealer), id);
        for (let from = 1; from <= records; from += WINDOW) {
          expect(await linesKnown({ from, to: from + WINDOW })).toHaveLength(WINDOW);
        }
        return (await rowsRead(manager)) - before;
      });
    };
    const few = await rowsReadFor(1_000);
    const many = await rowsReadFor(4_000);
    expect(few).toBeGreaterThan(1_000);
    expect(many / few).toBeLessThan(5);
  });

  test(
    'a photo, a number and a person that ten thousand records share are not compared pair by pair',
    async () => {
      const RECORDS = 10_000;
      await batchOf(Array.from({ length: RECORDS }, () => ({ photo: 'placeholder' })));
      const id = await batchOf(
        Array.from({ length: RECORDS }, (_, index) => ({
          person: 'one',
          photo: 'placeholder',
          name: `name ${index}`,
          site: `site ${index}`,
        })),
      );
      expect(
        (await knownLines(id)).map(({ sittings, hasOtherName, photoHasOtherPerson }) =>
          [sittings.length, hasOtherName, photoHasOtherPerson].join(' '),
        ),
      ).toEqual(Array.from({ length: RECORDS }, () => '1 true true'));
    },
    PLAN_LIMIT_MS,
  );
});
