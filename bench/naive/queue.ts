/** One queue of records on the backend that the hub runs on. */
import { createPostgresBackend, Queue, Worker, type Processor } from 'bullmq';
import { Redis } from 'ioredis';
import { Pool } from 'pg';
import type { RecordInput } from './record-input';

const NAME = 'naive-records';
/** The hub's migrations have made the queue's tables there. */
const QUEUE_SCHEMA = 'bullmq';
const QUERIES = 10;

/** A job carries its record, as tutorials have it. */
export interface RecordJob {
  readonly batchId: string;
  readonly planNo: string;
  readonly record: RecordInput;
}

interface Backend {
  readonly databaseUrl: string;
  readonly redisUrl: string | null;
}

const poolOn = (databaseUrl: string): Pool =>
  new Pool({ connectionString: databaseUrl, max: QUERIES, options: `-c search_path=${QUEUE_SCHEMA}` });

export const naiveQueue = ({ databaseUrl, redisUrl }: Backend): Pick<Queue<RecordJob>, 'add'> =>
  redisUrl === null
    ? new Queue(NAME, { connection: poolOn(databaseUrl) }, createPostgresBackend)
    : new Queue(NAME, { connection: new Redis(redisUrl, { maxRetriesPerRequest: null }) });

export const naiveWorker = (
  { databaseUrl, redisUrl }: Backend,
  processor: Processor<RecordJob>,
  concurrency: number,
): Pick<Worker<RecordJob>, 'waitUntilReady'> =>
  redisUrl === null
    ? new Worker(NAME, processor, { connection: poolOn(databaseUrl), concurrency }, createPostgresBackend)
    : new Worker(NAME, processor, { connection: new Redis(redisUrl, { maxRetriesPerRequest: null }), concurrency });
