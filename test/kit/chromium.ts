/** A real browser without a window: what a page shows once its scripts have run. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

const PROGRAMS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const PAGE_LIMIT_MS = 60_000;

const canRun = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** Where a Chromium is, or `undefined` when this machine has none. */
export const chromiumProgram = (): string | undefined =>
  (process.env['PATH'] ?? '')
    .split(delimiter)
    .flatMap((folder) => PROGRAMS.map((name) => join(folder, name)))
    .find(canRun);

/** The document of the page as HTML, after its scripts. */
export async function domOf(program: string, url: string): Promise<string> {
  const profile = mkdtempSync(join(tmpdir(), 'certhub-chromium-'));
  const child = spawn(
    program,
    [
      '--headless',
      // The sandbox asks for rights that a container does not give; the page is our own.
      '--no-sandbox',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--no-first-run',
      '--disable-extensions',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      `--user-data-dir=${profile}`,
      '--dump-dom',
      url,
    ],
    { env: { PATH: process.env['PATH'], HOME: profile }, stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const timer = setTimeout(() => child.kill('SIGKILL'), PAGE_LIMIT_MS);
  let dom = '';
  child.stdout.setEncoding('utf8').on('data', (piece: string) => (dom += piece));
  try {
    await once(child, 'close');
    return dom;
  } finally {
    clearTimeout(timer);
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}
