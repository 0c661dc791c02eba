/**
 * A process that holds a streaming replica of the embedded PostgreSQL. Arguments: data folder. Prints one line of JSON when
 * it answers; ends on SIGTERM, and by itself when standard input ends, so that a jest that was killed leaves no server behind.
 */
import { createLog } from '../../src/platform/log';
import { createShutdown } from '../../src/platform/shutdown';
import { startReplica } from './postgres-replica';

async function main(dataDir: string): Promise<void> {
  const shutdown = createShutdown({ log: createLog('warn', 'replica') });
  process.stdin.resume().once('end', () => process.kill(process.pid, 'SIGTERM'));
  const { url, stop } = await startReplica(dataDir);
  shutdown.add('replica', stop);
  process.stdout.write(`${JSON.stringify({ url })}\n`);
}

main(process.argv[2] ?? '').catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : 'failed'}\n`);
  process.exit(1);
});
