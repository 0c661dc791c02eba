/** The queue on PostgreSQL: few connections a process, however many jobs there are, and reminders that arrive at once. */
import type { Client } from 'pg';
import { JOB_NAMES } from '../../src/app/reminders';
import { migrateQueue, openQueues, QUEUE_CONNECTIONS, type JobWorker, type Queues } from '../../src/platform/queue';
import { createReminders } from '../../src/platform/reminders';
import { freshDatabase, silentLog } from '../kit/database';
import { until } from '../kit/operations';

jest.setTimeout(60_000);

/** A worker that hears nothing looks by itself after five seconds; what is heard is there long before. */
const HEARD_MS = 3_000;

describe('the queue on PostgreSQL', () => {
  let looking: Client;
  let producer: Queues;
  let consumer: Queues;
  let workers: JobWorker[];
  const done: string[] = [];
  beforeEach(async () => {
    const database = await freshDatabase();
    looking = await database.connect();
    const settings = { databaseUrl: database.url, redisUrl: null };
    await migrateQueue(settings);
    producer = openQueues(settings, 'producer');
    consumer = openQueues(settings, 'worker');
    isOpen = true;
    done.length = 0;
    workers = JOB_NAMES.map((job) => {
      const worker = consumer.worker(job, async ({ id }) => void done.push(`${job} ${id ?? ''}`), { concurrency: 2 });
      worker.on('error', () => undefined);
      return worker;
    });
  });
  let isOpen = false;
  const close = async (): Promise<void> => {
    if (!isOpen) return;
    isOpen = false;
    await Promise.all(workers.map((worker) => worker.close()));
    await consumer.close();
    await producer.close();
  };
  afterEach(close);

  interface Connection {
    readonly pid: number;
    readonly query: string;
  }
  const connections = async (): Promise<readonly Connection[]> =>
    (
      await looking.query<Connection>(
        `SELECT pid, query FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'certhub-queue'`,
      )
    ).rows;
  const listeners = async (): Promise<readonly Connection[]> =>
    (await connections()).filter(({ query }) => query.startsWith('LISTEN'));
  /** What is said before anybody listens is found by looking. */
  const untilListening = (): Promise<readonly Connection[]> => until(listeners, ({ length }) => length > 0);
  const sayAndWait = async (round: string): Promise<number> => {
    const reminders = createReminders(producer, silentLog);
    const startedAt = Date.now();
    await Promise.all([
      reminders.remind('deliver', [{ deliveryId: round }]),
      reminders.remind('tally', [{ batchId: round }]),
      reminders.remind('check-chunk', [{ batchId: round, chunkNo: 1 }]),
    ]);
    await until(
      async () => done.filter((each) => each.includes(round)).length,
      (count) => count === 3,
    );
    const ms = Date.now() - startedAt;
    await reminders.close();
    return ms;
  };

  test('one connection listens for all jobs of a process', async () => {
    await untilListening();
    expect(await sayAndWait('first')).toBeLessThan(HEARD_MS);
    expect(await listeners()).toHaveLength(1);
    expect((await connections()).length).toBeLessThanOrEqual(QUEUE_CONNECTIONS.worker + QUEUE_CONNECTIONS.producer);
  });

  test('a listener that is cut off is replaced, and what is said goes on being heard', async () => {
    await sayAndWait('before');
    const [cut] = await untilListening();
    await looking.query('SELECT pg_terminate_backend($1)', [cut?.pid]);
    await until(listeners, (found) => found.length === 1 && found[0]?.pid !== cut?.pid);
    expect(await sayAndWait('after')).toBeLessThan(HEARD_MS);
    expect(await listeners()).toHaveLength(1);
  });

  test('a step of the queue waits for no disk: what is lost of it the sweep says again', async () => {
    await looking.query(`
      CREATE TABLE public.step (waits text);
      CREATE FUNCTION public.note_step() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO public.step VALUES (current_setting('synchronous_commit'));
        RETURN NULL;
      END $$;
      CREATE TRIGGER step_noted AFTER INSERT OR UPDATE OR DELETE ON bullmq.job
        FOR EACH STATEMENT EXECUTE FUNCTION public.note_step()`);
    await sayAndWait('noted');
    const { rows } = await looking.query(`SELECT DISTINCT waits FROM public.step`);
    expect(rows).toEqual([{ waits: 'off' }]);
  });

  test('a reminder alone makes no tables; several at once go together', async () => {
    await looking.query(`
      CREATE TABLE public.made (tag text);
      CREATE FUNCTION public.note_made() RETURNS event_trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO public.made VALUES (TG_TAG);
      END $$;
      CREATE EVENT TRIGGER made_noted ON ddl_command_end WHEN TAG IN ('CREATE TABLE AS')
        EXECUTE FUNCTION public.note_made()`);
    await sayAndWait('alone');
    const made = async (): Promise<number | null> => (await looking.query(`SELECT FROM public.made`)).rowCount;
    expect(await made()).toBe(0);
    const reminders = createReminders(producer, silentLog);
    await reminders.remind('deliver', [{ deliveryId: 'one' }, { deliveryId: 'other' }]);
    await until(
      async () => done.filter((each) => each.startsWith('deliver')),
      ({ length }) => length === 3,
    );
    expect([...done].sort().slice(1, 4)).toEqual([
      'deliver deliver_alone',
      'deliver deliver_one',
      'deliver deliver_other',
    ]);
    expect(await made()).toBeGreaterThan(0);
    await reminders.close();
  });

  test('every connection is given back at the end', async () => {
    await sayAndWait('only');
    await close();
    await until(connections, ({ length }) => length === 0);
  });
});
