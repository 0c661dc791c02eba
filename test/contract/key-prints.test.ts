/** A host with another key file does not join a hub. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../../src/platform/config';
import { createLog } from '../../src/platform/log';
import { openHub } from '../../src/hub';
import { freshDatabase } from '../kit/database';

const folder = mkdtempSync(join(tmpdir(), 'certhub-keys-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('the key file that a database was begun with is taken, on every host; another one is refused', async () => {
  const { url } = await freshDatabase();
  const log = createLog('silent', 'test');
  const openWith = (host: string) =>
    openHub(loadConfig({ DATABASE_URL: url, CERTHUB_DATA_DIR: join(folder, host) }), url, log, 'producer');
  for (let start = 0; start < 2; start += 1) await (await openWith('first')).close();
  await expect(openWith('second')).rejects.toThrow(
    'holds another digest key than the one this database was begun with',
  );
}, 60_000);
