/** An operator sizes `max_connections` by docs/operations.md: its numbers are those of the pools. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { workerCommands } from '../../bin/stack/stack';
import { CONNECTIONS_MAX } from '../../src/connectors/postgres-exchange';
import { loadConfig } from '../../src/platform/config';
import { QUEUE_CONNECTIONS } from '../../src/platform/queue';

const page = readFileSync(resolve(__dirname, '../../docs/operations.md'), 'utf8');
const { databaseConnections } = loadConfig({});
const ofWorker = databaseConnections + QUEUE_CONNECTIONS.worker;
const ofApi = databaseConnections + QUEUE_CONNECTIONS.producer;
const RESERVED = 3;
const workersOf = (workers: number): number => workerCommands(workers).length;

test.each([
  [`is ${databaseConnections} unless it is set`],
  [`${QUEUE_CONNECTIONS.worker}: one that listens for all jobs, ${QUEUE_CONNECTIONS.producer} for queries`],
  [`| ${ofWorker} | ${databaseConnections} |`],
  [`| ${QUEUE_CONNECTIONS.producer} | ${ofApi} | ${databaseConnections} |`],
  [`workers × ${ofWorker} + APIs × ${ofApi} + one command (${ofApi})`],
  [`with 2 it needs ${workersOf(2) * ofWorker + 2 * ofApi + RESERVED} of`],
  [`with 3 ${workersOf(3) * ofWorker + 2 * ofApi + RESERVED};`],
  [`up to ${CONNECTIONS_MAX} connections to each receiver`],
  [`工作进程数 × ${ofWorker} + 接口进程数 × ${ofApi}`],
])('docs/operations.md says: %s', (said) => {
  expect(page).toContain(said);
});
