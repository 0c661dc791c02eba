/** The only producer of jobs. What it could not say in time the sweep says later, so it never throws and never hangs. */
import { LRUCache } from 'lru-cache';
import { JOB_NAMES, type JobName, type Reminders, type ReminderSubjects, type ReminderTime } from '../app/reminders';
import type { Log } from '../app/ports';
import type { Queues, ReminderQueue } from './queue';

/** How long a verb waits for the queue before it goes on without. */
const REMIND_LIMIT_MS = 500;
const SUBJECTS_PER_CALL = 1_000;
/** Calls of one job that the queue has not answered; while it is away no more are kept for it. */
const UNANSWERED_MAX = 8;
/** Of reminders that are not to be said again so soon, what came before the last so many may be. */
const LATELY_MAX = 10_000;

/** One subject, one id: a reminder that still waits is not said twice. Ids must not hold a colon. */
const idOf = (job: JobName, subject: object, round: string): string =>
  [job, ...Object.values(subject), ...(round === '' ? [] : [round])].join('_');

export function createReminders(queues: Queues, log: Log): Reminders {
  const open = new Map<JobName, ReminderQueue>();
  const lately = new LRUCache<string, true>({ max: LATELY_MAX });
  const unanswered = new Map<JobName, number>();
  const queueOf = (job: JobName): ReminderQueue => {
    const existing = open.get(job);
    if (existing) return existing;
    const queue = queues.queue(job);
    queue.on('error', (error) => log.debug({ job, reason: error.name }, 'The queue is not reachable.'));
    open.set(job, queue);
    return queue;
  };
  const count = (job: JobName, change: 1 | -1): void => void unanswered.set(job, (unanswered.get(job) ?? 0) + change);
  const add = (job: JobName, jobs: Parameters<ReminderQueue['addBulk']>[0]): Promise<unknown> => {
    if ((unanswered.get(job) ?? 0) >= UNANSWERED_MAX) return Promise.reject(new Error('The queue does not answer.'));
    count(job, 1);
    return queueOf(job)
      .addBulk(jobs)
      .finally(() => count(job, -1));
  };
  return {
    remind: async <Name extends JobName>(
      job: Name,
      subjects: readonly ReminderSubjects[Name][],
      { delayMs = 0, round = '', againAfterMs = 0 }: ReminderTime = {},
    ) => {
      const due = subjects
        .map((subject) => ({ name: job, data: subject, id: idOf(job, subject, round) }))
        .filter(({ id }) => !lately.has(id));
      for (let from = 0; from < due.length; from += SUBJECTS_PER_CALL) {
        const jobs = due.slice(from, from + SUBJECTS_PER_CALL).map(({ id, ...said }) => ({
          ...said,
          opts: { jobId: id, delay: delayMs, attempts: 1, removeOnComplete: true, removeOnFail: true },
        }));
        const said = await inTime(add(job, jobs));
        if (said !== 'said')
          log.warn({ job, reminders: jobs.length, said }, 'The queue did not answer; the sweep will remind.');
        else if (againAfterMs > 0) for (const { opts } of jobs) lately.set(opts.jobId, true, { ttl: againAfterMs });
      }
    },
    close: async () => {
      await Promise.all(JOB_NAMES.flatMap((job) => open.get(job)?.close() ?? []));
    },
  };
}

async function inTime(adding: Promise<unknown>): Promise<'said' | 'failed' | 'late'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), REMIND_LIMIT_MS);
  });
  const said = adding.then(
    () => 'said' as const,
    () => 'failed' as const,
  );
  try {
    return await Promise.race([said, late]);
  } finally {
    clearTimeout(timer);
  }
}
