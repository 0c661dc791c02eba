/** An operator sizes `max_connections` by docs/operations.md: its numbers are those of the pools. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { connectionsOf, type JobsOfProcess } from '../../jobs/jobs-of-process';
import { workerCommands } from '../../bin/stack/stack';
import { MIDDLE_BATCH_RECORDS_MAX, settlementsAtATime } from '../../src/app/limits';
import { CONNECTIONS_MAX } from '../../src/connectors/postgres-exchange';
import { EMBEDDED_WORKERS, loadConfig } from '../../src/platform/config';
import { settingsFor } from '../../src/platform/postgres/settings';
import { QUEUE_CONNECTIONS } from '../../src/platform/queue';

const page = readFileSync(resolve(__dirname, '../../docs/operations.md'), 'utf8');
const { databaseConnections } = loadConfig({});
const poolOf = (jobs: JobsOfProcess): number =>
  loadConfig({}, { connections: connectionsOf(jobs) }).databaseConnections;
const [long, short, all] = [poolOf('long'), poolOf('short'), poolOf('all')];
const sumOf = (pool: number): number => pool + QUEUE_CONNECTIONS.worker;
const ofApi = databaseConnections + QUEUE_CONNECTIONS.producer;
const RESERVED = 3;
/** Of `certhub start`: its last worker is for short jobs. */
const needOf = (workers: number): number =>
  (workerCommands(workers).length - 1) * sumOf(long) + sumOf(short) + 2 * ofApi + RESERVED;
const CHECK_WINDOW = 80;
const EMBEDDED_MAX = Number(/max_connections = (\d+)/.exec(settingsFor(0))?.[1]);

test.each([
  [
    `Where \`CERTHUB_DATABASE_CONNECTIONS\` is not set, it is ${databaseConnections} and in a worker what its jobs need: ${long}, ${short} or ${all}`,
  ],
  [`${QUEUE_CONNECTIONS.worker}: one that listens for all jobs, ${QUEUE_CONNECTIONS.producer} for queries`],
  [`| ${sumOf(long)} | ${long} |`],
  [`| ${sumOf(short)} | ${short} |`],
  [`| ${sumOf(all)} | ${all} |`],
  [`| ${QUEUE_CONNECTIONS.producer} | ${ofApi} | ${databaseConnections} |`],
  [
    `workers for long jobs × ${sumOf(long)} + workers for short ones × ${sumOf(short)} + APIs × ${ofApi} + one command (${ofApi})`,
  ],
  [`with 2 it needs ${needOf(2)} of`],
  [`with 3 ${needOf(3)};`],
  [`\`CERTHUB_CHECK_WINDOW\` ÷ ${CHECK_WINDOW / settlementsAtATime(CHECK_WINDOW)} (`],
  [`**one batch of up to ${MIDDLE_BATCH_RECORDS_MAX.toLocaleString('en')} records and one larger one**`],
  [`up to ${CONNECTIONS_MAX} connections to each receiver`],
  [`长任务进程数 × ${sumOf(long)} + 短任务进程数 × ${sumOf(short)} + 接口进程数 × ${ofApi}`],
])('docs/operations.md says: %s', (said) => {
  expect(page).toContain(said);
});

test('the embedded database has room for as many workers as `certhub start` takes by itself', () => {
  expect(needOf(EMBEDDED_WORKERS)).toBeLessThanOrEqual(EMBEDDED_MAX);
});
