/** Approvals of strangers do not wait for each other; those that share a person or a number do, and one of them has it. */
import { setTimeout as pass } from 'node:timers/promises';
import type { Hub, Stores } from '../../src/app/ports';
import { approveBatch } from '../../src/app/review-batch';
import { certificateNoOf, forwardingBench, type ForwardingBench } from '../kit/approved-batch';
import { decisionHub, PROVINCE, SECOND_PROVINCE, waitingBatch, type WaitingBatch } from '../kit/waiting-batch';

jest.setTimeout(60_000);

/** Long enough for a small approval on a machine that is busy. */
const WAIT_MS = 1_500;
const OTHER_INSTITUTION = '0002';

const gate = (): { readonly opened: Promise<void>; open(): void } => {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open: () => open() };
};

describe('approvals side by side', () => {
  let bench: ForwardingBench;
  let hub: Hub;
  beforeEach(async () => {
    bench = await forwardingBench();
    ({ hub } = decisionHub(bench));
    await bench.source.query(
      `INSERT INTO institution (code, name, credit_code, kind, school_type, region_code, grade)
       SELECT $1, '另一评价机构', '91510100MA0000001X', kind, school_type, region_code, grade FROM institution`,
      [OTHER_INSTITUTION],
    );
  });
  afterEach(() => bench.close());

  const own = (content: WaitingBatch): Promise<string> => waitingBatch(bench, content);
  const others = async (content: WaitingBatch): Promise<string> => {
    const id = await waitingBatch(bench, content);
    await bench.source.query('UPDATE batch SET institution_code = $2 WHERE id = $1', [id, OTHER_INSTITUTION]);
    return id;
  };
  const approve = (batchId: string, at = hub): Promise<object> => approveBatch(at, PROVINCE, { batchId });
  /** An approval that has made its certificates and stays before its end until it is let go. */
  const held = async (batchId: string): Promise<{ end(): Promise<object> }> => {
    const [made, mayEnd] = [gate(), gate()];
    const stopping = (stores: Stores): Stores => ({
      ...stores,
      tallies: {
        ...stores.tallies,
        markDue: async (...due) => {
          made.open();
          await mayEnd.opened;
          return stores.tallies.markDue(...due);
        },
      },
    });
    const transaction: Hub['transaction'] = (work) => hub.transaction((stores) => work(stopping(stores)));
    const outcome = approveBatch({ ...hub, transaction }, SECOND_PROVINCE, { batchId });
    await Promise.race([made.opened, outcome]);
    return { end: () => (mayEnd.open(), outcome) };
  };
  const isStill = async (work: Promise<unknown>): Promise<boolean> =>
    (await Promise.race([work, pass(WAIT_MS, 'still')])) === 'still';
  const approved = (returnedLines = 0): object => ({ kind: 'reviewed', state: 'APPROVED', returnedLines });

  test('of two institutions that share nobody neither waits for the other', async () => {
    const large = await held(await own({ records: 200, firstSerial: 1 }));
    expect(await approve(await others({ records: 5, firstSerial: 1_001 }))).toMatchObject(approved());
    expect(await large.end()).toMatchObject(approved());
  });

  test.each([
    [
      'a number, the later batch being the smaller one',
      { records: 3, firstSerial: 10, firstHolding: 1_000 },
      { returned: 3, held: 0 },
    ],
    [
      'a number, the later batch being the larger one',
      { records: 60, firstSerial: 20, firstHolding: 1_000 },
      { returned: 1, held: 0 },
    ],
    ['a person', { records: 3, firstSerial: 1_001, firstHolding: 20 }, { returned: 0, held: 1 }],
  ] as const)('what shares %s waits, and comes second', async (_, content, counts) => {
    const first = await held(await own({ records: 20, firstSerial: 1 }));
    const second = await others(content);
    const later = approve(second);
    expect(await isStill(later)).toBe(true);
    expect(await first.end()).toMatchObject(approved());
    expect(await later).toMatchObject(approved(counts.returned + counts.held));
    const [row] = await bench.source.query('SELECT returned, held FROM batch WHERE id = $1', [second]);
    expect(row).toEqual(counts);
  });

  test('a number that eight batches of two institutions claim at once becomes one certificate', async () => {
    const batches = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        (index % 2 === 0 ? own : others)({ records: 10 + index, firstSerial: 1, firstHolding: 1_000 * (index + 1) }),
      ),
    );
    const outcomes = await Promise.all(batches.map((batchId) => approve(batchId)));
    const [made] = await bench.source.query(
      `SELECT count(*)::int AS certificates, count(DISTINCT certificate_no)::int AS numbers FROM certificate`,
    );
    const [passed] = await bench.source.query('SELECT sum(passed)::int AS passed FROM batch');
    expect(made).toEqual({ certificates: 17, numbers: 17 });
    expect(passed).toEqual({ passed: 17 });
    expect(outcomes).toEqual(Array(8).fill(expect.objectContaining({ state: 'APPROVED' })));
  });

  describe('the change of one certificate', () => {
    const keyOf = async (batchId: string): Promise<Buffer> => {
      const [row] = await bench.source.query('SELECT person_key AS key FROM record WHERE batch_id = $1 AND line = 1', [
        batchId,
      ]);
      return row.key;
    };
    const change = (personKey: Buffer, certificateNo: string | null = null): Promise<string> =>
      hub.transaction(async ({ certificates }) => {
        await certificates.lockChanging({ personKey, certificateNo });
        return 'changed';
      });
    const STRANGER = Buffer.from('stranger');

    test('waits for the approval that holds its person or its new number, and for no other', async () => {
      const batchId = await own({ records: 5, firstSerial: 1 });
      const person = await keyOf(batchId);
      const first = await held(batchId);
      expect(await change(STRANGER, certificateNoOf(500))).toBe('changed');
      const waiting = [change(person), change(STRANGER, certificateNoOf(2))];
      for (const one of waiting) expect(await isStill(one)).toBe(true);
      // Nor does anybody else meanwhile.
      expect(await change(STRANGER)).toBe('changed');
      expect(await approve(await others({ records: 2, firstSerial: 1_001 }))).toMatchObject(approved());
      await first.end();
      expect(await Promise.all(waiting)).toEqual(['changed', 'changed']);
    });

    test('is waited for by an approval that comes later, and by another change', async () => {
      const [changing, mayEnd] = [gate(), gate()];
      const first = hub.transaction(async ({ certificates }) => {
        await certificates.lockChanging({ personKey: STRANGER, certificateNo: null });
        changing.open();
        await mayEnd.opened;
      });
      await changing.opened;
      const later = [approve(await own({ records: 2, firstSerial: 1 })), change(STRANGER)];
      for (const one of later) expect(await isStill(one)).toBe(true);
      mayEnd.open();
      await first;
      expect(await Promise.all(later)).toEqual([expect.objectContaining(approved()), 'changed']);
    });
  });

  describe('an API of the release before, which takes one lock of the hub', () => {
    const FORMER = `SELECT pg_advisory_xact_lock(hashtextextended('issuing', 0))`;
    const STRANGER = { personKey: Buffer.from('stranger'), certificateNo: null };
    const change = (): Promise<string> =>
      hub.transaction(async ({ certificates }) => {
        await certificates.lockChanging(STRANGER);
        return 'changed';
      });

    test('is waited for by approvals and changes', async () => {
      const former = bench.source.createQueryRunner();
      await former.startTransaction();
      await former.query(FORMER);
      const later = [approve(await own({ records: 2, firstSerial: 1 })), change()];
      for (const one of later) expect(await isStill(one)).toBe(true);
      await former.commitTransaction();
      await former.release();
      expect(await Promise.all(later)).toEqual([expect.objectContaining(approved()), 'changed']);
    });

    test('waits for each approval and each change', async () => {
      const former = (): Promise<unknown> => bench.source.transaction((manager) => manager.query(FORMER));
      const approval = await held(await own({ records: 2, firstSerial: 1 }));
      const behindApproval = former();
      expect(await isStill(behindApproval)).toBe(true);
      expect(await approval.end()).toMatchObject(approved());
      await behindApproval;

      const [changing, mayEnd] = [gate(), gate()];
      const first = hub.transaction(async ({ certificates }) => {
        await certificates.lockChanging(STRANGER);
        changing.open();
        await mayEnd.opened;
      });
      await changing.opened;
      const behindChange = former();
      expect(await isStill(behindChange)).toBe(true);
      mayEnd.open();
      await Promise.all([first, behindChange]);
    });
  });

  test('statistics that know nothing of the certificates cost no comparison of all with all', async () => {
    await bench.source.query('ALTER TABLE certificate SET (autovacuum_enabled = false)');
    await approve(await own({ records: 20_000, firstSerial: 1 }));
    const next = await own({ records: 20_000, firstSerial: 20_001 });
    const visited = (): Promise<number> =>
      bench.source
        .query(`SELECT idx_tup_read::int AS read FROM pg_stat_user_indexes WHERE indexrelname = 'certificate_live_ix'`)
        .then(([row]) => row.read);
    const before = await visited();
    expect(await approve(next)).toMatchObject(approved());
    await bench.source.query('SELECT pg_stat_force_next_flush()');
    expect((await visited()) - before).toBeLessThan(100_000);
  });
});
