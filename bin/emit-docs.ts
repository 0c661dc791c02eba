/**
 * Writes the documents that follow from code and data: the pages of rules, clauses and parameters, and the JSON Schemas.
 * Run at the project's root (`npm run docs`).
 */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { headerSchema, recordSchema } from '../src/domain/certificate/record-schema';
import { packSchema } from '../src/domain/packs/pack-schema';
import { RULES } from '../src/domain/rules/index';
import { loadPacks } from '../src/platform/pack-files';
import { clausesPage } from './docs/clauses-page';
import { parametersPage } from './docs/parameters-page';
import { readRegulations } from './docs/regulations';
import { exampleReader } from './docs/rule-example';
import { rulePage } from './docs/rule-page';
import { rulesPage } from './docs/rules-page';
import type { DocsWorld } from './docs/world';

const RULE_PAGES = 'rules';

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** Path under docs/ and content. `root` is the project's folder. */
export function emittedDocs(root: string): ReadonlyMap<string, string> {
  const packs = loadPacks(join(root, 'packs'));
  const world: DocsWorld = {
    rules: RULES,
    packs,
    regulations: readRegulations(root),
    exampleOf: exampleReader(root, packs),
  };
  return new Map([
    ['rules.md', rulesPage(world)],
    ...RULES.map((rule): [string, string] => [`${RULE_PAGES}/${rule.code}.md`, rulePage(rule, world)]),
    ['clauses.md', clausesPage(world)],
    ['parameters.md', parametersPage(world)],
    ['record.schema.json', json(recordSchema())],
    ['header.schema.json', json(headerSchema())],
    ['pack.schema.json', json(packSchema())],
  ]);
}

/** Pages of rules that are no more go too. */
function writeDocs(root: string): void {
  const docs = emittedDocs(root);
  const folder = join(root, 'docs', RULE_PAGES);
  mkdirSync(folder, { recursive: true });
  for (const file of readdirSync(folder)) if (!docs.has(`${RULE_PAGES}/${file}`)) rmSync(join(folder, file));
  for (const [path, content] of docs) {
    mkdirSync(dirname(join(root, 'docs', path)), { recursive: true });
    writeFileSync(join(root, 'docs', path), content);
  }
}

if (require.main === module) writeDocs(process.cwd());
