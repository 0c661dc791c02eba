/** Which jobs a process is kept for, and how many connections to the database they need. */
import { JOB_NAMES, type JobName } from '../src/app/reminders';
import type { JobDefinition, JobLength } from './define-job';
import { JOBS } from './index';

export type JobsOfProcess = 'all' | JobLength;

const jobOf = (name: JobName): JobDefinition => JOBS[name] as JobDefinition;

export const namesOf = (jobs: JobsOfProcess): readonly JobName[] =>
  JOB_NAMES.filter((name) => jobs === 'all' || jobOf(name).length === jobs);

/** One that is kept for short jobs leaves the sweep to the others. */
export const sweeps = (jobs: JobsOfProcess): boolean => jobs !== 'short';

const heldBy = ({ concurrency, connections = 1, connectionsShared }: JobDefinition): number =>
  connectionsShared ?? concurrency * connections;

/**
 * All that a process of these jobs holds at a time. With fewer, jobs that hold one connection and wait for another could
 * hold all of them, and wait for each other.
 */
export function connectionsOf(jobs: JobsOfProcess): number {
  const held = namesOf(jobs).map((name) => heldBy(jobOf(name)));
  return held.reduce((sum, each) => sum + each, sweeps(jobs) ? 1 : 0);
}
