/** `certhub start` as a person runs it: started, used, stopped by Ctrl-C, started again on the same data. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fetchToken, postGraphql } from '../kit/graphql-client';
import type { ClientSecret } from '../kit/hub-clients';
import { bareEnv, DIST, runCommand } from '../kit/role-process';
import { sampleDesk } from '../kit/sample-desk';

jest.setTimeout(180_000);

const base = mkdtempSync(join(tmpdir(), 'certhub-start-'));
const dataDir = join(base, 'data');
const settings = { CERTHUB_DATA_DIR: dataDir, CERTHUB_PORT: '0', CERTHUB_WORKERS: '1', CERTHUB_SWEEP_SECONDS: '2' };
const running = new Set<ChildProcess>();

afterAll(async () => {
  for (const child of running) child.kill('SIGKILL');
  await runCommand(['stop'], settings);
  rmSync(base, { recursive: true, force: true });
});

interface Started {
  readonly url: string;
  readonly screen: string;
  readonly pid: number;
  end(signal: NodeJS.Signals): Promise<number | null>;
}

async function start(): Promise<Started> {
  const child = spawn(process.execPath, [join(DIST, 'bin', 'certhub.js'), 'start'], {
    env: bareEnv(settings),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let screen = '';
  let log = '';
  child.stdout.setEncoding('utf8').on('data', (piece: string) => (screen += piece));
  child.stderr.setEncoding('utf8').on('data', (piece: string) => (log += piece));
  const ended = once(child, 'exit').then(([code]: (number | null)[]) => code ?? null);
  let code: number | null | undefined;
  void ended.then((status) => {
    running.delete(child);
    code = status;
    // A process that outlived it would hold the pipes, and with them this test, open.
    child.stdout.destroy();
    child.stderr.destroy();
  });
  while (!screen.includes('Ctrl-C')) {
    if (code !== undefined) throw new Error(`certhub start ended with ${String(code)}: ${log}`);
    await sleep(50);
  }
  return {
    url: /GraphQL\s+(http:\S+)\/graphql/.exec(screen)?.[1] ?? '',
    screen,
    pid: child.pid ?? 0,
    end: (signal) => {
      child.kill(signal);
      return ended;
    },
  };
}

const credentialsOn = (screen: string, clientId: string): ClientSecret => ({
  clientId,
  clientSecret: new RegExp(`${clientId}\\s+(\\S+)`).exec(screen)?.[1] ?? '',
});

/** Processes whose command line or environment names the data folder of this test. */
function processesOfTest(): string[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry) && Number(entry) !== process.pid)
    .flatMap((entry) => {
      try {
        const command = readFileSync(`/proc/${entry}/cmdline`, 'utf8').replaceAll('\0', ' ');
        const environment = readFileSync(`/proc/${entry}/environ`, 'utf8');
        return command.includes(base) || environment.includes(`CERTHUB_DATA_DIR=${dataDir}`) ? [command.trim()] : [];
      } catch {
        return [];
      }
    });
}

async function expectNothingLeft(): Promise<void> {
  for (let round = 0; round < 60 && processesOfTest().length > 0; round += 1) await sleep(100);
  expect(processesOfTest()).toEqual([]);
}

const desk = sampleDesk();
const { header, records } = desk.batch({ records: 30 });
let batchId = '';
let secret: ClientSecret = { clientId: '', clientSecret: '' };
const asInstitution = async (url: string, query: string, variables: object = {}) =>
  postGraphql(url, `Bearer ${await fetchToken(url, secret)}`, query, variables);

test('the first start makes everything and shows addresses, the explorer and sample credentials', async () => {
  const hub = await start();
  expect(hub.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  secret = credentialsOn(hub.screen, 'sample-institution');
  const pushed = await asInstitution(
    hub.url,
    `mutation ($header: BatchHeaderInput!, $records: CertificateRecords!) {
       pushBatch(header: $header, records: $records) { ... on UploadSealed { batchId } } }`,
    { header, records },
  );
  batchId = (pushed.data?.['pushBatch'] as { batchId: string }).batchId;
  const page = await fetch(`${hub.url}/graphql`, { headers: { accept: 'text/html' } });
  expect(page.status).toBe(200);
  const html = await page.text();
  expect(html).toMatch(/<html/i);
  // A page that loads from elsewhere would be empty on a machine without a way out.
  expect(html).not.toMatch(/(src|href)="https?:\/\//);
  expect((await fetch(`${hub.url}/readyz`)).status).toBe(200);
  expect(await hub.end('SIGINT')).toBe(0);
  await expectNothingLeft();
});

test('a second start on the same folder finds the data and the same credentials', async () => {
  const hub = await start();
  expect(credentialsOn(hub.screen, 'sample-institution')).toEqual(secret);
  for (let round = 0; ; round += 1) {
    const { data } = await asInstitution(hub.url, `query ($id: ID!) { batch(id: $id) { state counts { passed } } }`, {
      id: batchId,
    });
    const batch = data?.['batch'] as { state: string; counts: { passed: number } | null };
    if (batch.state === 'CHECKING' && round < 100) {
      await sleep(100);
      continue;
    }
    expect(batch).toEqual({ state: 'CITY_REVIEW', counts: { passed: 30 } });
    break;
  }
  expect(await hub.end('SIGTERM')).toBe(0);
  await expectNothingLeft();
});

test('after a kill -9 of the supervisor no process of the hub stays, and the next start works', async () => {
  const killed = await start();
  await killed.end('SIGKILL');
  const hub = await start();
  const { data } = await asInstitution(hub.url, `query ($id: ID!) { batch(id: $id) { state } }`, { id: batchId });
  expect(data).toEqual({ batch: { state: 'CITY_REVIEW' } });
  expect(await hub.end('SIGINT')).toBe(0);
  await expectNothingLeft();
});

test('a bad configuration is told whole, and nothing is started', async () => {
  const { code, stderr } = await runCommand(['start'], { ...settings, CERTHUB_PORT: 'x', CERTHUB_WORKERS: '0' });
  expect(code).toBe(2);
  expect(stderr).toMatch(/CERTHUB_PORT/);
  expect(stderr).toMatch(/CERTHUB_WORKERS/);
  expect(processesOfTest()).toEqual([]);
});
