/** Who plans hosts by docs/scaling.md counts connections: its numbers are those of the pools. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { connectionsOf, type JobsOfProcess } from '../../jobs/jobs-of-process';
import { loadConfig } from '../../src/platform/config';
import { QUEUE_CONNECTIONS } from '../../src/platform/queue';
import { TOPOLOGY } from '../kit/topology';

const page = readFileSync(resolve(__dirname, '../../docs/scaling.md'), 'utf8');
const { databaseConnections: pool, replicaLagMs, checkWindow } = loadConfig({});
const poolOf = (jobs: JobsOfProcess): number =>
  loadConfig({}, { connections: connectionsOf(jobs) }).databaseConnections;
const [long, short, all] = [poolOf('long'), poolOf('short'), poolOf('all')];
const WATCH = 1;
const [apis, workers, replicas] = [3, 5, 2];
const sum = apis * (pool + WATCH) + workers * long + short + pool;
const COUNT = ['no', 'one', 'two', 'three'];

test.each([
  [`| worker for long jobs | ${long}, and ${QUEUE_CONNECTIONS.worker} for a queue on PostgreSQL`],
  [`| worker for short ones, for all | ${short}, ${all}, and ${QUEUE_CONNECTIONS.worker} |`],
  [`| API | ${pool}, ${QUEUE_CONNECTIONS.producer} for a queue on PostgreSQL, and ${WATCH} that watches`],
  [`| ${pool}, and ${WATCH} that watches |`],
  [`${apis} × ${pool + WATCH} + ${workers} × ${long} + ${short} + ${pool} = ${sum} to`],
  [`${apis * (pool + WATCH)} to each replica`],
  [`with ${COUNT[replicas]} replicas`],
  [`\`CERTHUB_REPLICA_LAG_MS\`** (${replicaLagMs})`],
  [`a window of ${checkWindow} reminders`],
  [`${COUNT[TOPOLOGY.apis]} APIs called in turns, ${COUNT[TOPOLOGY.workers]} workers`],
])('docs/scaling.md says: %s', (said) => {
  expect(page).toContain(said);
});
