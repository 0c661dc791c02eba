/** An operator sizes `max_connections` by docs/operations.md: its numbers are those of the pools. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { JOB_NAMES } from '../../src/app/reminders';
import { CONNECTIONS_MAX } from '../../src/connectors/postgres-exchange';
import { loadConfig } from '../../src/platform/config';
import { QUEUE_CONNECTIONS } from '../../src/platform/queue';

const page = readFileSync(resolve(__dirname, '../../docs/operations.md'), 'utf8');
const { databaseConnections, workers } = loadConfig({});
const ofWorker = databaseConnections + QUEUE_CONNECTIONS.worker;
const ofApi = databaseConnections + QUEUE_CONNECTIONS.producer;
const RESERVED = 3;

test.each([
  [`is ${databaseConnections} unless it is set`],
  [`${QUEUE_CONNECTIONS.worker}: one that listens for each of the ${JOB_NAMES.length} jobs`],
  [`| ${ofWorker} | ${databaseConnections} |`],
  [`| ${QUEUE_CONNECTIONS.producer} | ${ofApi} | ${databaseConnections} |`],
  [`workers × ${ofWorker} + APIs × ${ofApi} + one command (${ofApi})`],
  [`its ${workers} workers needs ${workers * ofWorker + 2 * ofApi + RESERVED} of`],
  [`so 3 workers (${3 * ofWorker + 2 * ofApi + RESERVED})`],
  [`up to ${CONNECTIONS_MAX} connections to each receiver`],
  [`工作进程数 × ${ofWorker} + 接口进程数 × ${ofApi}`],
])('docs/operations.md says: %s', (said) => {
  expect(page).toContain(said);
});
