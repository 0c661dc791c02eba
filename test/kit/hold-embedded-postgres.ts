/**
 * A process that holds the embedded PostgreSQL, as `certhub start` does. Arguments: data folder.
 * Prints one line of JSON when the server answers; ends cleanly on SIGTERM, at once on `exit` in standard input.
 */
import { startEmbeddedPostgres } from '../../src/platform/embedded-postgres';
import { createLog } from '../../src/platform/log';
import { createShutdown } from '../../src/platform/shutdown';

async function main(dataDir: string): Promise<void> {
  const log = createLog('info', 'holder');
  const shutdown = createShutdown({ log });
  const startedAt = Date.now();
  const { url, attached, stop } = await startEmbeddedPostgres({ dataDir, log });
  shutdown.add('postgres', stop);
  process.stdout.write(`${JSON.stringify({ url, attached, startMs: Date.now() - startedAt })}\n`);
  process.stdin.once('data', () => process.exit(3));
}

main(process.argv[2] ?? '').catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : 'failed'}\n`);
  process.exitCode = 1;
});
