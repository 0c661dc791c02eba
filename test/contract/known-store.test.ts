/** What the hub knows about the records of a batch, by look-ups on real tables. */
import type { KnownLine, KnownQuestion } from '../../src/app/known-ports';
import { approveBatch, certificateNoOf, forwardingBench, type ForwardingBench } from '../kit/approved-batch';
import { batchOfSitters, DAY, SITE, type Sitter } from '../kit/sitters';
import { waitingBatch } from '../kit/waiting-batch';

const OTHER_SITE = 'S000151000124';
/** Where every record is asked about. */
const ALL = { from: 1, to: 1_000_000 };

describe('what the hub knows', () => {
  let bench: ForwardingBench;
  beforeEach(async () => {
    bench = await forwardingBench();
  });
  afterEach(() => bench.close());

  const batchOf = (sitters: readonly Sitter[], resubmissionOf?: string): Promise<string> =>
    batchOfSitters(bench, sitters, resubmissionOf);
  const known = (batchId: string, question: Partial<KnownQuestion> = {}): Promise<readonly KnownLine[]> =>
    bench.transaction(async (stores) =>
      stores.known.linesKnown({ batchId, chain: await stores.known.chainOf(batchId) })({
        window: ALL,
        asked: [],
        certificates: stores.known.certificatesOf(batchId, question.window ?? ALL),
        ...question,
      }),
    );
  const strangeSitters = async (batchId: string): Promise<readonly (readonly [number, string])[]> =>
    (await known(batchId)).map(({ line, sittings, hasOtherName, photoHasOtherPerson }) => [
      line,
      [sittings.length > 0 && 'site', hasOtherName && 'name', photoHasOtherPerson && 'photo'].filter(Boolean).join(' '),
    ]);

  test('nothing is known of a batch of strangers, and only asked lines come', async () => {
    const id = await batchOf([{}, {}, {}]);
    expect(await known(id)).toEqual([]);
    const nothing = {
      holdings: [],
      numberIsGiven: false,
      sittings: [],
      hasOtherName: false,
      photoHasOtherPerson: false,
    };
    expect(await known(id, { asked: [2] })).toEqual([{ line: 2, data: '{}', ...nothing }]);
  });

  test('two sites on one day, in one batch or two; another day or the same site says nothing', async () => {
    await batchOf([
      { person: 'a', site: OTHER_SITE },
      { person: 'b', site: OTHER_SITE, day: '2026-06-02' },
      { person: 'c', site: SITE },
      { person: 'd', site: OTHER_SITE, verdict: 'HELD' },
    ]);
    const id = await batchOf([
      ...['a', 'b', 'c', 'd', 'e', 'f'].map((person) => ({ person })),
      { person: 'e', site: OTHER_SITE },
      { person: 'f', site: null },
      { person: 'a', site: OTHER_SITE, day: null },
    ]);
    expect(await strangeSitters(id)).toEqual([
      [1, 'site'],
      [4, 'site'],
      [5, 'site'],
      [7, 'site'],
      [9, ''],
    ]);
    expect((await known(id))[0]?.sittings).toEqual([{ examDate: DAY, siteCode: OTHER_SITE }]);
  });

  test('another name, another person on the photo', async () => {
    await batchOf([
      { person: 'a', name: 'old' },
      { person: 'z', photo: 'p1' },
      { person: 'c', photo: 'p3' },
    ]);
    const id = await batchOf([
      { person: 'a', name: 'new' },
      { person: 'b', photo: 'p1' },
      { person: 'c', photo: 'p3', name: 'same' },
      { person: 'd', photo: 'p2' },
      { person: 'e', photo: 'p2' },
      { person: 'f', name: 'one' },
      { person: 'f', name: 'two' },
    ]);
    expect(await strangeSitters(id)).toEqual([
      [1, 'name'],
      [2, 'photo'],
      [4, 'photo'],
      [5, 'photo'],
      [6, 'name'],
      [7, 'name'],
    ]);
  });

  test('what an error has returned tells nothing about others, and is itself compared with them', async () => {
    await batchOf([{ person: 'a', name: 'old', photo: 'p', site: OTHER_SITE, verdict: 'RETURNED' }]);
    expect(
      await strangeSitters(
        await batchOf([
          { person: 'a', name: 'new' },
          { person: 'b', photo: 'p' },
        ]),
      ),
    ).toEqual([]);
    const id = await batchOf([
      { person: 'x', name: 'right', photo: 'q' },
      { person: 'x', name: 'wrong', site: OTHER_SITE, verdict: 'RETURNED' },
      { person: 'y', photo: 'q', verdict: 'RETURNED' },
    ]);
    expect(await strangeSitters(id)).toEqual([
      [1, ''],
      [2, 'site name'],
      [3, 'photo'],
    ]);
  });

  test('batches that mend each other are one affair, over any number of steps and branches', async () => {
    const strange = { person: 'a', name: 'old', photo: 'p', site: OTHER_SITE } as const;
    const first = await batchOf([strange]);
    const second = await batchOf([strange], first);
    const branch = await batchOf([strange], first);
    const third = await batchOf(
      [
        { person: 'a', name: 'new' },
        { person: 'b', photo: 'p' },
      ],
      second,
    );
    const chainOf = (id: string): Promise<readonly string[]> => bench.transaction(({ known }) => known.chainOf(id));
    expect(new Set(await chainOf(third))).toEqual(new Set([first, second, branch]));
    expect(new Set(await chainOf(first))).toEqual(new Set([second, branch, third]));
    expect(await strangeSitters(third)).toEqual([]);
    const firstOf = (id: string) => bench.transaction(({ known }) => known.firstOfChain(id));
    const head = { id: first, planNo: 'P1', sealedAt: expect.any(Date) };
    for (const id of [third, branch, first]) expect(await firstOf(id)).toEqual(head);
    const stranger = await batchOf([{ person: 'a', name: 'new' }]);
    expect(await chainOf(stranger)).toEqual([]);
    expect(await strangeSitters(stranger)).toEqual([[1, 'site name']]);
  });

  test('live certificates of the person, and the number whatever became of it; one under its own number is no second holding', async () => {
    const approved = await waitingBatch(bench, { records: 3, firstSerial: 1 });
    await bench.transaction(({ certificates }) => certificates.promote(approved, new Date()));
    await bench.source.query(`UPDATE certificate SET state = 'REVOKED' WHERE certificate_no = $1`, [
      certificateNoOf(3),
    ]);
    const id = await waitingBatch(bench, { records: 4, firstSerial: 2, firstHolding: 1, state: 'CHECKING' });
    const found = await known(id);
    expect(
      found.map(({ line, numberIsGiven, holdings }) => [
        line,
        numberIsGiven,
        holdings.map((held) => held.certificateNo),
      ]),
    ).toEqual([
      [1, true, [certificateNoOf(1)]],
      [2, true, [certificateNoOf(2)]],
    ]);
    expect(found[0]?.holdings[0]).toEqual({
      certificateNo: certificateNoOf(1),
      occupationCode: '6-31-01-03',
      workType: '--',
      level: 'LEVEL_3',
      examDate: DAY,
      issuedOn: '2026-07-15',
    });
    const own = await waitingBatch(bench, { records: 1, firstSerial: 1, state: 'CHECKING' });
    expect((await known(own)).map(({ numberIsGiven, holdings }) => [numberIsGiven, holdings])).toEqual([[true, []]]);
  });

  test('a window answers for its own lines by all that lies outside it', async () => {
    const id = await batchOf([{ person: 'a' }, {}, { person: 'a', site: OTHER_SITE }]);
    expect((await known(id, { window: { from: 1, to: 3 } })).map(({ line }) => line)).toEqual([1]);
    expect((await known(id, { window: { from: 3, to: 4 } })).map(({ line }) => line)).toEqual([3]);
  });

  test('the day of the return is that of the regulator, else that of the check', async () => {
    const id = await batchOf([{}]);
    const returnedAt = (): Promise<Date | undefined> => bench.transaction(({ known }) => known.returnedAt(id));
    const set = (state: string, checked: string, decided: string | null, returned: number): Promise<unknown> =>
      bench.source.query(
        `UPDATE batch SET state = $2, checked_at = $3, decided_at = $4, returned = $5, held = 0 WHERE id = $1`,
        [id, state, checked, decided, returned],
      );
    const CHECKED = '2026-06-01T01:00:00.000Z';
    const DECIDED = '2026-06-09T01:00:00.000Z';
    expect(await returnedAt()).toBeUndefined();
    await set('APPROVED', CHECKED, DECIDED, 0);
    expect(await returnedAt()).toBeUndefined();
    await set('APPROVED', CHECKED, DECIDED, 2);
    expect(await returnedAt()).toEqual(new Date(CHECKED));
    await set('RETURNED', CHECKED, DECIDED, 0);
    expect(await returnedAt()).toEqual(new Date(DECIDED));
    await set('RETURNED', CHECKED, null, 1);
    expect(await returnedAt()).toEqual(new Date(CHECKED));
  });

  test('the highest serial below the batch, of live certificates and of records that are not returned', async () => {
    const series = certificateNoOf(1).slice(0, 16);
    const highest = (batchId: string, below: number): Promise<ReadonlyMap<string, number>> =>
      bench.transaction(({ known }) =>
        known.highestSerials(batchId, [
          { series, below },
          { series: 'S000151000999263', below },
        ]),
      );
    await approveBatch(bench, { records: 3, firstSerial: 1 });
    const own = await waitingBatch(bench, { records: 2, firstSerial: 8, state: 'CHECKING' });
    expect(await highest(own, 8)).toEqual(new Map([[series, 3]]));
    const other = await waitingBatch(bench, { records: 2, firstSerial: 5, state: 'CHECKING' });
    expect(await highest(own, 8)).toEqual(new Map([[series, 6]]));
    await bench.source.query(`UPDATE record SET verdict = 'RETURNED' WHERE batch_id = $1 AND line = 2`, [other]);
    expect(await highest(own, 8)).toEqual(new Map([[series, 5]]));
    expect(await highest(own, 1)).toEqual(new Map());
  });
});
