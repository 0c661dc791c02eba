/** Long work goes behind what somebody waits for, in its own process and in those of PostgreSQL that work for it. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { constants, getPriority, setPriority } from 'node:os';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { stepBackOnServer } from '../../src/platform/step-back';
import { createDataSource, poolOf } from '../../src/store/data-source';
import { freshDatabase } from '../kit/database';
import { until } from '../kit/operations';

const BELOW_NORMAL = constants.priority.PRIORITY_BELOW_NORMAL;
const PROGRAM = join(__dirname, '../../dist/src/platform/step-back.js');
const OWN_GROUP = '/proc/self/autogroup';

/** An ordinary user may lower its own, and in some containers root only those of root. */
function isLowerable(pid: number): boolean {
  try {
    setPriority(pid, getPriority(pid));
    return process.platform === 'linux';
  } catch {
    return false;
  }
}

const pidOf = async (pool: Pool): Promise<number> => {
  const { rows } = await pool.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  return rows[0]?.pid ?? 0;
};

describe('stepping back', () => {
  test('what PostgreSQL does for the pool steps back, and nothing that it does for others', async () => {
    const { url } = await freshDatabase();
    const [long, short] = await Promise.all([1, 1].map((poolMax) => createDataSource({ url, poolMax }).initialize()));
    if (!long || !short) throw new Error('Two were asked for.');
    stepBackOnServer(poolOf(long));
    const pid = await pidOf(poolOf(long));
    const other = await pidOf(poolOf(short));
    const before = getPriority(other);
    const wanted = isLowerable(other) ? Math.max(BELOW_NORMAL, before) : before;
    await until(
      async () => getPriority(pid),
      (priority) => priority === wanted,
    );
    expect(getPriority(other)).toBe(before);
    if (existsSync(OWN_GROUP) && isLowerable(pid)) {
      await until(
        async () => readFileSync(`/proc/${pid}/autogroup`, 'utf8'),
        (group) => group.includes(`nice ${BELOW_NORMAL}`),
      );
      expect(readFileSync(`/proc/${other}/autogroup`, 'utf8')).toContain('nice 0');
    }
    await Promise.all([long.destroy(), short.destroy()]);
  });

  test.each([
    { leads: true, group: BELOW_NORMAL },
    // A shell, and what else runs in it, does not step back with a worker that it started.
    { leads: false, group: undefined },
  ])('a process that leads its session ($leads) takes the session with it', ({ leads, group }) => {
    const asked = `require(${JSON.stringify(PROGRAM)}).stepBack().then(() => console.log(JSON.stringify([
      os.getPriority(), fs.existsSync('${OWN_GROUP}') ? fs.readFileSync('${OWN_GROUP}', 'utf8') : null])))`;
    const before = existsSync(OWN_GROUP) ? readFileSync(OWN_GROUP, 'utf8') : null;
    const { stdout } = spawnSync(process.execPath, ['-e', asked], {
      encoding: 'utf8',
      ...(leads && { detached: true }),
    });
    const [priority, after]: [number, string | null] = JSON.parse(stdout);
    expect(priority).toBe(Math.max(BELOW_NORMAL, getPriority()));
    if (after === null) return;
    if (group === undefined) expect(after).toBe(before);
    else expect(after).toContain(`nice ${group}`);
  });
});
