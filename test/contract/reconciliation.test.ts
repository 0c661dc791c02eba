/** What a feed holds is what it was handed: what differs is found without sending everything, and nothing else seems to differ. */
import { askReconciliation } from '../../src/app/forwarding/ask-reconciliation';
import { reconcileFeed } from '../../src/app/forwarding/reconcile-feed';
import { watchFeeds } from '../../src/app/forwarding/watch-feeds';
import type { Connector } from '../../src/app/connector';
import { deliver } from '../../src/app/deliver';
import { reconciliationViews } from '../../src/store/views/reconciliations';
import { approveBatch, certificateNoOf, FEED } from '../kit/approved-batch';
import { reconciledBench, type ReconciledBench } from '../kit/reconciled-feed';
import { CITY, OPERATOR, PROVINCE } from '../kit/waiting-batch';

/** Some make and hand over thousands of certificates. */
jest.setTimeout(120_000);

describe('a comparison', () => {
  let bench: ReconciledBench;
  beforeEach(async () => {
    bench = await reconciledBench();
  });
  afterEach(() => bench.close());

  const numbers = (...serials: number[]): string[] => serials.map(certificateNoOf);

  test('of twenty thousand the ten that differ are found by a few questions, and told by number and kind', async () => {
    await bench.handOver(20_000);
    expect((await bench.reconcile()).row).toMatchObject({
      state: 'EQUAL',
      hubVersions: 20_000,
      feedVersions: 20_000,
      missing: 0,
      extra: 0,
      differing: 0,
      owed: 0,
      questions: 1,
      rangesCompared: 3,
      itemsCompared: 0,
    });
    await bench.onReceiver(`DELETE FROM certhub_certificate WHERE certificate_no = ANY ($1)`, [
      numbers(1, 9_999, 10_000, 20_000),
    ]);
    await bench.onReceiver(
      `UPDATE certhub_certificate SET data = data || '{"level": "LEVEL_1"}' WHERE certificate_no = ANY ($1)`,
      [numbers(555, 12_345, 15_000)],
    );
    await bench.onReceiver(
      `INSERT INTO certhub_certificate (certificate_no, version, kind, institution_code, region_code, data, parcel_id)
       SELECT number, 1, 'ISSUED', '0001', '510100', '{}', (SELECT parcel_id FROM certhub_parcel LIMIT 1) FROM unnest($1::text[]) AS new (number)`,
      [['S000151000123264000001', 'Y000051001064253000001', certificateNoOf(20_001)]],
    );
    const { outcome, row } = await bench.reconcile({ heal: false });
    expect(outcome).toEqual({ kind: 'DIFFERENT', healed: 0 });
    expect(row).toMatchObject({
      missing: 4,
      extra: 3,
      differing: 3,
      owed: 0,
      healed: 0,
      hubVersions: 20_000,
      feedVersions: 19_999,
    });
    const differences = await bench.differences(row.id);
    const of = (kind: string): string[] =>
      differences.filter((each) => each.kind === kind).map(({ certificateNo }) => certificateNo);
    expect(of('MISSING')).toEqual(numbers(1, 9_999, 10_000, 20_000));
    expect(of('DIFFERING')).toEqual(numbers(555, 12_345, 15_000));
    expect(of('EXTRA')).toEqual([certificateNoOf(20_001), 'S000151000123264000001', 'Y000051001064253000001'].sort());
    expect(row.rangesCompared + row.itemsCompared).toBeLessThan(2_000);
    expect(row.questions).toBeLessThanOrEqual(20);
    // The whole once, and little more.
    expect(row.feedRowsRead).toBeLessThan(3 * 20_000);
  });

  test('answers to certificates that were never sent are told to the operator and change nothing', async () => {
    await bench.handOver(3);
    await bench.answerAll();
    const before = await bench.itemStates();
    await bench.onReceiver(
      `INSERT INTO certhub_answer (certificate_no, version, accepted, code) VALUES ($1, 1, false, 'R-X'), ($2, 9, true, NULL)`,
      numbers(77, 1),
    );
    expect((await bench.reconcile()).row).toMatchObject({ state: 'EQUAL', missing: 0, extra: 0, differing: 0 });
    expect(await bench.itemStates()).toEqual(before);
    expect(await bench.source.query(`SELECT feed, code, count::int FROM feed_oddity`)).toEqual([
      { feed: FEED.name, code: 'UNKNOWN_CERTIFICATE', count: 2 },
    ]);
  });

  test('a difference stands until a comparison says otherwise: one that could not compare ends no alarm', async () => {
    await bench.handOver(3);
    await bench.answerAll();
    await bench.onReceiver(`UPDATE certhub_certificate SET kind = 'REVOKED' WHERE certificate_no = $1`, numbers(2));
    expect((await bench.reconcile()).row.state).toBe('DIFFERENT');
    expect(await watchFeeds(bench.hub, '')).toEqual({ feeds: 1, raised: 1, ended: 0 });
    bench.wait(60_000);
    const asked = await askReconciliation(bench.hub, OPERATOR, { feed: FEED.name, heal: true });
    if (asked.kind === 'refused') throw new Error(asked.code);
    const unknown = { ...bench.hub, connectors: new Map() };
    expect(await reconcileFeed(unknown, asked.reconciliationId)).toEqual({ kind: 'FAILED', healed: 0 });
    expect(await watchFeeds(bench.hub, '')).toEqual({ feeds: 1, raised: 0, ended: 0 });
    // After days of that, it is told that nobody compares.
    bench.wait(3 * 24 * 60 * 60_000);
    expect(await watchFeeds(bench.hub, '')).toEqual({ feeds: 1, raised: 1, ended: 0 });
    expect(await bench.source.query(`SELECT kind FROM feed_alarm WHERE ended_at IS NULL ORDER BY kind`)).toEqual([
      { kind: 'DIFFERENT' },
      { kind: 'NOT_COMPARED' },
    ]);
    await bench.onReceiver(`UPDATE certhub_certificate SET kind = 'ISSUED' WHERE certificate_no = $1`, numbers(2));
    bench.wait(60_000);
    expect((await bench.reconcile()).row.state).toBe('EQUAL');
    expect(await watchFeeds(bench.hub, '')).toEqual({ feeds: 1, raised: 0, ended: 2 });
  });

  test('while parcels are handed over nothing differs', async () => {
    for (let batch = 0; batch < 20; batch += 1) {
      await bench.parcel(await approveBatch(bench, { records: 50, firstSerial: 1 + batch * 50 }));
    }
    bench.wait(60_000);
    const due: { id: string }[] = await bench.source.query(`SELECT id FROM delivery`);
    let isSending = true;
    const sending = (async () => {
      for (const { id } of due) await deliver(bench.hub, id);
      isSending = false;
    })();
    const states: string[] = [];
    while (isSending) states.push((await bench.reconcile()).row.state);
    await sending;
    states.push((await bench.reconcile()).row.state);
    expect(new Set(states)).toEqual(new Set(['EQUAL']));
    expect(await bench.itemStates()).toEqual({ PENDING: 1_000 });
    const [{ deliveries }] = await bench.source.query(`SELECT count(*)::int AS deliveries FROM delivery`);
    expect(deliveries).toBe(20);
  });

  test('what an earlier release handed over word for word is compared as the receiver keeps it', async () => {
    const batchId = await approveBatch(bench, { records: 3, record: () => ({ theoryScore: 85.5, remark: '"引号"' }) });
    await bench.source.query(`UPDATE certificate_version SET data = replace(data, '85.5', '85.50')`);
    await bench.parcel(batchId);
    await bench.source.query(`UPDATE delivery SET form_digest = NULL`);
    await bench.deliverDue();
    expect((await bench.reconcile()).row).toMatchObject({ state: 'EQUAL', hubVersions: 3 });
    await bench.source.query(`UPDATE delivery_item SET digest = NULL`);
    expect((await bench.reconcile()).row).toMatchObject({ state: 'EQUAL', hubVersions: 3, feedVersions: 3 });
    const [filled] = await bench.source.query(`SELECT count(digest)::int AS digests FROM delivery_item`);
    expect(filled).toEqual({ digests: 3 });
    const { rows } = await bench.receiver.client.query(`SELECT data::text AS data FROM certhub_certificate LIMIT 1`);
    expect(rows[0].data).toContain('"theoryScore": 85.50');
  });

  test('an answer about other numbers than those asked for is no answer', async () => {
    await bench.handOver(2);
    const { connector } = bench.receiver;
    const odd: Connector = {
      ...connector,
      held: async ({ prefix }) =>
        prefix === ''
          ? { kind: 'ranges', ranges: [{ prefix: 'S00015100012326300', versions: 1, sum: 1n }], rowsRead: 1 }
          : {
              kind: 'items',
              items: [{ certificateNo: 'Y000051001064253000001', version: 1, digest: 1n }],
              rowsRead: 1,
            },
    };
    const hub = { ...bench.hub, connectors: new Map([[FEED.name, odd]]) };
    const asked = await askReconciliation(hub, OPERATOR, { feed: FEED.name, heal: true });
    if (asked.kind === 'refused') throw new Error(asked.code);
    expect(await reconcileFeed(hub, asked.reconciliationId)).toEqual({ kind: 'put-off', reason: 'UNREADABLE_ANSWER' });
    expect(await bench.itemStates()).toEqual({ PENDING: 2 });
  });

  test('numbers of any kind in the receiver’s table are extra, and end the walk', async () => {
    await bench.handOver(5);
    await bench.onReceiver(
      `INSERT INTO certhub_certificate (certificate_no, version, kind, institution_code, region_code, data, parcel_id)
       SELECT number, 1, 'ISSUED', '0001', '510100', '{}', (SELECT parcel_id FROM certhub_parcel LIMIT 1) FROM unnest($1::text[]) AS new (number)`,
      [['S', '', '证书', '😀😀', 'S0001510001232630', certificateNoOf(1).slice(0, 19), `${certificateNoOf(1)}0`]],
    );
    const { row } = await bench.reconcile();
    expect(row).toMatchObject({
      state: 'DIFFERENT',
      missing: 0,
      extra: 7,
      differing: 0,
      hubVersions: 5,
      feedVersions: 12,
    });
    // Of the shortest only the count is told.
    expect((await bench.differences(row.id)).map(({ certificateNo }) => certificateNo)).toEqual([
      'S0001510001232630',
      certificateNoOf(1).slice(0, 19),
      `${certificateNoOf(1)}0`,
    ]);
  });

  test('only the operator asks, and only about a feed of certificates that is there', async () => {
    const asked = (caller: typeof OPERATOR, feed = FEED.name): Promise<unknown> =>
      askReconciliation(bench.hub, caller, { feed, heal: true });
    expect(await asked(PROVINCE)).toMatchObject({ kind: 'refused', code: 'FORBIDDEN' });
    expect(await asked(OPERATOR, 'nobody')).toMatchObject({ kind: 'refused', code: 'FEED_NOT_FOUND' });
    await bench.addFeed({ ...FEED, name: 'tallies', cargo: 'tallies' });
    expect(await asked(OPERATOR, 'tallies')).toMatchObject({ kind: 'refused', code: 'FEED_NOT_FOUND' });
    expect(await asked(CITY)).toMatchObject({ kind: 'refused', code: 'FORBIDDEN' });
  });

  test('a province sees the feeds of its own territory, an institution and a city none of a province', async () => {
    await bench.handOver(2);
    await bench.onReceiver('DELETE FROM certhub_certificate');
    const { row } = await bench.reconcile({ heal: false });
    const views = reconciliationViews((sql, values = []) => bench.source.query(sql, [...values]));
    const page = { first: 1, after: null };
    const seen = async (regionPrefix: string, institutionCode: string | null = null): Promise<unknown[]> => {
      const territory = { institutionCode, regionPrefix };
      const differences = await views.reconciliationDifferences(territory, { reconciliationId: row.id }, page);
      return [
        (await views.reconciliations(territory, { feed: FEED.name }, page)).total,
        (await views.reconciliation(territory, row.id))?.missing,
        differences?.total,
        differences?.hasNext,
      ];
    };
    const all = [1, 2, 2, true];
    const none = [0, undefined, undefined, undefined];
    expect([await seen(''), await seen('51'), await seen('43'), await seen('5101'), await seen('', '0001')]).toEqual([
      all,
      all,
      none,
      none,
      none,
    ]);
    expect(await views.reconciliation({ institutionCode: null, regionPrefix: '' }, 'x')).toBeUndefined();
  });
});
