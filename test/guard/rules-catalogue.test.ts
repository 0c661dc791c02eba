/**
 * One rule is one file, one line of the catalogue, one row of `data/regulations/rules.csv`, one page and one file of
 * cases; nothing is left over on any side. Each test lists the codes that lack something.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readRegulations } from '../../bin/docs/regulations';
import { emittedDocs } from '../../bin/emit-docs';
import { RULES, ruleByCode } from '../../src/domain/rules/index';
import type { CaseHead } from '../../src/domain/sample/rule-case';
import { samplePacks } from '../kit/sample-record';

const ROOT = join(__dirname, '../..');
const RULE_FOLDER = join(ROOT, 'src/domain/rules/rules');
const FIXTURES = join(ROOT, 'test/domain/rules/fixtures');
const CODE_LENGTH = 'CMP-001'.length;
const { catalogue } = readRegulations(ROOT);
const codes = RULES.map(({ code }) => code);
const ruleFiles = readdirSync(RULE_FOLDER);
const codesIn = (files: readonly string[]): readonly string[] => files.map((file) => file.slice(0, CODE_LENGTH)).sort();

test('every rule file is in the catalogue, once', () => {
  expect([...codes].sort()).toEqual(codesIn(ruleFiles));
  expect(new Set(codes).size).toBe(codes.length);
});

test('each file exports the rule of its name', () => {
  const wrong = ruleFiles.filter(
    (file) => !readFileSync(join(RULE_FOLDER, file), 'utf8').includes(`code: '${file.slice(0, CODE_LENGTH)}'`),
  );
  expect(wrong).toEqual([]);
});

test('every row of the regulations table has its rule, as it stands there, and every rule a row', () => {
  const differing = catalogue.flatMap((row) => {
    const rule = ruleByCode(row.code);
    if (rule === undefined) return [`${row.code}: no rule`];
    const said = { ...row, parameters: undefined };
    const is = {
      code: rule.code,
      dimension: rule.dimension,
      scope: rule.scope,
      severity: rule.severity,
      titleZh: rule.title.zh,
      titleEn: rule.title.en,
      parameters: undefined,
    };
    return JSON.stringify(is) === JSON.stringify(said) ? [] : [`${row.code}: ${JSON.stringify(is)}`];
  });
  const rowless = codes.filter((code) => !catalogue.some((row) => row.code === code));
  expect({ differing, rowless }).toEqual({ differing: [], rowless: [] });
});

test('every rule says when it speaks, by which document, and what to do', () => {
  const silent = RULES.filter(
    ({ code, title, about, mend, basis }) =>
      !/^(CPL|AUT|CMP|TIM|SEC)-[0-9]{3}$/.test(code) ||
      [title, about, mend].some(({ zh, en }) => zh.trim() === '' || en.trim() === '') ||
      basis.length === 0 ||
      new Set(basis).size < basis.length ||
      basis.some((citation) => citation.trim() === ''),
  );
  expect(silent.map(({ code }) => code)).toEqual([]);
});

/** Names after `parameters.`, and those taken out of it by a pattern. */
function parametersRead(source: string): readonly string[] {
  const dotted = [...source.matchAll(/\bparameters\??\.(\w+)/g)].map(([, name]) => name ?? '');
  const patterns = [
    ...source.matchAll(/\bparameters: \{([^{}]*)\}/g),
    ...source.matchAll(/\{([^{}]*)\} = (?:\w+\.)?parameters\b(?!\.)/g),
    ...source.matchAll(/\{([^{}]*)\}: Parameters\b/g),
  ];
  const taken = patterns.flatMap(([, inner]) =>
    (inner ?? '').split(',').map((name) => name.replace(/:.*$/, '').trim()),
  );
  return [...new Set([...dotted, ...taken])].filter((name) => name !== '');
}

/** What the file reads itself and through the modules beside the rules that it calls. */
function readByRule(file: string): readonly string[] {
  const source = readFileSync(join(RULE_FOLDER, file), 'utf8');
  const beside = [...source.matchAll(/^import \{.*\} from '\.\.\/([\w-]+)';$/gm)].map(([, name]) => name ?? '');
  const texts = beside.map((name) => readFileSync(join(RULE_FOLDER, '..', `${name}.ts`), 'utf8'));
  return [source, ...texts].flatMap(parametersRead);
}

test('every rule declares the parameters that it reads, and those that the table gives it', () => {
  const undeclared = ruleFiles.flatMap((file) => {
    const code = file.slice(0, CODE_LENGTH);
    const declared: readonly string[] = ruleByCode(code)?.parameters ?? [];
    const named = catalogue.find((row) => row.code === code)?.parameters ?? [];
    const missing = [...new Set([...readByRule(file), ...named])].filter((name) => !declared.includes(name));
    return missing.length === 0 ? [] : [`${code}: ${missing.join(', ')}`];
  });
  expect(undeclared).toEqual([]);
});

function casesLacking(code: string): readonly string[] {
  const file = join(FIXTURES, `${code}.json`);
  if (!existsSync(file)) return ['cases'];
  const cases: readonly CaseHead[] = JSON.parse(readFileSync(file, 'utf8'));
  return [
    ...(cases.some(({ expect: speaking }) => !speaking.includes(code)) ? [] : ['a passing case']),
    ...(cases.some(({ expect: speaking }) => speaking.includes(code)) ? [] : ['a failing case']),
    ...(cases.some(({ boundary }) => boundary === true) ? [] : ['a boundary case']),
  ];
}

test('every rule has a passing, a failing and a boundary case, and all cases have a rule', () => {
  const lacking = codes.flatMap((code) => {
    const missing = casesLacking(code);
    return missing.length === 0 ? [] : [`${code}: ${missing.join(', ')}`];
  });
  const ruleless = codesIn(readdirSync(FIXTURES)).filter((code) => !codes.includes(code));
  expect({ lacking, ruleless }).toEqual({ lacking: [], ruleless: [] });
});

test('the packs switch only rules that exist', () => {
  const switched = samplePacks().flatMap(({ rules }) => Object.keys(rules));
  expect(switched.filter((code) => !codes.includes(code))).toEqual([]);
});

test('the documents are what `npm run docs` writes', () => {
  const docs = emittedDocs(ROOT);
  const stale = [...docs].flatMap(([path, content]) => {
    const file = join(ROOT, 'docs', path);
    return existsSync(file) && readFileSync(file, 'utf8') === content ? [] : [path];
  });
  const left = readdirSync(join(ROOT, 'docs/rules')).filter((file) => !docs.has(`rules/${file}`));
  expect({ stale, left }).toEqual({ stale: [], left: [] });
});
