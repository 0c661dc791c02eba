/** The first README command, small: it must judge itself right and say so on its last line. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { redisProgram, startRedis } from '../kit/redis-server';
import { runCommand } from '../kit/role-process';

jest.setTimeout(180_000);

const FIELDS = [
  'received',
  'passed',
  'held',
  'returned',
  'byRule',
  'approved',
  'delivered',
  'accepted',
  'refused',
  'certificates',
  'plantedMissed',
  'falseFlags',
  'talliesReconciled',
  'seconds',
  'recordsPerSecond',
];

async function runDemo(more: NodeJS.ProcessEnv = {}): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'certhub-demo-'));
  try {
    const { code, stdout, stderr } = await runCommand(['demo', '--records', '600', '--seed', '7', '--json'], {
      CERTHUB_DATA_DIR: dataDir,
      ...more,
    });
    const result = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as Record<string, unknown>;
    expect({ code, result, stderr: code === 0 ? '' : stderr }).toMatchObject({
      code: 0,
      result: {
        received: 600,
        approved: 600,
        certificates: 600,
        plantedMissed: 0,
        falseFlags: 0,
        talliesReconciled: true,
        delivered: 1_200,
      },
      stderr: '',
    });
    expect(Object.keys(result)).toEqual(expect.arrayContaining(FIELDS));
    for (const feed of Object.values(result['feeds'] as Record<string, Record<string, number>>)) {
      expect(feed).toMatchObject({ delivered: 600, missing: 0, extra: 0 });
      expect(Number(feed['accepted']) + Number(feed['refused'])).toBe(600);
    }
    expect(stdout).toMatch(/收到 received\s+600/);
    expect(readdirSync(dataDir)).toEqual([]);
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

test('certhub demo, the queue on PostgreSQL', () => runDemo());

test('certhub demo, the queue on Redis', async () => {
  if (redisProgram() === undefined) {
    process.stderr.write('certhub demo: Redis backend: not run, redis-server is not installed.\n');
    expect(process.env['CI']).not.toBe('true');
    return;
  }
  const redis = await startRedis();
  try {
    await runDemo({ REDIS_URL: redis.url });
  } finally {
    await redis.stop();
  }
});
