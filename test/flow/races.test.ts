/** Two people at once: one of them wins, and nothing is done twice. */
import { onEveryGround } from '../kit/each-backend';
import {
  approveBatch,
  allFindings,
  batchStatus,
  idOf,
  pushBatch,
  returnBatch,
  until,
  untilAnswered,
  untilChecked,
} from '../kit/operations';
import { sampleDesk } from '../kit/sample-desk';

jest.setTimeout(120_000);

onEveryGround('races', (hub) => {
  const desk = sampleDesk();

  const reviewedByCity = async (
    records: readonly unknown[],
    header: ReturnType<typeof desk.batch>['header'],
  ): Promise<string> => {
    const batchId = idOf(await pushBatch(hub(), header, records));
    await untilChecked(hub(), batchId);
    expect(await approveBatch(hub(), 'city', batchId)).toMatchObject({ state: 'PROVINCE_REVIEW' });
    return batchId;
  };

  test('two people approve in parallel, each twice: one of them wins and hears it twice, everything is made once', async () => {
    const { header, records } = desk.batch({ records: 200 });
    const batchId = await reviewedByCity(records, header);
    const outcomes = await Promise.all(
      (['province', 'secondProvince', 'province', 'secondProvince'] as const).map((caller) =>
        approveBatch(hub(), caller, batchId),
      ),
    );
    const [first, second, firstAgain, secondAgain] = outcomes;
    expect([firstAgain, secondAgain]).toEqual([first, second]);
    expect([first?.state, second?.state].filter((state) => state === 'APPROVED')).toHaveLength(1);
    expect([first?.code, second?.code].filter((code) => code === 'STATE_CONFLICT')).toHaveLength(1);
    const [made] = await hub().query(
      `SELECT (SELECT count(*)::int FROM certificate WHERE batch_id = $1) AS certificates,
              (SELECT count(*)::int FROM certificate_version WHERE batch_id = $1) AS versions,
              (SELECT count(*)::int FROM review WHERE batch_id = $1) AS reviews,
              (SELECT count(*)::int FROM delivery WHERE batch_id = $1) AS deliveries`,
      [batchId],
    );
    expect(made).toEqual({ certificates: 200, versions: 200, reviews: 2, deliveries: 2 });
    await untilAnswered(hub(), batchId);
  });

  test('an approval and a return in parallel: one wins', async () => {
    const { header, records } = desk.batch({ records: 20 });
    const batchId = await reviewedByCity(records, header);
    const [approved, returned] = await Promise.all([
      approveBatch(hub(), 'province', batchId),
      returnBatch(hub(), 'secondProvince', batchId, '材料不全'),
    ]);
    expect([approved, returned].filter(({ code }) => code === 'STATE_CONFLICT')).toHaveLength(1);
    const { state, reviews } = await batchStatus(hub(), batchId);
    expect(state).toBe(approved.state ?? returned.state);
    expect(reviews).toHaveLength(2);
  });

  test('two batches with the same certificate numbers approved in parallel: each number becomes one certificate', async () => {
    const { header, records } = desk.batch({ records: 400 });
    // The other way round, so that locks taken in the order of lines would wait for each other.
    const other = { ...header, clientBatchNo: `${header.clientBatchNo}-B` };
    const batchIds = [await reviewedByCity(records, header), await reviewedByCity([...records].reverse(), other)];
    const outcomes = await Promise.all([
      approveBatch(hub(), 'province', batchIds[0] ?? ''),
      approveBatch(hub(), 'secondProvince', batchIds[1] ?? ''),
    ]);
    expect(outcomes.map(({ state }) => state)).toEqual(['APPROVED', 'APPROVED']);
    expect(outcomes.map(({ returnedLines }) => returnedLines).sort()).toEqual([0, 400]);
    const numbers = records.map(({ certificateNo }) => String(certificateNo));
    const [counted] = await hub().query(
      `SELECT count(*)::int AS certificates, count(DISTINCT batch_id)::int AS batches FROM certificate WHERE certificate_no = ANY($1)`,
      [numbers],
    );
    expect(counted).toEqual({ certificates: 400, batches: 1 });
    const late = batchIds[outcomes.findIndex(({ returnedLines }) => returnedLines === 400)] ?? '';
    expect(await batchStatus(hub(), late)).toMatchObject({ counts: { passed: 0, returned: 400 }, forwarding: [] });
    const found = await allFindings(hub(), late);
    expect(new Set(found.map(({ code, source }) => `${code} ${source}`))).toEqual(new Set(['AUT-010 HUB']));
    expect(found).toHaveLength(400);
  });

  test('a number that a certificate carries already is told when the batch is checked', async () => {
    const { header, records } = desk.batch({ records: 10 });
    const first = await reviewedByCity(records, header);
    await approveBatch(hub(), 'province', first);
    const again = records.map((record, index) => ({ ...record, remark: `第${index}次` }));
    const second = idOf(await pushBatch(hub(), { ...header, clientBatchNo: `${header.clientBatchNo}-C` }, again));
    expect(await untilChecked(hub(), second)).toMatchObject({ state: 'RETURNED', counts: { passed: 0, returned: 10 } });
    const found = await allFindings(hub(), second);
    expect(found.map(({ line, code }) => `${line} ${code}`)).toEqual(records.map((_, index) => `${index + 1} AUT-010`));
  });

  test('after all of it every live certificate is counted once', async () => {
    const reconciliation = async (): Promise<{ tallied: number; live: number }> => {
      const { tallyReconciliation } = await hub().run<{ tallyReconciliation: { tallied: number; live: number } }>(
        'nation',
        `query { tallyReconciliation { tallied live } }`,
      );
      return tallyReconciliation;
    };
    const { tallied, live } = await until(reconciliation, (now) => now.tallied === now.live, 20_000);
    expect(tallied).toBe(live);
    expect(live).toBeGreaterThanOrEqual(610);
  });
});
