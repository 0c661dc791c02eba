/** Hub rules over more lines than one look-up takes. */
import type { Hub } from '../../src/app/ports';
import { judgeKnown, withCertificates } from '../../src/app/judge-known';
import { forwardingBench, type ForwardingBench } from '../kit/approved-batch';
import { decisionHub, waitingBatch } from '../kit/waiting-batch';

/** More than two look-ups, whatever their size was before. */
const RECORDS = 45_000;
const TIME_LIMIT_MS = 60_000;

describe('judging what the hub knows', () => {
  let bench: ForwardingBench;
  beforeEach(async () => {
    bench = await forwardingBench();
  });
  afterEach(() => bench.close());

  test(
    'two lines that stand far apart are both returned: the first is not forgotten once it is returned itself',
    async () => {
      const id = await waitingBatch(bench, { records: RECORDS, firstSerial: 1, state: 'CHECKING' });
      await bench.source.query(
        `UPDATE record SET person_key = '\\x01', exam_on = '2026-06-01', site_code = 'site ' || line,
                data = jsonb_set(data::jsonb, '{siteCode}', to_jsonb('S' || lpad(line::text, 12, '0')))::text
          WHERE batch_id = $1 AND line IN (1, $2)`,
        [id, RECORDS],
      );
      await bench.transaction(async (stores) => {
        const batch = await stores.batches.claimIn(id, 'CHECKING');
        if (!batch) throw new Error('The batch is not there.');
        const { hub } = decisionHub(bench, () => 'error');
        const check = await hub.preparedCheck(batch, stores);
        await withCertificates(hub, batch, (certificates) =>
          judgeKnown(stores, batch, { check, chain: [], certificates }),
        );
      });
      expect(
        await bench.source.query(
          `SELECT line, code, verdict FROM finding JOIN record USING (batch_id, line) WHERE batch_id = $1 ORDER BY line`,
          [id],
        ),
      ).toEqual([
        { line: 1, code: 'AUT-012', verdict: 'RETURNED' },
        { line: RECORDS, code: 'AUT-012', verdict: 'RETURNED' },
      ]);
      expect(
        await bench.source.query(`SELECT count(*) FROM record WHERE batch_id = $1 AND verdict <> 'PASSED'`, [id]),
      ).toEqual([{ count: 2 }]);
    },
    TIME_LIMIT_MS,
  );

  const nothingAsked = async (hub: Pick<Hub, 'transaction'>, records: number): Promise<unknown> => {
    const id = await waitingBatch(bench, { records: 0, firstSerial: 1, state: 'CHECKING' });
    const batch = await bench.transaction(({ batches }) => batches.claimIn(id, 'CHECKING'));
    if (!batch) throw new Error('The batch is not there.');
    return withCertificates(hub, { ...batch, records }, async ({ next }) => {
      await new Promise((resolve) => setTimeout(resolve, 50));
      const found = [];
      for (let window = 0; window < records / 20_000; window += 1) found.push((await next()).numbers.size);
      return found;
    });
  };

  test('every window has its answer, and where no other connection can be had the settlement is told, not the process', async () => {
    expect(await nothingAsked(bench, 100_000)).toEqual([0, 0, 0, 0, 0]);
    const away = { transaction: () => Promise.reject(new Error('The database is away.')) };
    await expect(nothingAsked(away, 100_000)).rejects.toThrow('The database is away.');
  });

  test('the other transactions end with their last answers, and with the work where that fails before', async () => {
    let open = 0;
    let most = 0;
    const counted: Pick<Hub, 'transaction'> = {
      transaction: async (work) => {
        open += 1;
        most = Math.max(most, open);
        try {
          return await bench.transaction(work);
        } finally {
          open -= 1;
        }
      },
    };
    const id = await waitingBatch(bench, { records: 0, firstSerial: 1, state: 'CHECKING' });
    const batch = await bench.transaction(({ batches }) => batches.claimIn(id, 'CHECKING'));
    if (!batch) throw new Error('The batch is not there.');
    await withCertificates(counted, { ...batch, records: 20_000 }, async ({ next }) => {
      await next();
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect(open).toBe(0);
      await expect(next()).rejects.toThrow('no more windows');
    });
    const failed = withCertificates(counted, { ...batch, records: 1_000_000 }, async ({ next }) => {
      await next();
      throw new Error('The rules fail.');
    });
    await expect(failed).rejects.toThrow('The rules fail.');
    expect([open, most]).toEqual([0, 2]);
  });

  test('where one of two fails in the middle, the settlement is told when it comes there, and nothing stays open', async () => {
    let begun = 0;
    let open = 0;
    const asked: number[] = [];
    let failedAt = 0;
    const halfAway: Pick<Hub, 'transaction'> = {
      transaction: async (work) => {
        begun += 1;
        const isSecond = begun === 2;
        open += 1;
        try {
          return await bench.transaction((stores) =>
            work({
              ...stores,
              known: {
                ...stores.known,
                certificatesOf: async (id, window) => {
                  asked.push(window.from);
                  if (isSecond) {
                    failedAt = window.from;
                    throw new Error('The connection is gone.');
                  }
                  return stores.known.certificatesOf(id, window);
                },
              },
            }),
          );
        } finally {
          open -= 1;
        }
      },
    };
    await expect(nothingAsked(halfAway, 200_000)).rejects.toThrow('The connection is gone.');
    expect(open).toBe(0);
    // Three windows ahead of the work at most, and the work took none from the failed one on.
    expect(failedAt).toBeGreaterThan(0);
    expect(Math.max(...asked)).toBeLessThanOrEqual(failedAt + 2 * 20_000);
  });
});
