/** What a feed lacks goes to it again, once; and a comparison that is broken off is followed by another. */
import { randomUUID } from 'node:crypto';
import { askReconciliation } from '../../src/app/forwarding/ask-reconciliation';
import { dailyReconciliationId } from '../../src/app/forwarding/daily-reconciliation';
import { reconcileFeed } from '../../src/app/forwarding/reconcile-feed';
import type { Connector } from '../../src/app/connector';
import { plainFeed } from '../../src/domain/forwarding/feed';
import { dueReconciliations } from '../../src/store/views/due-reconciliations';
import { approveBatch, certificateNoOf, FEED } from '../kit/approved-batch';
import { reconciledBench, REFUSE_EVERY, type ReconciledBench } from '../kit/reconciled-feed';
import { OPERATOR } from '../kit/waiting-batch';

/** Some make and hand over thousands of certificates. */
jest.setTimeout(120_000);

const HOUR_MS = 3_600_000;

describe('healing', () => {
  let bench: ReconciledBench;
  beforeEach(async () => {
    bench = await reconciledBench();
  });
  afterEach(() => bench.close());

  const numbers = (...serials: number[]): string[] => serials.map(certificateNoOf);

  test('what is missing alone is sent again; what only the receiver can mend is told', async () => {
    await bench.handOver(300);
    await bench.answerAll();
    await bench.onReceiver(`DELETE FROM certhub_answer WHERE certificate_no = ANY ($1)`, [numbers(5, 6)]);
    await bench.onReceiver(`DELETE FROM certhub_certificate WHERE certificate_no = ANY ($1)`, [numbers(5, 6)]);
    const { row } = await bench.reconcile();
    expect(row).toMatchObject({
      state: 'HEALED',
      missing: 2,
      healed: 2,
      waiting: 2,
      heal: true,
      askedBy: OPERATOR.clientId,
    });
    const differences = await bench.differences(row.id);
    expect(differences).toEqual(
      numbers(5, 6).map((certificateNo) => ({
        certificateNo,
        version: 1,
        kind: 'MISSING',
        deliveryId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      })),
    );
    expect(bench.reminded).toContain('deliver 1');
    expect(await bench.itemStates()).toEqual({ ACCEPTED: 297, PENDING: 2, REFUSED: 1 });
    // What is on its way is no difference, however often one looks.
    expect((await bench.reconcile()).row).toMatchObject({ state: 'EQUAL', hubVersions: 298, waiting: 2, healed: 0 });
    expect(await bench.deliverDue()).toBe(1);
    await bench.answerAll();
    expect(await bench.itemStates()).toEqual({ ACCEPTED: 299, REFUSED: 1 });
    expect((await bench.reconcile()).row).toMatchObject({
      state: 'EQUAL',
      hubVersions: 300,
      feedVersions: 300,
      waiting: 0,
    });
    await bench.onReceiver(`UPDATE certhub_certificate SET kind = 'REVOKED' WHERE certificate_no = $1`, numbers(7));
    expect((await bench.reconcile()).outcome).toEqual({ kind: 'DIFFERENT', healed: 0 });
    expect(await bench.itemStates()).toEqual({ ACCEPTED: 299, REFUSED: 1 });
  });

  test('a receiver restored from yesterday is healed, answers come anew, nothing counts twice', async () => {
    const { client } = bench.receiver;
    const TABLES = ['certhub_parcel', 'certhub_certificate', 'certhub_answer', 'receiver_parcel', 'receiver_register'];
    await bench.handOver(REFUSE_EVERY);
    await bench.answerAll();
    await client.query('CREATE SCHEMA yesterday');
    for (const table of TABLES) await client.query(`CREATE TABLE yesterday.${table} AS TABLE ${table}`);
    const todayId = await bench.handOver(REFUSE_EVERY, REFUSE_EVERY + 1);
    await bench.answerAll();
    expect(await bench.itemStates()).toEqual({ ACCEPTED: 2 * REFUSE_EVERY - 2, REFUSED: 2 });
    const findings = (): Promise<unknown> =>
      bench.source.query(`SELECT batch_id AS batch, line, source FROM finding ORDER BY line`);
    const before = await findings();
    await client.query(`TRUNCATE ${TABLES.join(', ')}`);
    for (const table of TABLES) await client.query(`INSERT INTO ${table} SELECT * FROM yesterday.${table}`);

    const { row } = await bench.reconcile();
    expect(row).toMatchObject({ state: 'HEALED', missing: REFUSE_EVERY, extra: 0, healed: REFUSE_EVERY });
    expect(await bench.itemStates()).toEqual({ ACCEPTED: REFUSE_EVERY - 1, PENDING: REFUSE_EVERY, REFUSED: 1 });
    await bench.deliverDue();
    await bench.answerAll();
    expect(await bench.itemStates()).toEqual({ ACCEPTED: 2 * REFUSE_EVERY - 2, REFUSED: 2 });
    expect(await findings()).toEqual(before);
    const { rows } = await client.query(
      `SELECT (SELECT count(*)::int FROM receiver_register) AS registered, (SELECT count(*)::int FROM certhub_certificate) AS held,
              (SELECT count(*)::int FROM certhub_answer) AS answered`,
    );
    expect(rows).toEqual([{ registered: 2 * REFUSE_EVERY - 2, held: 2 * REFUSE_EVERY, answered: 2 * REFUSE_EVERY }]);
    const [counted] = await bench.source.query(
      `SELECT sum(certificates - moved)::int AS standing, count(*) FILTER (WHERE state <> 'ANSWERED')::int AS open,
              count(*) FILTER (WHERE batch_id = $1)::int AS parcels FROM delivery`,
      [todayId],
    );
    expect(counted).toEqual({ standing: 2 * REFUSE_EVERY, open: 0, parcels: 2 });
    expect((await bench.reconcile()).row).toMatchObject({ state: 'EQUAL', hubVersions: 2 * REFUSE_EVERY });
  });

  test('a receiver that lost everything gets everything, once', async () => {
    await bench.handOver(2_500);
    await bench.onReceiver('TRUNCATE certhub_parcel, certhub_certificate, certhub_answer');
    const { row } = await bench.reconcile();
    expect(row).toMatchObject({ state: 'HEALED', missing: 2_500, healed: 2_500, hubVersions: 2_500, feedVersions: 0 });
    // Nobody answers what is gone: the parcels of before have ended.
    const states = await bench.source.query(
      `SELECT state, count(*)::int AS deliveries FROM delivery GROUP BY state ORDER BY state`,
    );
    expect(states).toEqual([
      { state: 'ANSWERED', deliveries: 2 },
      { state: 'DUE', deliveries: 2 },
    ]);
    await bench.deliverDue();
    expect((await bench.reconcile()).row).toMatchObject({ state: 'EQUAL', feedVersions: 2_500 });
  });

  test('a feed that is added later gets from the beginning what it wants', async () => {
    const batchId = await approveBatch(bench, {
      records: 30,
      record: (line) => ({ level: line % 3 === 0 ? 'LEVEL_4' : 'LEVEL_3' }),
    });
    await bench.parcel(batchId);
    const cityId = await approveBatch(bench, { records: 5, firstSerial: 100, regionCode: '430100' });
    await bench.parcel(cityId);
    const plain = plainFeed({ ...FEED, name: 'later' });
    const later = { ...plain, parcelCertificates: 4, wants: { ...plain.wants, levels: ['LEVEL_4'] } };
    await bench.addFeed(later);
    expect((await bench.reconcile({ feed: later.name, heal: false })).row).toMatchObject({
      state: 'DIFFERENT',
      owed: 10,
    });
    const { row } = await bench.reconcile({ feed: later.name });
    expect(row).toMatchObject({ state: 'HEALED', owed: 10, healed: 10, missing: 0, waiting: 10 });
    const [made] = await bench.source.query(
      `SELECT count(*)::int AS parcels, sum(certificates)::int AS certificates FROM delivery WHERE feed = $1`,
      [later.name],
    );
    expect(made).toEqual({ parcels: 3, certificates: 10 });
    await bench.deliverDue();
    expect((await bench.reconcile({ feed: later.name })).row).toMatchObject({
      state: 'EQUAL',
      hubVersions: 10,
      owed: 0,
    });
  });

  test('the end of a certificate and the number in its place are owed to whoever has it', async () => {
    const batchId = await bench.handOver(3);
    const after = await approveBatch(bench, { records: 1, firstSerial: 50, regionCode: '430100' });
    await bench.source.query(
      `INSERT INTO certificate_version (certificate_no, version, kind, batch_id, line, data, created_at)
       SELECT certificate_no, 2, 'REPLACED', batch_id, line, data, now() FROM certificate_version WHERE certificate_no = $1`,
      numbers(2),
    );
    await bench.source.query(
      `UPDATE certificate SET state = 'REPLACED', version = 2 WHERE certificate_no = $1`,
      numbers(2),
    );
    await bench.source.query(`UPDATE certificate SET replaces = $2 WHERE certificate_no = $1`, numbers(50, 2));
    const { row } = await bench.reconcile();
    expect(row).toMatchObject({ state: 'HEALED', owed: 2, healed: 2 });
    expect(
      (await bench.differences(row.id)).map(({ certificateNo, version, kind }) => [certificateNo, version, kind]),
    ).toEqual([
      [certificateNoOf(2), 2, 'OWED'],
      [certificateNoOf(50), 1, 'OWED'],
    ]);
    expect(after).not.toBe(batchId);
    await bench.deliverDue();
    expect((await bench.reconcile()).row).toMatchObject({ state: 'EQUAL', hubVersions: 5 });
  });

  test('one of a feed at a time; a process that died is followed by another, and says nothing any more', async () => {
    await bench.handOver(3);
    await bench.onReceiver(`DELETE FROM certhub_certificate WHERE certificate_no = $1`, numbers(1));
    const asked = await askReconciliation(bench.hub, OPERATOR, { feed: FEED.name, heal: true });
    const again = await askReconciliation(bench.hub, OPERATOR, { feed: FEED.name, heal: false });
    if (asked.kind === 'refused') throw new Error(asked.code);
    expect(again).toEqual({ ...asked, isNew: false });
    const { reconciliationId } = asked;
    const { connector } = bench.receiver;
    let second: Promise<unknown> | undefined;
    const slow: Connector = {
      ...connector,
      held: async (question, timeoutMs) => {
        const answer = await connector.held(question, timeoutMs);
        if (second === undefined) {
          second = Promise.resolve();
          expect(await reconcileFeed(bench.hub, reconciliationId)).toEqual({ kind: 'nothing-due' });
          bench.wait(HOUR_MS);
          expect(await reconcileFeed(bench.hub, reconciliationId)).toEqual({ kind: 'HEALED', healed: 1 });
        }
        return answer;
      },
    };
    const first = { ...bench.hub, connectors: new Map([[FEED.name, slow]]) };
    expect(await reconcileFeed(first, reconciliationId)).toEqual({ kind: 'nothing-due' });
    expect(await bench.itemStates()).toEqual({ PENDING: 3 });
    const [made] = await bench.source.query(
      `SELECT runs, missing, healed, (SELECT count(*)::int FROM delivery) AS deliveries FROM reconciliation`,
    );
    expect(made).toEqual({ runs: 2, missing: 1, healed: 1, deliveries: 2 });
  });

  test('a feed that cannot be reached is asked again, then it failed; one that cannot be asked is told so', async () => {
    const batchId = await bench.handOver(2);
    const { connector } = bench.receiver;
    const away: Connector = { ...connector, held: async () => ({ kind: 'unreachable', reason: 'CONNECTION' }) };
    const hub = { ...bench.hub, connectors: new Map([[FEED.name, away]]) };
    const asked = await askReconciliation(hub, OPERATOR, { feed: FEED.name, heal: true });
    if (asked.kind === 'refused') throw new Error(asked.code);
    const outcomes: string[] = [];
    for (let run = 0; run < 5; run += 1) {
      outcomes.push((await reconcileFeed(hub, asked.reconciliationId)).kind);
      bench.wait(HOUR_MS);
    }
    expect(outcomes).toEqual(['put-off', 'put-off', 'put-off', 'put-off', 'FAILED']);
    const drop: Connector = { ...connector, held: async () => ({ kind: 'unsupported' }) };
    await bench.source.query(`DELETE FROM delivery_item WHERE certificate_no = $1`, numbers(1));
    const asking = { ...bench.hub, connectors: new Map([[FEED.name, drop]]) };
    const next = await askReconciliation(asking, OPERATOR, { feed: FEED.name, heal: true });
    if (next.kind === 'refused') throw new Error(next.code);
    expect(await reconcileFeed(asking, next.reconciliationId)).toEqual({ kind: 'UNSUPPORTED', healed: 1 });
    const rows = await bench.source.query(
      `SELECT state, failure, owed, healed FROM reconciliation ORDER BY started_at`,
    );
    expect(rows).toEqual([
      { state: 'FAILED', failure: 'CONNECTION', owed: 0, healed: 0 },
      { state: 'UNSUPPORTED', failure: null, owed: 1, healed: 1 },
    ]);
    expect(batchId).toMatch(/-/);
  });

  test('every night once, and by day only where a night was missed', async () => {
    const due = async (at: string): Promise<readonly string[]> => {
      const { reconciliations } = await dueReconciliations(
        (sql, values = []) => bench.source.query(sql, [...values]),
        new Date(at),
        10,
      );
      return reconciliations.map(({ reconciliationId }) => reconciliationId);
    };
    const night = await reconciledNight('2026-08-01T02:10:00+08:00');
    expect(await due('2026-08-01T01:59:00+08:00')).toEqual([]);
    expect(await due('2026-08-01T02:10:00+08:00')).toEqual([night]);
    expect(await due('2026-08-01T05:00:00+08:00')).toEqual([]);
    expect(await Promise.all([1, 2, 3].map(() => reconcileFeed(bench.hub, night)))).toContainEqual({
      kind: 'EQUAL',
      healed: 0,
    });
    expect(await due('2026-08-01T04:59:00+08:00')).toEqual([]);
    expect(await due('2026-08-02T12:00:00+08:00')).toEqual([]);
    expect(await due('2026-08-02T15:00:00+08:00')).toEqual([dailyReconciliationId(FEED.name, '2026-08-02')]);
    await bench.source.query(
      `INSERT INTO reconciliation (id, feed, state, asked_by, heal, due_at, started_at) VALUES ($1, $2, 'RUNNING', 'clock', true, $3, $3)`,
      [randomUUID(), FEED.name, new Date('2026-08-02T02:00:00+08:00')],
    );
    expect(await due('2026-08-02T02:00:00+08:00')).toHaveLength(1);
    expect(await due('2026-08-02T01:00:00+08:00')).toEqual([]);
    const [row] = await bench.source.query(`SELECT asked_by AS by, heal FROM reconciliation WHERE state = 'EQUAL'`);
    expect(row).toEqual({ by: 'clock', heal: true });
  });

  /** The clock stands in that night; the id of the day. */
  async function reconciledNight(at: string): Promise<string> {
    bench.wait(new Date(at).getTime() - bench.now().getTime());
    return dailyReconciliationId(FEED.name, '2026-08-01');
  }
});
