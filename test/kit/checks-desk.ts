/** Sealed batches whose chunks wait, a queue that is a plain list, and workers that a test moves by hand. */
import { createHash, randomUUID } from 'node:crypto';
import { checkChunk } from '../../src/app/check-chunk';
import { checkSmallBatch } from '../../src/app/check-small-batch';
import { SMALL_BATCH_RECORDS_MAX } from '../../src/app/limits';
import type { Hub } from '../../src/app/ports';
import { remindOfChecks } from '../../src/app/remind-checks';
import type { JobName } from '../../src/app/reminders';
import { settleBatch } from '../../src/app/settle-batch';
import { packBytes } from '../../src/platform/pack-bytes';
import { NO_COLD_STORE } from '../../src/store/cold-folder';
import { workViews } from '../../src/store/views/work';
import type { ForwardingBench } from './approved-batch';
import { SAMPLE_RECORD, sampleCheck } from './sample-record';
import { decisionHub } from './waiting-batch';

export const CHECK_WINDOW = 2;
export const LARGE = SMALL_BATCH_RECORDS_MAX + 1;

/** The sweep says others too. */
const CHECKS: readonly JobName[] = ['check-chunk', 'check-small-batch', 'settle-batch'];

interface Said {
  readonly id: string;
  readonly job: JobName;
  readonly subject: { readonly batchId: string; readonly chunkNo: number };
}

export interface ChecksDesk {
  readonly hub: Hub;
  /** Names of the batches and chunks that stand in the queue, in its order: `A1`, `A2`; a small batch `A*`, a settlement `A!`. */
  waiting(): readonly string[];
  /** Seals a batch of so many chunks of one record; it says that it holds `records`. */
  seal(
    name: string,
    institution: string,
    batch: { readonly chunks: number; readonly records: number },
  ): Promise<string>;
  /** Works on the first job; answers its name, and what it threw. */
  work(): Promise<string>;
  /** Until nothing waits; answers the names in turn. */
  workAll(): Promise<readonly string[]>;
  /** As if the queue had lost everything. */
  wipe(): void;
  /** What stands in the queue is said once more under another id. */
  double(): void;
  /** The bytes of the chunk are no records any more. */
  spoil(name: string, chunkNo: number): Promise<void>;
  mend(name: string, chunkNo: number): Promise<void>;
  stateOf(name: string): Promise<string>;
  /** Records of the batch and the different lines among them. */
  linesOf(name: string): Promise<readonly [number, number]>;
}

export function checksDesk(bench: ForwardingBench): ChecksDesk {
  const ids = new Map<string, string>();
  let queue: Said[] = [];
  const nameOf = (batchId: string): string => [...ids].find(([, id]) => id === batchId)?.[0] ?? '?';
  const shown = ({ job, subject }: Said): string => {
    if (job === 'check-chunk') return `${nameOf(subject.batchId)}${subject.chunkNo}`;
    return `${nameOf(subject.batchId)}${job === 'settle-batch' ? '!' : '*'}`;
  };
  const hub: Hub = {
    ...decisionHub(bench).hub,
    checkWindow: CHECK_WINDOW,
    cold: { store: NO_COLD_STORE, afterMonths: null },
    preparedCheck: async () => sampleCheck(),
    keyedDigest: (text) => createHash('sha256').update(`secret${text}`).digest().subarray(0, 16),
    views: workViews((sql, parameters = []) => bench.source.query(sql, [...parameters])) as Hub['views'],
    reminders: {
      remind: async (job, subjects, when) => {
        if (!CHECKS.includes(job)) return;
        for (const subject of subjects) {
          const id = [job, ...Object.values(subject), when?.round].join('_');
          if (queue.some((said) => said.id === id)) continue;
          const { batchId, chunkNo } = { batchId: '', chunkNo: 0, ...subject };
          queue.push({ id, job, subject: { batchId, chunkNo } });
        }
      },
      close: async () => undefined,
    },
  };
  const run = async ({ job, subject: { batchId, chunkNo } }: Said): Promise<void> => {
    if (job === 'check-chunk') await checkChunk(hub, { batchId, chunkNo });
    else if (job === 'check-small-batch') await checkSmallBatch(hub, { batchId });
    else await settleBatch(hub, { batchId });
  };
  const work = async (): Promise<string> => {
    const [first] = queue;
    if (!first) throw new Error('Nothing waits.');
    // While it is active a job keeps its id.
    const outcome = await run(first).then(
      () => '',
      (error: unknown) => ` ${error instanceof Error ? error.name : 'failed'}`,
    );
    queue = queue.filter((said) => said !== first);
    return `${shown(first)}${outcome}`;
  };
  const setBody = async (name: string, chunkNo: number, body: Buffer): Promise<void> => {
    await bench.source.query(`UPDATE chunk SET body = $3, bytes = $4 WHERE upload_id = $1 AND chunk_no = $2`, [
      ids.get(name),
      chunkNo,
      await packBytes(body),
      body.length,
    ]);
  };
  return {
    hub,
    waiting: () => queue.map(shown),
    seal: async (name, institution, { chunks, records }) => {
      const id = randomUUID();
      ids.set(name, id);
      await insertSealed(bench, { id, institution, chunks, records, place: ids.size });
      await remindOfChecks(hub, { id, records });
      return id;
    },
    work,
    workAll: async () => {
      const done: string[] = [];
      while (queue.length > 0) done.push(await work());
      return done;
    },
    wipe: () => void (queue = []),
    double: () => void (queue = queue.flatMap((said) => [said, { ...said, id: `${said.id}_again` }])),
    spoil: (name, chunkNo) => setBody(name, chunkNo, Buffer.from('no record\n')),
    mend: (name, chunkNo) => setBody(name, chunkNo, lineOf(chunkNo)),
    stateOf: async (name) => {
      const [found] = await bench.source.query(`SELECT state FROM batch WHERE id = $1`, [ids.get(name)]);
      return found.state;
    },
    linesOf: async (name) => {
      const [found] = await bench.source.query(
        `SELECT count(*)::int AS records, count(DISTINCT line)::int AS lines FROM record WHERE batch_id = $1`,
        [ids.get(name)],
      );
      return [found.records, found.lines];
    },
  };
}

const lineOf = (serial: number): Buffer =>
  Buffer.from(`${JSON.stringify({ ...SAMPLE_RECORD, remark: `${serial}` })}\n`);

async function insertSealed(
  { source }: ForwardingBench,
  batch: { id: string; institution: string; chunks: number; records: number; place: number },
): Promise<void> {
  const { id, institution, chunks, records, place } = batch;
  await source.query(
    `INSERT INTO institution (code, name, credit_code, kind, region_code, grade)
     VALUES ($1, '样例机构' || $1, $1, 'SOCIAL_ORG', '510100', 'PROVINCE') ON CONFLICT DO NOTHING`,
    [institution],
  );
  await source.query(
    `INSERT INTO upload (id, institution_code, region_code, client_batch_no, header, state, opened_at, opened_by)
     VALUES ($1::uuid, $2, '510100', $1::uuid::text, '{"declarations": []}', 'SEALED', now(), 'test')`,
    [id, institution],
  );
  for (const table of ['snapshot', 'pack_set']) {
    await source.query(
      `INSERT INTO ${table} (digest, body, created_at) VALUES ('\\x00', '\\x00', now()) ON CONFLICT DO NOTHING`,
    );
  }
  await source.query(
    `INSERT INTO batch (id, institution_code, region_code, plan_no, client_batch_no, state, chunks, records, digest, algorithm,
                        content_key, snapshot_digest, pack_set_digest, sealed_at, sealed_by)
     VALUES ($1::uuid, $2, '510100', 'P' || $2, $1::uuid::text, 'CHECKING', $3, $4, 'd', 'SHA256', convert_to($1::uuid::text, 'UTF8'),
             '\\x00', '\\x00', timestamptz '2026-06-30T01:00:00Z' + make_interval(secs => $5), 'test')`,
    [id, institution, chunks, records, place],
  );
  for (let chunkNo = 1; chunkNo <= chunks; chunkNo += 1) {
    const body = lineOf(chunkNo);
    await source.query(
      `INSERT INTO chunk (upload_id, chunk_no, first_line, records, bytes, source_bytes, digest, body, received_at)
       VALUES ($1, $2, $2, 1, $3, $3, '\\x00', $4, now())`,
      [id, chunkNo, body.length, await packBytes(body)],
    );
  }
}
