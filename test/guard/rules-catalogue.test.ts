/** One rule is one file, one line of the catalogue and one file of cases; nothing is left over on any side. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { emittedDocs } from '../../bin/emit-docs';
import { looseningsOf, problemsOfPack } from '../../src/domain/packs/validate-pack';
import { RULES } from '../../src/domain/rules/index';
import { samplePacks } from '../kit/sample-record';

const ROOT = join(__dirname, '../..');
const CODE_LENGTH = 'CMP-001'.length;
const codesIn = (folder: string): readonly string[] =>
  readdirSync(join(ROOT, folder))
    .map((file) => file.slice(0, CODE_LENGTH))
    .sort();
const codes = RULES.map(({ code }) => code);

test('every rule file is in the catalogue, once', () => {
  expect([...codes].sort()).toEqual(codesIn('src/domain/rules/rules'));
  expect(new Set(codes).size).toBe(codes.length);
});

test('every rule has cases and all cases have a rule', () => {
  expect(codesIn('test/domain/rules/fixtures')).toEqual([...codes].sort());
});

test.each(RULES.map((rule) => [rule.code, rule] as const))(
  '%s says what it is and by which document',
  (_code, rule) => {
    expect(rule.code).toMatch(/^(CPL|AUT|CMP|TIM|SEC)-[0-9]{3}$/);
    expect(rule.basis.length).toBeGreaterThan(0);
    expect(rule.basis.every((document) => document.trim() !== '')).toBe(true);
    expect(rule.title.zh).not.toBe('');
    expect(rule.title.en).not.toBe('');
  },
);

test('each file exports the rule of its name', () => {
  for (const file of readdirSync(join(ROOT, 'src/domain/rules/rules'))) {
    const text = readFileSync(join(ROOT, 'src/domain/rules/rules', file), 'utf8');
    expect(text).toContain(`code: '${file.slice(0, CODE_LENGTH)}'`);
  }
});

test('the packs hold together and switch only rules that exist', () => {
  const packs = samplePacks();
  const [national, ...overlays] = packs;
  expect(packs.flatMap(problemsOfPack)).toEqual([]);
  expect(overlays.flatMap((overlay) => (national === undefined ? [] : looseningsOf(overlay, national)))).toEqual([]);
  expect(packs.flatMap(({ rules }) => Object.keys(rules)).filter((code) => !codes.includes(code))).toEqual([]);
});

test.each([...emittedDocs()])('docs/%s is what `npm run docs` writes', (path, content) => {
  const file = join(ROOT, 'docs', path);
  expect(existsSync(file)).toBe(true);
  expect(readFileSync(file, 'utf8')).toBe(content);
});
