/** The cases of one form of rule: `test/domain/rules/fixtures/<CODE>.json`, each put to the engine. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Pack } from '../../src/domain/packs/pack';
import { RULES } from '../../src/domain/rules/index';
import type { Finding, JsonPatch, Rule, Severity } from '../../src/domain/rules/rule';
import type { CaseHead } from '../../src/domain/sample/rule-case';
import { samplePacks } from './sample-record';

const FOLDER = join(__dirname, '../domain/rules/fixtures');

interface TestedCase extends CaseHead {
  /** Of the first finding of the rule. */
  readonly severity?: Severity;
  readonly path?: string;
  readonly expected?: readonly string[] | null;
  readonly fix?: JsonPatch | null;
}

/** `findingsOf` are all findings of the rules of that form, by code. */
export function describeRuleCases<Case extends TestedCase>(
  form: Rule['form'],
  findingsOf: (each: Case, packs: readonly Pack[]) => readonly Finding[],
): void {
  const packs = samplePacks();
  const codes = RULES.filter((rule) => rule.form === form).map(({ code }) => code);
  const fileOf = (code: string): string => join(FOLDER, `${code}.json`);

  test('every rule of the form has cases', () => {
    expect(codes.filter((code) => !existsSync(fileOf(code)))).toEqual([]);
  });

  describe.each(codes.filter((code) => existsSync(fileOf(code))))('%s', (code) => {
    const cases: readonly Case[] = JSON.parse(readFileSync(fileOf(code), 'utf8'));

    test.each(cases.map((each) => [each.title, each] as const))('%s', (_title, each) => {
      const findings = findingsOf(each, packs);
      expect(findings.map((finding) => finding.code)).toEqual(each.expect);
      const own = findings.find((finding) => finding.code === code);
      if (each.severity !== undefined) expect(own?.severity).toBe(each.severity);
      if (each.path !== undefined) expect(own?.path).toBe(each.path);
      if (each.expected !== undefined) expect(own?.expected).toEqual(each.expected);
      if (each.fix !== undefined) expect(own?.fix).toEqual(each.fix);
    });

    test('has cases that pass, cases that fail and one on the border', () => {
      expect(cases.some(({ expect: codes }) => codes.includes(code))).toBe(true);
      expect(cases.some(({ expect: codes }) => !codes.includes(code))).toBe(true);
      expect(cases.some(({ boundary }) => boundary === true)).toBe(true);
    });
  });
}
