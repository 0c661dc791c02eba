/** Sealed batches whose chunks wait, a queue that is a plain list, and workers that a test moves by hand. */
import { createHash, randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { JobDefinition } from '../../jobs/define-job';
import { JOBS } from '../../jobs';
import { MIDDLE_BATCH_RECORDS_MAX, SMALL_BATCH_RECORDS_MAX } from '../../src/app/limits';
import type { Hub } from '../../src/app/ports';
import { remindOfChecks } from '../../src/app/remind-checks';
import type { JobName } from '../../src/app/reminders';
import { packBytes } from '../../src/platform/pack-bytes';
import { NO_COLD_STORE } from '../../src/store/cold-folder';
import { workViews } from '../../src/store/views/work';
import type { ForwardingBench } from './approved-batch';
import { SAMPLE_RECORD, sampleCheck } from './sample-record';
import { decisionHub } from './waiting-batch';

export const CHECK_WINDOW = 2;
export const LARGE = SMALL_BATCH_RECORDS_MAX + 1;
/** One that settles where only the largest do. */
export const LARGEST = MIDDLE_BATCH_RECORDS_MAX + 1;

/** Of which jobs there is a queue here, and how a job of it is called; the sweep says others too. */
const SIGNS: Partial<Record<JobName, string>> = {
  'check-chunk': '',
  'check-small-batch': '*',
  'settle-batch': '>',
  'settle-middle-batch': '!',
  'settle-large-batch': '!',
};

const IDLE_LOOK_MS = 10;

interface Said {
  readonly id: string;
  readonly job: JobName;
  readonly subject: { readonly batchId: string; readonly chunkNo: number };
}

export interface ChecksDesk {
  readonly hub: Hub;
  /**
   * Names of the batches and chunks that stand in the queue, in its order: `A1`, `A2`; a small batch `A*`, a batch whose
   * chunks are checked `A>`, a settlement `A!`.
   */
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
  /** Works beside the test, with the slots of so many worker processes, on whatever waits and whatever comes. */
  employ(processes: number): void;
  /** Once nothing waits and nothing is under way. */
  idle(): Promise<void>;
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

/** `change`: of the hub that the jobs run on. */
export function checksDesk(bench: ForwardingBench, change: Partial<Hub> = {}): ChecksDesk {
  const ids = new Map<string, string>();
  let queue: Said[] = [];
  const nameOf = (batchId: string): string => [...ids].find(([, id]) => id === batchId)?.[0] ?? '?';
  const shown = ({ job, subject }: Said): string => {
    return `${nameOf(subject.batchId)}${SIGNS[job] ?? ''}${job === 'check-chunk' ? subject.chunkNo : ''}`;
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
        if (SIGNS[job] === undefined) return;
        for (const subject of subjects) {
          const id = [job, ...Object.values(subject), when?.round].join('_');
          if (queue.some((said) => said.id === id)) continue;
          const { batchId, chunkNo } = { batchId: '', chunkNo: 0, ...subject };
          queue.push({ id, job, subject: { batchId, chunkNo } });
        }
        takeAll();
      },
      close: async () => undefined,
    },
    ...change,
  };
  const jobOf = ({ job }: Said): JobDefinition => JOBS[job] as JobDefinition;
  const run = async (said: Said): Promise<void> => {
    await jobOf(said).run(hub, jobOf(said).parse(said.subject));
  };
  const active: Said[] = [];
  let processes = 0;
  const take = async (said: Said): Promise<void> => {
    active.push(said);
    await run(said).catch(() => undefined);
    active.splice(active.indexOf(said), 1);
    queue = queue.filter((other) => other !== said);
    takeAll();
  };
  const takeAll = (): void => {
    for (const said of queue) {
      const busy = active.filter(({ job }) => job === said.job).length;
      if (!active.includes(said) && busy < processes * jobOf(said).concurrency) void take(said);
    }
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
    employ: (count) => {
      processes = count;
      takeAll();
    },
    idle: async () => {
      while (queue.length > 0 || active.length > 0) await setTimeout(IDLE_LOOK_MS);
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
