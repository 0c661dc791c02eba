/** One institution floods, others go on: over real processes, and with the queue lost and the workers killed meanwhile. */
import { onEachBackend } from '../kit/each-backend';
import { batchStatus, pushBatch, idOf, streamBatch, until, untilChecked } from '../kit/operations';
import { sampleDesk } from '../kit/sample-desk';
import { wipeQueue } from '../kit/wipe-queue';

jest.setTimeout(300_000);

const FLOOD_RECORDS = 120_000;
const FLOOD_LIMIT_MS = 240_000;
/** Two chunks: not small, so it goes the way of the flood. */
const MIDDLE_RECORDS = 2_500;
const SMALL_RECORDS = 50;
const OTHER = 'otherInstitution';
const OTHER_CODE = '0002';

onEachBackend('fair order', (hub) => {
  const flooding = sampleDesk();
  const other = sampleDesk(OTHER_CODE);

  test('a batch of 50 and one of 2,500 are done long before the 120,000 of another institution that were sealed before them', async () => {
    const { header, records } = flooding.batch({ records: FLOOD_RECORDS });
    const floodId = await streamBatch(hub(), header, records);
    const send = async (count: number): Promise<string> => {
      const batch = other.batch({ records: count });
      return idOf(await pushBatch(hub(), batch.header, batch.records, OTHER));
    };
    const smallId = await send(SMALL_RECORDS);
    const middleId = await send(MIDDLE_RECORDS);
    const small = await settled(smallId);
    expect(small.counts).toEqual({ passed: SMALL_RECORDS, held: 0, returned: 0 });
    const duringFlood = await batchStatus(hub(), floodId);
    expect(duringFlood.state).toBe('CHECKING');
    expect(duringFlood.progress.recordsChecked).toBeLessThan(FLOOD_RECORDS / 2);
    expect((await settled(middleId)).counts).toEqual({ passed: MIDDLE_RECORDS, held: 0, returned: 0 });
    expect((await batchStatus(hub(), floodId)).state).toBe('CHECKING');

    // Everything at once: the queue forgets, the workers die, and more comes in while there are none.
    await wipeQueue(hub());
    await hub().killWorkers();
    const lateId = await send(SMALL_RECORDS);
    await hub().startWorker();
    await hub().startWorker();
    expect((await settled(lateId)).counts).toEqual({ passed: SMALL_RECORDS, held: 0, returned: 0 });
    const flood = await untilChecked(hub(), floodId, FLOOD_LIMIT_MS);
    expect(flood.counts).toEqual({ passed: FLOOD_RECORDS, held: 0, returned: 0 });
    for (const [id, count] of [
      [floodId, FLOOD_RECORDS],
      [smallId, SMALL_RECORDS],
      [middleId, MIDDLE_RECORDS],
      [lateId, SMALL_RECORDS],
    ] as const) {
      const [kept] = await hub().query(
        `SELECT count(*)::int AS records, count(DISTINCT line)::int AS lines, max(line) AS last FROM record WHERE batch_id = $1`,
        [id],
      );
      expect(kept).toEqual({ records: count, lines: count, last: count });
    }
  });

  const settled = (id: string): Promise<Awaited<ReturnType<typeof batchStatus>>> =>
    until(
      () => batchStatus(hub(), id, OTHER),
      ({ state }) => state !== 'CHECKING',
    );
});
