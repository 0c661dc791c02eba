/**
 * The same records, snapshot, header, packs and moment give the same verdict digest in the hub, by its dry run, on the
 * command line, from the package as it is installed, and in a browser under a strict Content-Security-Policy.
 */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { createContext, runInContext } from 'node:vm';
import { makeBundle } from '../../bin/bundle/make-bundle';
import { cstInstant } from '../../src/domain/calendar/cst';
import type { RawRecord } from '../../src/domain/certificate/record';
import type { BatchHeader } from '../../src/domain/intake/header';
import type { Snapshot } from '../../src/domain/reference/snapshot';
import { chromiumProgram, domOf } from '../kit/chromium';
import { startTestHub, type TestHub } from '../kit/hub';
import { REFUSAL, streamBatch, untilChecked } from '../kit/operations';
import { bareEnv, runCommand } from '../kit/role-process';
import { ndjson, sampleDesk } from '../kit/sample-desk';

jest.setTimeout(240_000);

const run = promisify(execFile);
const PROJECT = resolve(__dirname, '../..');
const DEPENDENCIES = ['@noble', 'canonicalize', 'chinese-days', 'zod'];
const CSP = "default-src 'none'; script-src 'self'";

interface Input {
  readonly snapshot: Snapshot;
  readonly header: BatchHeader;
  readonly receivedAt: string;
  readonly records: readonly RawRecord[];
}
interface Verdicts {
  readonly verdictDigest: string;
  readonly packDigest: string;
}

let hub: TestHub;
let folder = '';
let input: Input;
let inTheHub: Verdicts;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'certhub-everywhere-'));
  hub = await startTestHub({ queue: 'postgres', workers: 1, receivers: false });
  const { header, records } = sampleDesk().batch({ records: 1_500, faultShare: 0.1 });
  const batchId = await streamBatch(hub, header, records);
  await untilChecked(hub, batchId);
  const { batch, snapshotOfBatch } = await hub.run<{
    batch: Verdicts & { sealedAt: string };
    snapshotOfBatch: { snapshot: Snapshot };
  }>(
    'institution',
    `query ($id: ID!) { batch(id: $id) { verdictDigest packDigest sealedAt } snapshotOfBatch(batchId: $id) { snapshot } }`,
    { id: batchId },
  );
  inTheHub = { verdictDigest: batch.verdictDigest, packDigest: batch.packDigest };
  input = { snapshot: snapshotOfBatch.snapshot, header, records, receivedAt: cstInstant(new Date(batch.sealedAt)) };
}, 240_000);
afterAll(async () => {
  await hub.stop();
  rmSync(folder, { recursive: true, force: true });
});

const write = (name: string, content: string): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

test('by the dry run', async () => {
  const { header, records, receivedAt: at } = input;
  const { dryRun } = await hub.run<{ dryRun: { summary: Verdicts } }>(
    'institution',
    `query ($input: DryRunInput!) { dryRun(input: $input) { ... on DryRun { summary { verdictDigest packDigest } } ${REFUSAL} } }`,
    { input: { header, records, at } },
  );
  expect(dryRun.summary).toEqual(inTheHub);
});

test('on the command line', async () => {
  const { stdout } = await runCommand(
    [
      'check',
      '--json',
      '--snapshot',
      write('snapshot.json', JSON.stringify(input.snapshot)),
      '--header',
      write('header.json', JSON.stringify(input.header)),
      '--at',
      input.receivedAt,
      write('records.ndjson', ndjson(input.records)),
    ],
    bareEnv({}),
  );
  expect(JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '')).toMatchObject({ summary: inTheHub });
});

describe('from the package as npm packs it', () => {
  /** A project beside nothing but the package and what it depends on. */
  let consumer = '';
  beforeAll(async () => {
    consumer = join(folder, 'consumer');
    const modules = join(consumer, 'node_modules');
    mkdirSync(join(modules, 'certhub'), { recursive: true });
    await run(process.execPath, [join(PROJECT, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.rules.json'], {
      cwd: PROJECT,
    });
    await makeBundle({ project: PROJECT, out: join(PROJECT, 'dist') });
    const { stdout } = await run('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], {
      cwd: PROJECT,
    });
    const [{ filename = '' } = {}] = JSON.parse(stdout) as { filename?: string }[];
    await run('tar', ['-xzf', join(folder, filename), '-C', join(modules, 'certhub'), '--strip-components=1']);
    for (const name of DEPENDENCIES) symlinkSync(join(PROJECT, 'node_modules', name), join(modules, name));
    writeFileSync(join(consumer, 'package.json'), '{ "type": "module" }');
    writeFileSync(join(consumer, 'input.json'), JSON.stringify(input));
  }, 120_000);

  test('imported by an ES module', async () => {
    writeFileSync(
      join(consumer, 'judge.js'),
      `import { readFileSync } from 'node:fs';
       import { createRequire } from 'node:module';
       import { checkBatch, judgeRecords, prepareCheck, rules, snapshotDigest } from 'certhub/rules';
       const packs = createRequire(import.meta.url)('certhub/packs');
       const { records, ...input } = JSON.parse(readFileSync('input.json', 'utf8'));
       const batch = checkBatch({ check: prepareCheck({ ...input, packs }), header: input.header, snapshotDigest: snapshotDigest(input.snapshot) });
       for (const record of records) batch.add(record);
       const { summary } = batch.finish();
       const { summary: again } = judgeRecords({ ...input, packs }, records);
       console.log(JSON.stringify({ summary, again, rules: rules.length }));`,
    );
    const { stdout } = await run(process.execPath, ['judge.js'], { cwd: consumer });
    expect(JSON.parse(stdout)).toMatchObject({ summary: inTheHub, again: inTheHub, rules: 71 });
  });

  test('its types are known to a strict program', async () => {
    writeFileSync(
      join(consumer, 'judge.ts'),
      `import packs from 'certhub/packs';
       import { packs as bundled } from 'certhub/browser';
       import { judgeRecords, type CheckInput, type Finding, type Pack, type RawRecord } from 'certhub/rules';
       export const known: readonly Pack[] = [...packs, ...bundled];
       export const judge = (input: CheckInput, records: readonly RawRecord[]): readonly Finding[] => judgeRecords(input, records).findings;
       export const lines: readonly (number | null)[] = judge({} as CheckInput, []).map(({ line }) => line);
       // @ts-expect-error a finding has no value
       export const values = judge({} as CheckInput, []).map(({ value }) => value);`,
    );
    const tsc = join(PROJECT, 'node_modules/typescript/bin/tsc');
    const compilerOptions = {
      noEmit: true,
      strict: true,
      esModuleInterop: true,
      resolveJsonModule: true,
      module: 'nodenext',
      target: 'es2022',
      lib: ['es2023'],
      types: [],
    };
    writeFileSync(join(consumer, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['judge.ts'] }));
    const outcome = await run(process.execPath, [tsc, '-p', '.'], { cwd: consumer }).catch((error: unknown) => error);
    expect(outcome).toMatchObject({ stdout: '' });
  });
});

describe('in a browser', () => {
  let server: Server;
  let pages: ReadonlyMap<string, readonly [type: string, content: string]>;
  let url = '';
  beforeAll(async () => {
    await makeBundle({ project: PROJECT, out: join(folder, 'bundle') });
    const bundle = (name: string): string => readFileSync(join(folder, 'bundle', 'browser', name), 'utf8');
    const judge = `const { summary } = CertHubRules.judgeRecords({ ...INPUT, packs: CertHubRules.packs }, INPUT.records);
      document.body.textContent = JSON.stringify(summary);`;
    const page = (scripts: string): string =>
      `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${CSP}"><body>not run${scripts}`;
    pages = new Map([
      ['/input.js', ['text/javascript', `globalThis.INPUT = ${JSON.stringify(input)};`]],
      ['/certhub-rules.js', ['text/javascript', bundle('certhub-rules.js')]],
      ['/certhub-rules.mjs', ['text/javascript', bundle('certhub-rules.mjs')]],
      ['/judge.js', ['text/javascript', judge]],
      ['/judge.mjs', ['text/javascript', `import * as CertHubRules from './certhub-rules.mjs';${judge}`]],
      [
        '/classic',
        [
          'text/html',
          page(
            '<script src="/input.js"></script><script src="/certhub-rules.js"></script><script src="/judge.js"></script>',
          ),
        ],
      ],
      [
        '/module',
        ['text/html', page('<script src="/input.js"></script><script type="module" src="/judge.mjs"></script>')],
      ],
    ]);
    server = createServer(({ url: path = '' }, response) => {
      const [type, content] = pages.get(path) ?? ['text/plain', ''];
      response.writeHead(content === '' ? 404 : 200, { 'content-type': `${type}; charset=utf-8` }).end(content);
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }, 60_000);
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  test('the classic script runs where there is nothing of Node, and no code from text', () => {
    const context = createContext(
      { TextEncoder, INPUT: input, document: { body: {} } },
      { codeGeneration: { strings: false, wasm: false } },
    );
    runInContext(pages.get('/certhub-rules.js')?.[1] ?? '', context);
    runInContext(pages.get('/judge.js')?.[1] ?? '', context);
    expect(JSON.parse(runInContext('document.body.textContent', context) as string)).toMatchObject(inTheHub);
  });

  for (const kind of ['classic', 'module']) {
    test(`as a ${kind} script in Chromium`, async () => {
      const program = chromiumProgram();
      if (program === undefined) {
        process.stderr.write('The page was not run, because no Chromium is installed.\n');
        expect(process.env['CI']).not.toBe('true');
        return;
      }
      const dom = await domOf(program, `${url}/${kind}`);
      const [, body = ''] = /<body>(.*?)<\/body>/s.exec(dom) ?? [];
      expect(body).toContain(inTheHub.verdictDigest);
      expect(body).toContain(inTheHub.packDigest);
    });
  }
});
