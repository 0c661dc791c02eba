import { createHash, randomUUID } from 'node:crypto';
import { collectAnswers } from '../../src/app/collect-answers';
import type { Answer, AnswersAsked, Connector, HeldAsked, Oddity, ReportAnswer } from '../../src/app/connector';
import { deliver } from '../../src/app/deliver';
import type { ItemAnswer } from '../../src/app/forwarding-ports';
import type { Hub } from '../../src/app/ports';
import type { PageRequest } from '../../src/app/paging';
import { ATTEMPTS_MAX, CLAIM_EARLY_MS, RETRY_DELAYS_MS } from '../../src/domain/forwarding/retry';
import type { Territory } from '../../src/domain/tenancy/territory';
import { workViews } from '../../src/store/views/work';
import { deliveryViews } from '../../src/store/views/deliveries';
import {
  approveBatch,
  certificateNoOf,
  FEED,
  forwardingBench,
  INSTITUTION,
  type ForwardingBench,
} from '../kit/approved-batch';
import { silentLog } from '../kit/database';
import { samplePacks } from '../kit/sample-record';

const START = new Date('2026-08-01T01:00:00Z');
const CITY: Territory = { institutionCode: null, regionPrefix: '5101' };
const PAGE: PageRequest = { first: 100, after: null };

/** A receiver that answers what the test says; the contract of connectors is tested on the real one. */
class PlayedConnector implements Connector {
  readonly sent: string[] = [];
  answer: Answer = { kind: 'taken' };
  given: readonly ItemAnswer[] | 'unreachable' = [];
  oddities: readonly Oddity[] = [];
  async send({ certificates }: Parameters<Connector['send']>[0]): Promise<Answer> {
    this.sent.push(certificates.map(({ certificateNo }) => certificateNo).join(' '));
    return this.answer;
  }
  async answers(): Promise<AnswersAsked> {
    return this.given === 'unreachable'
      ? { kind: 'unreachable', reason: 'CONNECTION' }
      : { kind: 'given', answers: this.given, oddities: this.oddities };
  }
  async held(): Promise<HeldAsked> {
    return { kind: 'unsupported' };
  }
  async sendReport(): Promise<ReportAnswer> {
    return { kind: 'accepted' };
  }
  async close(): Promise<void> {}
}

type VerbHub = Pick<
  Hub,
  | 'transaction'
  | 'connectors'
  | 'feeds'
  | 'reminders'
  | 'views'
  | 'activePacks'
  | 'now'
  | 'newId'
  | 'jitter'
  | 'keyedDigest'
  | 'log'
>;

describe('forwarding', () => {
  let bench: ForwardingBench;
  let connector: PlayedConnector;
  let hub: Hub;
  let now: Date;
  let reminded: string[];
  let batchId: string;
  let deliveryId: string;
  const wait = (ms: number): void => {
    now = new Date(now.getTime() + ms);
  };
  beforeEach(async () => {
    bench = await forwardingBench();
    connector = new PlayedConnector();
    now = START;
    reminded = [];
    const parts: VerbHub = {
      transaction: bench.transaction,
      connectors: new Map([[FEED.name, connector]]),
      feeds: [FEED],
      reminders: {
        remind: async (job, subjects, when) => {
          reminded.push(`${job} ${subjects.length} in ${when?.delayMs ?? 0} ms`);
        },
        close: async () => undefined,
      },
      views: workViews((sql, values = []) => bench.source.query(sql, [...values])) as Hub['views'],
      activePacks: async () => ({ digest: '', packs: samplePacks() }),
      now: () => now,
      newId: randomUUID,
      jitter: () => 0.5,
      keyedDigest: (text) => createHash('sha256').update(text).digest().subarray(0, 16),
      log: silentLog,
    };
    hub = parts as Hub;
    batchId = await approveBatch(bench, { records: 3 });
    const [id] = await bench.transaction(({ deliveries }) => deliveries.createForBatch(FEED, batchId, now, randomUUID));
    deliveryId = id ?? '';
  });
  afterEach(() => bench.close());

  const views = () => deliveryViews((sql, values = []) => bench.source.query(sql, [...values]));
  const answerOf = (serial: number, code: string | null = null): ItemAnswer => ({
    certificateNo: certificateNoOf(serial),
    version: 1,
    state: code === null ? 'ACCEPTED' : 'REFUSED',
    code,
    answeredAt: now,
  });
  const otherParcelsAreTaken = async (): Promise<void> => {
    await bench.source.query(`UPDATE feed_state SET failures = 0`);
  };
  const findings = (): Promise<Record<string, unknown>[]> =>
    bench.source.query(
      `SELECT line, code, severity, source, path, message_zh AS zh, message_en AS en, basis FROM finding ORDER BY line`,
    );

  test('a parcel is handed over once, however often somebody reminds of it', async () => {
    const outcomes = await Promise.all([1, 2, 3].map(() => deliver(hub, deliveryId)));
    expect(outcomes.filter(({ kind }) => kind !== 'nothing-due')).toEqual([
      { kind: 'SENT', attemptNo: 1, certificates: 3 },
    ]);
    expect(await deliver(hub, deliveryId)).toEqual({ kind: 'nothing-due' });
    expect(connector.sent).toEqual([[1, 2, 3].map(certificateNoOf).join(' ')]);
    expect(reminded).toEqual(['collect-answers 1 in 100 ms']);
  });

  test('a parcel that never arrives while others do is tried by the schedule, then given up for a person to look at', async () => {
    connector.answer = { kind: 'unreachable', reason: 'CONNECTION' };
    for (const [index, delayMs] of RETRY_DELAYS_MS.entries()) {
      expect(await deliver(hub, deliveryId)).toMatchObject({ kind: 'DUE', attemptNo: index + 1 });
      expect(reminded.at(-1)).toBe(`deliver 1 in ${delayMs} ms`);
      await otherParcelsAreTaken();
      wait(delayMs - CLAIM_EARLY_MS - 1);
      expect(await deliver(hub, deliveryId)).toEqual({ kind: 'nothing-due' });
      wait(CLAIM_EARLY_MS + 1);
    }
    expect(await deliver(hub, deliveryId)).toMatchObject({ kind: 'GIVEN_UP', attemptNo: ATTEMPTS_MAX });
    const { items } = await views().deliveries(CITY, { batchId }, PAGE);
    expect(items[0]).toMatchObject({ state: 'GIVEN_UP', attemptsMade: ATTEMPTS_MAX, pending: 3 });
    expect(items[0]?.attempts).toHaveLength(ATTEMPTS_MAX);
    expect(items[0]?.attempts[0]).toEqual({
      attemptNo: 1,
      startedAt: START,
      endedAt: START,
      outcome: 'unreachable',
      reason: 'CONNECTION',
    });
  });

  test('a parcel that the receiver refuses is not sent again', async () => {
    connector.answer = { kind: 'refused', reason: 'CONTENT' };
    expect(await deliver(hub, deliveryId)).toMatchObject({ kind: 'GIVEN_UP' });
    wait(1_000_000_000);
    expect(await deliver(hub, deliveryId)).toEqual({ kind: 'nothing-due' });
    expect(connector.sent).toHaveLength(1);
  });

  test('a feed that is configured no more waits for its configuration', async () => {
    const without: Hub = { ...hub, connectors: new Map() };
    expect(await deliver(without, deliveryId)).toMatchObject({ kind: 'DUE' });
  });

  test('answers are asked for until all are there; a refusal is one finding and moves nothing', async () => {
    await deliver(hub, deliveryId);
    expect(await collectAnswers(hub, deliveryId)).toEqual({ kind: 'nothing-due' });
    // Two clocks may differ a little: what comes too early is said again.
    expect(reminded.at(-1)).toBe('collect-answers 1 in 100 ms');
    wait(1_000);
    connector.given = 'unreachable';
    expect(await collectAnswers(hub, deliveryId)).toEqual({ kind: 'unreachable' });
    wait(1_000);
    connector.given = [answerOf(1), answerOf(2, 'R-PHOTO')];
    expect(await collectAnswers(hub, deliveryId)).toEqual({ kind: 'outstanding', accepted: 1, refused: 1 });
    expect(reminded.at(-1)).toBe('collect-answers 1 in 1000 ms');
    wait(1_000);
    expect(await collectAnswers(hub, deliveryId)).toEqual({ kind: 'outstanding', accepted: 0, refused: 0 });
    wait(1_000);
    connector.given = [answerOf(1), answerOf(2, 'R-PHOTO'), answerOf(3, '姓名与公安库不符')];
    expect(await collectAnswers(hub, deliveryId)).toEqual({ kind: 'answered', accepted: 0, refused: 1 });
    wait(1_000);
    expect(await collectAnswers(hub, deliveryId)).toEqual({ kind: 'nothing-due' });

    const found = await findings();
    expect(found.map(({ line, code, severity, source, path }) => [line, code, severity, source, path])).toEqual([
      [2, 'FWD-001', 'error', FEED.name, '/certificateNo'],
      [3, 'FWD-001', 'error', FEED.name, '/certificateNo'],
    ]);
    // The batch is of Sichuan: no article of another province binds it.
    expect(found.map(({ basis }) => basis)).toEqual([['人社职司便函〔2020〕17号'], ['人社职司便函〔2020〕17号']]);
    expect(found[0]?.['zh']).toContain('R-PHOTO');
    expect(found[0]?.['en']).toContain(FEED.title.en);
    // What is no code is the receiver's free text and may name a person.
    expect(JSON.stringify(found[1])).toContain('UNREADABLE');
    expect(JSON.stringify(found)).not.toContain('姓名与公安库不符');
    expect(JSON.stringify(found)).not.toContain(certificateNoOf(2));
    const [states] = await bench.source.query(
      `SELECT (SELECT state FROM batch) AS batch, (SELECT array_agg(DISTINCT verdict) FROM record) AS verdicts,
              (SELECT array_agg(DISTINCT state) FROM certificate) AS certificates`,
    );
    expect(states).toEqual({ batch: 'APPROVED', verdicts: ['PASSED'], certificates: ['LIVE'] });
  });

  test('what a feed refuses is work with a term for the institution, and its city is told as well', async () => {
    await bench.source.query(`UPDATE batch SET region_code = '150104'`);
    await deliver(hub, deliveryId);
    for (const given of [[answerOf(2, 'R-PHOTO')], [answerOf(2, 'R-PHOTO'), answerOf(3, 'R-PHOTO')]]) {
      wait(1_000);
      connector.given = given;
      await collectAnswers(hub, deliveryId);
    }
    expect(
      await bench.source.query(`SELECT term, subject_id AS id, responsible, due_on AS "dueOn" FROM deadline`),
    ).toEqual([{ term: 'FEEDBACK', id: batchId, responsible: 'INSTITUTION', dueOn: '2026-08-07' }]);
    const told = await bench.source.query(
      `SELECT role, audience_code AS code, count(*)::int AS told, max(text_en) AS text FROM notification GROUP BY 1, 2 ORDER BY 1`,
    );
    expect(told).toMatchObject([
      { role: 'CITY', code: '150100', told: 2 },
      { role: 'INSTITUTION', code: INSTITUTION, told: 2 },
    ]);
    expect(told[0].text).toContain('1 certificates');
    expect(JSON.stringify(told)).not.toContain(certificateNoOf(2));
  });

  test('the way up is shown per feed, delivery and certificate, inside the territory only', async () => {
    await deliver(hub, deliveryId);
    wait(1_000);
    connector.given = [answerOf(1), answerOf(2, 'R-PHOTO')];
    await collectAnswers(hub, deliveryId);
    expect(await views().feedsOfBatch(CITY, batchId)).toEqual([
      { feed: FEED.name, certificates: 3, delivered: 3, accepted: 1, refused: 1, pending: 1 },
    ]);
    const refused = await views().acknowledgements(CITY, { batchId, state: 'REFUSED' }, PAGE);
    expect(refused).toMatchObject({ total: 1, hasNext: false });
    expect(refused.items[0]).toMatchObject({
      certificateNo: certificateNoOf(2),
      line: 2,
      code: 'R-PHOTO',
      deliveryId,
      batchId,
    });
    const first = await views().acknowledgements(CITY, {}, { first: 2, after: null });
    expect(first).toMatchObject({ total: 3, hasNext: true });
    const rest = await views().acknowledgements(CITY, {}, { first: 2, after: first.endCursor });
    expect(rest.items.map(({ certificateNo, state }) => [certificateNo, state])).toEqual([
      [certificateNoOf(3), 'PENDING'],
    ]);

    const own: Territory = { institutionCode: INSTITUTION, regionPrefix: '' };
    expect((await views().deliveries(own, { state: 'SENT' }, PAGE)).total).toBe(1);
    for (const foreign of [
      { institutionCode: '0002', regionPrefix: '' },
      { institutionCode: null, regionPrefix: '43' },
    ]) {
      expect((await views().deliveries(foreign, {}, PAGE)).total).toBe(0);
      expect((await views().acknowledgements(foreign, { batchId }, PAGE)).total).toBe(0);
      expect(await views().feedsOfBatch(foreign, batchId)).toEqual([]);
    }
    expect((await views().deliveries(CITY, { batchId: 'no batch' }, PAGE)).total).toBe(0);
  });
});
