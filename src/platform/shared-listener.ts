/**
 * One connection that listens for all workers of a process. BullMQ holds one for each of them, and a hub has a worker for
 * each job in each process, so their sum would be most of what PostgreSQL allows. What is said on the channel names its
 * queue, so all may hear everything.
 */
import { EventEmitter } from 'node:events';
import type { PgPool, PgPoolClient, PgQueryResult } from 'bullmq';
import { Client, type Pool, type QueryResultRow } from 'pg';

const CHANNEL = 'bullmq_jobs';
const IS_LISTEN = /^LISTEN /m;
/** BullMQ names its connections, to list workers by them; one that is shared keeps its own name. */
const NAMES_ITSELF = `set_config('application_name'`;
/** A connection that the network dropped without a word is found out by this. */
const KEEP_ALIVE_AFTER_MS = 10_000;
const CONNECT_LIMIT_MS = 30_000;

/** For BullMQ in the place of the pool: queries go to the pool, and who listens is given an ear on one connection. */
export class ListeningPool extends EventEmitter implements PgPool {
  /** BullMQ waits long for a notification only where the connection is kept alive. */
  readonly options = { keepAlive: true };
  private readonly ears = new Set<Ear>();
  private listening: Promise<Client> | undefined;

  constructor(
    private readonly queries: Pool,
    private readonly connectionString: string,
  ) {
    super();
    // Each worker listens for errors of the pool.
    this.setMaxListeners(0);
  }

  query<Row>(text: string, parameters?: readonly unknown[]): Promise<PgQueryResult<Row>> {
    return this.queries.query<Row & QueryResultRow>(text, parameters && [...parameters]);
  }

  async connect(): Promise<PgPoolClient> {
    const ear: Ear = new Ear(
      (text, parameters) => this.asked(ear, text, parameters),
      () => void this.ears.delete(ear),
    );
    return ear;
  }

  /** Ends the connection that listens; the pool of queries is its owner's. */
  async end(): Promise<void> {
    const client = await this.listening?.catch(() => undefined);
    this.listening = undefined;
    await client?.end();
  }

  private async asked<Row>(
    ear: Ear,
    text: string,
    parameters: readonly unknown[] | undefined,
  ): Promise<PgQueryResult<Row>> {
    if (text.includes(NAMES_ITSELF)) return { rows: [] };
    if (!IS_LISTEN.test(text)) return this.query(text, parameters);
    if (!text.includes(CHANNEL)) throw new Error(`Only ${CHANNEL} is listened to.`);
    this.ears.add(ear);
    await (this.listening ??= this.listen());
    return { rows: [] };
  }

  private listen(): Promise<Client> {
    const client = new Client({
      connectionString: this.connectionString,
      application_name: 'certhub-queue',
      connectionTimeoutMillis: CONNECT_LIMIT_MS,
      keepAlive: true,
      keepAliveInitialDelayMillis: KEEP_ALIVE_AFTER_MS,
    });
    client.on('notification', (notification) => {
      for (const ear of [...this.ears]) ear.emit('notification', notification);
    });
    const opening = client
      .connect()
      .then(() => client.query(`LISTEN ${CHANNEL}`))
      .then(() => client);
    /** Each worker then asks for another ear, and looks whether it missed something. */
    const lost = (error: Error): void => {
      if (this.listening !== opening) return;
      this.listening = undefined;
      client.end().catch(() => undefined);
      for (const ear of [...this.ears]) ear.fail(error);
    };
    client.on('error', lost);
    client.on('end', () => lost(new Error('The connection that listens has ended.')));
    opening.catch(lost);
    return opening;
  }
}

type Ask = <Row>(text: string, parameters: readonly unknown[] | undefined) => Promise<PgQueryResult<Row>>;

/** What BullMQ takes for a connection of its own. */
class Ear extends EventEmitter implements PgPoolClient {
  constructor(
    private readonly ask: Ask,
    private readonly give: () => void,
  ) {
    super();
  }

  query<Row>(text: string, parameters?: readonly unknown[]): Promise<PgQueryResult<Row>> {
    return this.ask(text, parameters);
  }

  release(): void {
    this.give();
  }

  fail(error: Error): void {
    this.give();
    if (this.listenerCount('error') > 0) this.emit('error', error);
  }
}
