/** A private Redis for a test: nothing on disk, loopback only, gone with the test. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

const READY = 'Ready to accept connections';

/** Where redis-server is, or `undefined` when this machine has none. */
export function redisProgram(): string | undefined {
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, 'redis-server'))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

export interface RedisServer {
  readonly url: string;
  stop(): Promise<void>;
}

export const startRedis = async (): Promise<RedisServer> => launchRedis(await freePort());

/** `settings`: more arguments of redis-server. */
export async function launchRedis(port: number, settings: readonly string[] = []): Promise<RedisServer> {
  const program = redisProgram();
  if (program === undefined) throw new Error('redis-server is not installed.');
  const child = spawn(
    program,
    ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', tmpdir(), ...settings],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const ended = once(child, 'exit');
  const ready = new Promise<void>((resolve) => {
    child.stdout.setEncoding('utf8').on('data', (piece: string) => {
      if (piece.includes(READY)) resolve();
    });
  });
  await Promise.race([ready, ended.then(() => Promise.reject(new Error('redis-server did not start.')))]);
  return {
    url: `redis://127.0.0.1:${port}`,
    stop: async () => {
      child.kill();
      await ended;
    },
  };
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('No free port.');
  return address.port;
}
