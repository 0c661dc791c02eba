/** Whose a cold folder is, and what of it no row names. */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import files from 'node:fs/promises';
import { join } from 'node:path';
import type { ColdStore } from '../../src/app/cold-ports';
import { moveCold } from '../../src/app/move-cold';
import type { Hub } from '../../src/app/ports';
import { coldFolder } from '../../src/store/cold-folder';
import { MARKER_FILE } from '../../src/store/cold-marker';
import { MONTHS, START, useColdDesk } from '../kit/cold-desk';

jest.setTimeout(60_000);

const cold = useColdDesk();

describe('whose folder it is', () => {
  const logged: unknown[] = [];
  beforeEach(() => void logged.splice(0));
  /** A worker of this hub on a host where the share is not mounted. */
  const elsewhere = (name = 'elsewhere'): Hub => {
    const there = cold.hubWith({ store: coldFolder(join(cold.folder, name)), afterMonths: MONTHS });
    return {
      ...there,
      log: { ...there.log, error: (...line: unknown[]) => void logged.push(line[0]) } as Hub['log'],
    };
  };

  test('the first move writes the name of the cold.hub, and a worker that does not find it moves nothing', async () => {
    const first = await cold.decided();
    expect(await moveCold(cold.hub)).toMatchObject({ kind: 'moved' });
    const second = await cold.decided();
    await cold.query(`UPDATE batch SET decided_at = decided_at + interval '1 s' WHERE id = $1`, [second]);
    mkdirSync(join(cold.folder, 'elsewhere'));
    expect(await moveCold(elsewhere())).toMatchObject({ kind: 'refused', code: 'COLD_STORE_UNMARKED' });
    expect(logged).toEqual([
      expect.objectContaining({
        code: 'COLD_STORE_UNMARKED',
        zh: expect.stringContaining('CERTHUB_COLD_DIR'),
        en: expect.stringContaining('CERTHUB_COLD_DIR'),
      }),
    ]);
    expect([readdirSync(join(cold.folder, 'elsewhere')), await cold.kept(second)]).toEqual([
      [],
      [{ inside: 1, outside: 0 }],
    ]);
    // A worker that has it goes on, and nothing was lost meanwhile.
    expect(await moveCold(cold.hub)).toMatchObject({ kind: 'moved', uploads: 1 });
    for (const id of [first, second]) expect(await cold.replay(id)).toMatchObject({ same: true });
  });

  test('a folder of another hub is neither written to nor swept', async () => {
    const id = await cold.decided();
    const others = join(cold.folder, 'others', 'ab');
    mkdirSync(others, { recursive: true });
    writeFileSync(join(cold.folder, 'others', MARKER_FILE), '{"hub":"another"}');
    writeFileSync(join(others, 'ab'.repeat(32)), 'evidence');
    utimesSync(join(others, 'ab'.repeat(32)), START, START);
    expect(await moveCold(elsewhere('others'))).toMatchObject({ kind: 'refused', code: 'COLD_STORE_OF_OTHER' });
    cold.setNow(new Date('2026-07-02T00:00:00Z'));
    expect(await moveCold(elsewhere('others'))).toMatchObject({ kind: 'nothing-to-do' });
    expect([readdirSync(others), await cold.kept(id)]).toEqual([['ab'.repeat(32)], [{ inside: 1, outside: 0 }]]);
  });

  test('a name that a crash cut short is written again, one that was spoilt is not', async () => {
    const id = await cold.decided();
    const root = join(cold.folder, 'cold');
    mkdirSync(root);
    writeFileSync(join(root, MARKER_FILE), '{"hub"');
    expect(await moveCold(cold.hub)).toMatchObject({ code: 'COLD_STORE_OF_OTHER' });
    writeFileSync(join(root, MARKER_FILE), '');
    expect(await moveCold(cold.hub)).toMatchObject({ kind: 'moved' });
    expect(await cold.replay(id)).toMatchObject({ same: true });
  });
});

describe('what no row names', () => {
  const HOUR_MS = 3_600_000;
  const written = (name: string, hoursAgo: number): string => {
    const path = join(cold.folder, 'cold', name);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, 'orphan');
    const moment = new Date(cold.now.getTime() - hoursAgo * HOUR_MS);
    utimesSync(path, moment, moment);
    return path;
  };
  const ORPHAN = `cd/${'cd'.repeat(32)}`;
  const YOUNG = `ef/${'ef'.repeat(32)}`;

  test('is taken away after a day, drafts at once and files after they were set aside', async () => {
    const id = await cold.decided();
    await moveCold(cold.hub);
    const [mine = ''] = cold.files();
    utimesSync(mine, START, START);
    const old = [written('draft-old', 25), written(ORPHAN, 25)];
    const young = [written('draft-young', 23), written(YOUNG, 23)];
    await moveCold(cold.hub);
    const aside = join(cold.folder, 'cold', 'unclaimed', 'cd'.repeat(32));
    expect([...cold.files()].sort()).toEqual([mine, aside, ...young].sort());
    expect(cold.files()).not.toEqual(expect.arrayContaining([old[0]]));
    expect((await cold.store.read(ORPHAN, 0, 6)).toString()).toBe('orphan');
    cold.setNow(new Date(cold.now.getTime() + 31 * 24 * HOUR_MS));
    await moveCold(cold.hub);
    // What was young is set aside by cold.now.
    expect([...cold.files()].sort()).toEqual([mine, join(cold.folder, 'cold', 'unclaimed', 'ef'.repeat(32))].sort());
    expect(await cold.replay(id)).toMatchObject({ same: true });
  });

  test.each(['utimes', 'rename'] as const)('is kept by a sweep that is killed before its %s', async (step) => {
    written(ORPHAN, 40 * 24);
    const before = (days: number): Date => new Date(cold.now.getTime() - days * 24 * HOUR_MS);
    const sweep = (): Promise<unknown> =>
      cold.store.sweep({
        at: cold.now,
        writtenBefore: before(1),
        asideBefore: before(30),
        claimed: () => Promise.resolve(new Set()),
      });
    const killed = jest.spyOn(files, step).mockRejectedValueOnce(new Error('killed'));
    await expect(sweep()).rejects.toThrow('killed');
    killed.mockRestore();
    await sweep();
    expect((await cold.store.read(ORPHAN, 0, 6)).toString()).toBe('orphan');
  });

  test('is read while a sweep brings it back', async () => {
    const place = written(ORPHAN, 25);
    const aside = written(`unclaimed/${'cd'.repeat(32)}`, 25);
    rmSync(place);
    const { open } = files;
    const opening = jest.spyOn(files, 'open').mockImplementation((path, ...how) => {
      // Between the look at its place and this one.
      if (path === aside && existsSync(aside)) renameSync(aside, place);
      return open(path, ...how);
    });
    const read = cold.store.read(ORPHAN, 0, 6).finally(() => opening.mockRestore());
    expect((await read).toString()).toBe('orphan');
  });

  test('comes back when a row names it after all', async () => {
    const id = await cold.decided();
    await moveCold(cold.hub);
    const [mine = ''] = cold.files();
    const aside = join(cold.folder, 'cold', 'unclaimed');
    mkdirSync(aside);
    renameSync(mine, join(aside, mine.slice(-64)));
    // Read where it lies, and brought back by the next sweep.
    expect(await cold.replay(id)).toMatchObject({ same: true });
    cold.setNow(new Date(cold.now.getTime() + 90 * 24 * HOUR_MS));
    await moveCold(cold.hub);
    expect(cold.files()).toEqual([mine]);
  });

  test('a crash between file and row leaves a file that the next move claims', async () => {
    const id = await cold.decided();
    const crashing: ColdStore = {
      ...cold.store,
      write: async (pieces) => {
        await cold.store.write(pieces);
        throw new Error('killed');
      },
    };
    await expect(moveCold(cold.hubWith({ store: crashing, afterMonths: MONTHS }))).rejects.toThrow('killed');
    expect([await cold.kept(id), cold.files().length]).toEqual([[{ inside: 1, outside: 0 }], 1]);
    await moveCold(cold.hub);
    cold.setNow(new Date(cold.now.getTime() + 90 * 24 * HOUR_MS));
    await moveCold(cold.hub);
    expect(cold.files()).toHaveLength(1);
    expect(await cold.replay(id)).toMatchObject({ same: true });
  });
});
