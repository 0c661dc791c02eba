/** The compass is held by a tool; here the tool is held: a planted wrong import must be found, each by its own rule. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const ROOT = join(__dirname, '../..');
const DEPCRUISE = join(ROOT, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs');

/** Where, what, and the rule that must speak; of a cycle it speaks once. */
const PLANTED: readonly (readonly [file: string, text: string, rule: string | null])[] = [
  ['src/domain/planted.ts', `import 'node:fs';`, 'domain-is-pure'],
  ['src/domain/planted-package.ts', `import 'pg';`, 'domain-is-pure'],
  ['src/domain/planted-app.ts', `import '../app/planted';`, 'domain-is-pure'],
  ['src/app/planted.ts', `import '../store/planted';`, 'app-knows-domain'],
  ['src/app/planted-io.ts', `import 'node:fs';`, 'app-knows-domain'],
  ['src/app/planted-face.ts', `import '../../schema/planted';`, 'src-knows-no-face'],
  ['src/store/planted.ts', `import '../../jobs/planted';`, 'outside-knows-ports'],
  ['src/formats/planted.ts', `import '../store/planted';`, 'ways-in-know-ports'],
  ['src/formats/planted-verb.ts', `import '../app/planted';`, 'ways-in-know-ports'],
  ['src/connectors/planted.ts', `import '../formats/planted';`, 'outside-knows-ports'],
  ['schema/planted.ts', `import '../src/store/planted';`, 'schema-knows-the-body'],
  ['schema/planted-format.ts', `import '../src/formats/planted';`, 'schema-knows-the-body'],
  ['schema/planted-job.ts', `import '../jobs/planted';`, 'faces-apart'],
  ['jobs/planted.ts', `import '../src/platform/planted';`, 'jobs-know-the-body'],
  ['src/platform/planted.ts', `import '../../test/planted';`, 'no-test-in-product'],
  ['test/planted.ts', `import './planted-other';`, null],
  ['test/planted-other.ts', `import './planted';`, 'no-cycles'],
];

test('every planted wrong import is found by the rule that forbids it', () => {
  const copy = mkdtempSync(join(tmpdir(), 'certhub-walls-'));
  try {
    for (const file of ['.dependency-cruiser.cjs', 'tsconfig.json', 'package.json'])
      cpSync(join(ROOT, file), join(copy, file));
    symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
    for (const [file, text] of PLANTED) {
      mkdirSync(dirname(join(copy, file)), { recursive: true });
      writeFileSync(join(copy, file), `${text}\nexport {};\n`);
    }
    const folders = ['src', 'schema', 'jobs', 'test'];
    const { stdout, stderr } = spawnSync(
      process.execPath,
      [DEPCRUISE, '--config', '.dependency-cruiser.cjs', '--output-type', 'json', ...folders],
      { cwd: copy, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
    );
    if (stdout === '') throw new Error(stderr);
    const { summary } = JSON.parse(stdout) as { summary: { violations: { from: string; rule: { name: string } }[] } };
    const found = new Set(summary.violations.map(({ from, rule }) => `${from} ${rule.name}`));
    const expected = PLANTED.flatMap(([file, , rule]) => (rule === null ? [] : [`${file} ${rule}`]));
    expect(expected.filter((planted) => !found.has(planted))).toEqual([]);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}, 60_000);
