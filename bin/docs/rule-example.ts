/**
 * The example of a rule's page: the first of its cases (test/domain/rules/fixtures) that fails, put to the engine. The
 * cases are read as data; what the engine says is what the page shows.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Pack } from '../../src/domain/packs/pack';
import type { Finding, Rule } from '../../src/domain/rules/rule';
import { type BatchCase, findingsOfBatchCase } from '../../src/domain/sample/batch-case';
import { findingsOfHubCase, type HubCase } from '../../src/domain/sample/hub-case';
import { findingsOfRegistryCase, type RegistryCase } from '../../src/domain/sample/registry-case';
import { type CaseHead, findingsOfRecordCase, type RecordCase } from '../../src/domain/sample/rule-case';

export interface RuleExample {
  readonly title: string;
  /** What the case changes in the sample batch, by the part that it changes. */
  readonly change: Readonly<Record<string, unknown>>;
  /** Only the rule's own. */
  readonly findings: readonly Finding[];
}

/** What a case says besides the change: its name and what the tests expect. */
const TOLD_BESIDE: ReadonlySet<string> = new Set([
  'title',
  'boundary',
  'expect',
  'severity',
  'path',
  'expected',
  'fix',
]);
const changeOf = (each: CaseHead): RuleExample['change'] =>
  Object.fromEntries(Object.entries(each).filter(([key]) => !TOLD_BESIDE.has(key)));

/** Beyond this a page would be more example than explanation. */
const CHANGE_LINES_MAX = 60;
const CHANGE_LINE_LENGTH_MAX = 160;

function isShort(value: unknown): boolean {
  const lines = JSON.stringify(value, null, 2).split('\n');
  return lines.length <= CHANGE_LINES_MAX && lines.every((line) => line.length <= CHANGE_LINE_LENGTH_MAX);
}

/** The first failing case, an ordinary one and a short one if there is such. */
function failing<Case extends CaseHead>(cases: readonly Case[], code: string): Case | undefined {
  const all = cases.filter(({ expect }) => expect.includes(code));
  const short = all.filter((each) => isShort(changeOf(each)));
  return short.find(({ boundary }) => boundary !== true) ?? short[0] ?? all[0];
}

function exampleFrom<Case extends CaseHead>(
  file: string,
  { code }: Rule,
  findingsOf: (each: Case) => readonly Finding[],
): RuleExample | undefined {
  if (!existsSync(file)) return undefined;
  const cases: readonly Case[] = JSON.parse(readFileSync(file, 'utf8'));
  const found = failing(cases, code);
  if (found === undefined) return undefined;
  const findings = findingsOf(found).filter((finding) => finding.code === code);
  return { title: found.title, change: changeOf(found), findings };
}

/** `root` is the project's folder. The example is `undefined` where a rule has no failing case. */
export const exampleReader =
  (root: string, packs: readonly Pack[]) =>
  (rule: Rule): RuleExample | undefined => {
    const file = join(root, 'test/domain/rules/fixtures', `${rule.code}.json`);
    switch (rule.form) {
      case 'RECORD':
      case 'GROUP':
        return exampleFrom(file, rule, (each: RecordCase) => findingsOfRecordCase(each, packs));
      case 'BATCH':
        return exampleFrom(file, rule, (each: BatchCase) => findingsOfBatchCase(each, packs));
      case 'HUB':
        return exampleFrom(file, rule, (each: HubCase) => findingsOfHubCase(each, packs));
      case 'REGISTRY':
        return exampleFrom(file, rule, (each: RegistryCase) => findingsOfRegistryCase(each, packs));
    }
  };
