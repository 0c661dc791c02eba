import type { JobName, ReminderSubjects } from '../src/app/reminders';
import type { Hub } from '../src/app/ports';

/** Of a long job nobody waits for a single one; a short one somebody waits for. */
export const JOB_LENGTHS = ['long', 'short'] as const;
export type JobLength = (typeof JOB_LENGTHS)[number];

/**
 * One job, one file. The payload is ids only and is parsed at the door; `run` calls one verb. A job that finds
 * nothing to do is done: every verb takes its work by compare-and-set.
 */
export interface JobDefinition<Name extends JobName = JobName> {
  readonly name: Name;
  /** Long work that shares a process with short work holds it up: processes can be kept for one of them. */
  readonly length: JobLength;
  /** Jobs of this name that one process works on at a time. */
  readonly concurrency: number;
  /** Connections to the database that one job holds at a time, where it is more than one. */
  readonly connections?: number;
  /**
   * Instead of that: all that the jobs of this name share, where each needs one for a moment at a time and asks for no other while it
   * has it. Those that wait for the world outside meanwhile hold none, so there may be many more of them.
   */
  readonly connectionsShared?: number;
  /**
   * How long the queue trusts a worker that says nothing, where that must be longer than usual: work in long steps on a
   * busy machine. A worker that died is replaced by the sweep, which does not wait for it.
   */
  readonly lockMs?: number;
  /** Throws when the payload is not what the reminder promises: it will not parse tomorrow either. */
  parse(payload: unknown): ReminderSubjects[Name];
  run(hub: Hub, subject: ReminderSubjects[Name]): Promise<object>;
}

export const defineJob = <Name extends JobName>(job: JobDefinition<Name>): JobDefinition<Name> => job;
