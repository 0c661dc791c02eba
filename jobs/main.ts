/** The worker process: one per core. It takes reminders from the queue and sweeps for what nobody reminded of. */
import { UnrecoverableError } from 'bullmq';
import { type Instruments, NO_INSTRUMENTS } from '../src/app/instruments';
import type { Hub, Log } from '../src/app/ports';
import type { JobName } from '../src/app/reminders';
import { sweep } from '../src/app/sweep';
import type { JobWorker, Queues } from '../src/platform/queue';
import { type JobsOfProcess, namesOf, sweeps } from './jobs-of-process';
import type { JobDefinition } from './define-job';
import { JOBS } from './index';
import { spanOf, toldOf } from './job-span';

export interface Workers {
  /** Lets jobs under way finish, then stops. */
  close(): Promise<void>;
}

export interface StartSettings {
  readonly sweepMs: number;
  /** The jobs of this process. */
  readonly jobs: JobsOfProcess;
  /** None by default. */
  readonly instruments?: Instruments;
}

export function startWorkers(
  hub: Hub,
  queues: Queues,
  { sweepMs, jobs, instruments = NO_INSTRUMENTS }: StartSettings,
): Workers {
  const workers = namesOf(jobs).map((name) => startWorker(hub, queues, name, instruments));
  const stopSweeping = sweeps(jobs) ? sweepEvery(hub, sweepMs, instruments) : async () => undefined;
  return {
    close: async () => {
      await stopSweeping();
      await Promise.all(workers.map((worker) => worker.close()));
    },
  };
}

function startWorker(hub: Hub, queues: Queues, name: JobName, instruments: Instruments): JobWorker {
  const job = JOBS[name] as JobDefinition;
  const worker = queues.worker(name, async ({ data }) => runJob(hub, job, data, instruments), {
    concurrency: job.concurrency,
    lockMs: job.lockMs,
  });
  worker.on('error', (error) =>
    hub.log.warn({ job: name, err: error }, 'The queue is not reachable; it is tried again.'),
  );
  worker.on('failed', (failed, error) => void tellFailed(hub, job, { payload: failed?.data, error }));
  return worker;
}

async function tellFailed(
  hub: Hub,
  job: JobDefinition,
  { payload, error }: { readonly payload: unknown; readonly error: Error },
): Promise<void> {
  const subject = subjectOf(job, payload);
  // By its batch the line is found among the others; what failed may be the database itself.
  const batchId = await spanOf(hub, job, subject)
    .findBatch?.()
    .catch(() => undefined);
  hub.log.error(
    { job: job.name, ...subject, ...(batchId === undefined ? {} : { batchId }), err: error },
    'A job failed; the sweep will remind of its subject.',
  );
}

/** Nothing but the ids that the job itself would read: a payload that cannot be read is not repeated in the log. */
function subjectOf(job: JobDefinition, payload: unknown): object {
  try {
    return job.parse(payload);
  } catch {
    return {};
  }
}

async function runJob(hub: Hub, job: JobDefinition, payload: unknown, { meters, trace }: Instruments): Promise<object> {
  let subject;
  try {
    subject = job.parse(payload);
  } catch (error) {
    throw new UnrecoverableError(error instanceof Error ? error.message : 'The payload cannot be read.');
  }
  const startedAt = Date.now();
  let outcome: 'done' | 'failed' = 'failed';
  try {
    const done = await trace.span(spanOf(hub, job, subject), () => job.run(hub, subject), toldOf);
    outcome = 'done';
    hub.log.debug({ job: job.name, ...subject, ms: Date.now() - startedAt }, 'Job done.');
    return done;
  } finally {
    meters.jobEnded(job.name, outcome, Date.now() - startedAt);
  }
}

/** A timer of the process and no job of the queue: it must survive the loss of the whole queue. */
function sweepEvery(hub: Hub, sweepMs: number, { meters }: Instruments): () => Promise<void> {
  let running: Promise<void> = Promise.resolve();
  let busy = false;
  const once = (log: Log): void => {
    if (busy) return;
    busy = true;
    running = sweep(hub)
      .then(
        (due) => meters.sweepFound({ ...due }),
        (error: unknown) => log.error({ err: error }, 'The sweep failed; it is tried again.'),
      )
      .finally(() => {
        busy = false;
      });
  };
  once(hub.log);
  const timer = setInterval(() => once(hub.log), sweepMs);
  return async () => {
    clearInterval(timer);
    await running;
  };
}
