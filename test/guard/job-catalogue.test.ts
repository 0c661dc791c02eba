/** One job is one file, one line of the catalogue, one name of the reminders and one thing that the sweep says again. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { JOBS } from '../../jobs';
import type { Hub } from '../../src/app/ports';
import { JOB_NAMES, type JobName } from '../../src/app/reminders';
import { sweep } from '../../src/app/sweep';

const ENDING = '.job.ts';
const files = readdirSync(join(__dirname, '../../jobs')).filter((file) => file.endsWith(ENDING));

test('every job file is in the catalogue under its own name, and nothing else is', () => {
  expect(Object.keys(JOBS).sort()).toEqual(files.map((file) => file.slice(0, -ENDING.length)).sort());
  for (const [name, job] of Object.entries(JOBS)) expect(job.name).toBe(name);
});

test('every reminder has a job and every job a reminder', () => {
  expect([...JOB_NAMES].sort()).toEqual(Object.keys(JOBS).sort());
});

test.each(JOB_NAMES)('%s works on a named number of jobs at a time and refuses a payload that is none', (name) => {
  const { concurrency, parse } = JOBS[name];
  expect(concurrency).toBeGreaterThanOrEqual(1);
  for (const payload of [
    null,
    undefined,
    1,
    'x',
    [],
    {},
    { batchId: 1, deliveryId: 1, chunkNo: 'x', trialId: 1 },
    { batchId: '' },
  ]) {
    expect(() => parse(payload)).toThrow(/lacks/);
  }
});

test('a payload keeps ids and nothing else', () => {
  const given = {
    batchId: 'b',
    chunkNo: 1,
    deliveryId: 'd',
    trialId: 't',
    resultsId: 'r',
    uploadId: 'u',
    day: '2026-06-30',
    minute: '2026-06-30T0102',
    reconciliationId: 'c',
    reportId: 'p',
    name: 'x',
  };
  for (const name of JOB_NAMES) expect(JSON.stringify(JOBS[name].parse(given))).not.toContain('x');
});

test('the sweep says every kind of work again', async () => {
  const said = new Set<JobName>();
  const one = [
    { batchId: 'b', chunkNo: 1, deliveryId: 'd', trialId: 't', resultsId: 'r', uploadId: 'u', day: '2026-06-30' },
  ];
  const hub = {
    now: () => new Date(0),
    views: {
      dueWork: async () => ({
        chunks: one,
        smallBatches: one,
        smallSettlements: one,
        middleSettlements: one,
        largeSettlements: one,
        deliveries: one,
        answers: one,
        feedWatch: one,
        reconciliations: one,
        reportDays: one,
        reports: one,
        tallies: one,
        trials: one,
        notices: one,
        deadlines: one,
        registry: one,
        abandoned: one,
      }),
      coldDue: async () => true,
    },
    cold: { afterMonths: 1 },
    feeds: [],
    transaction: async () => 0,
    reminders: { remind: async (job: JobName) => void said.add(job), close: async () => undefined },
  };
  await sweep(hub as unknown as Hub);
  expect([...said].sort()).toEqual([...JOB_NAMES].sort());
});
