/** What `certhub/rules` exports runs wherever JavaScript does: nothing reachable from it is a part of Node. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { preProcessFile } from 'typescript';

const ROOT = join(__dirname, '../..');
const PACKAGES = ['@noble/hashes', 'canonicalize', 'chinese-days', 'zod'];
const NODE_GLOBALS = /(?<![.\w'"])(Buffer|process|require|__dirname|setImmediate)\b(?=[.(])/;

function reachable(entry: string): { files: readonly string[]; packages: readonly string[] } {
  const files = new Set<string>();
  const packages = new Set<string>();
  const waiting = [entry];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (files.has(file)) continue;
    files.add(file);
    for (const { fileName } of preProcessFile(readFileSync(file, 'utf8')).importedFiles) {
      const path = `${join(dirname(file), fileName)}.ts`;
      if (!fileName.startsWith('.')) packages.add(fileName);
      else if (existsSync(path)) waiting.push(path);
      else throw new Error(`${relative(ROOT, file)} imports ${fileName}, which is not there.`);
    }
  }
  return { files: [...files].map((file) => relative(ROOT, file)), packages: [...packages] };
}

const { files, packages } = reachable(join(ROOT, 'src/domain/rules/public.ts'));

test('only the domain is reachable, and only packages that do no I/O', () => {
  expect(files.length).toBeGreaterThan(100);
  expect(files.filter((file) => !file.startsWith(join('src', 'domain')))).toEqual([]);
  expect(packages.filter((name) => !PACKAGES.some((known) => name === known || name.startsWith(`${known}/`)))).toEqual(
    [],
  );
});

test('no file uses a global of Node', () => {
  const named = files.filter((file) => NODE_GLOBALS.test(withoutComments(readFileSync(join(ROOT, file), 'utf8'))));
  expect(named).toEqual([]);
});

const withoutComments = (text: string): string => text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');

test('the exports of the package name it', () => {
  const { exports } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { exports: object };
  expect(exports).toMatchObject({
    './rules': { types: './dist/types/src/domain/rules/public.d.ts', default: './dist/src/domain/rules/public.js' },
    './packs': { types: './dist/types/packs.d.ts', default: './dist/packs.json' },
    './browser': { types: './dist/types/browser.d.mts', default: './dist/browser/certhub-rules.mjs' },
  });
});
