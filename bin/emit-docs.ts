/** Writes the documents that follow from code: docs/rules.md, docs/record.schema.json, docs/header.schema.json. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { headerSchema, recordSchema } from '../src/domain/certificate/record-schema';
import { RULES } from '../src/domain/rules/index';
import type { Rule } from '../src/domain/rules/rule';

const DIMENSIONS = {
  authenticity: '真实性 authenticity',
  compliance: '合规性 compliance',
  completeness: '完整性 completeness',
  timeliness: '时效性 timeliness',
  security: '安全性 security',
} as const;

const row = ({ code, severity, scope, title, basis }: Rule): string =>
  `| ${code} | ${title.zh} | ${title.en} | ${severity} | ${scope} | ${basis.join('<br>')} |`;

function dimensionTable(dimension: keyof typeof DIMENSIONS): string {
  const rules = RULES.filter((rule) => rule.dimension === dimension);
  if (rules.length === 0) return '';
  return [
    `## ${DIMENSIONS[dimension]}`,
    '',
    '| code | 名称 | title | severity | scope | 依据 basis |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rules.map(row),
    '',
  ].join('\n');
}

function rulesPage(): string {
  const dimensions = Object.keys(DIMENSIONS) as (keyof typeof DIMENSIONS)[];
  return [
    '<!-- Written by `npm run docs` from src/domain/rules; edit the rules, not this page. -->',
    '',
    '# 规则 · Rules',
    '',
    `共 ${RULES.length} 条。同一差错由哪条规则指出，见 [rule-decisions.md](rule-decisions.md)；规则包见 \`packs/\`。`,
    '',
    `${RULES.length} rules. Where two of them could speak of one mistake, [rule-decisions.md](rule-decisions.md) says which one`,
    'does. Parameters and switches are in `packs/`. One more rule is one file in `src/domain/rules/rules/`, one line in',
    '`src/domain/rules/index.ts` and one file of cases in `test/domain/rules/fixtures/`.',
    '',
    '`error`: must be mended · `confirm`: must be mended, or declared with a reason · `signal`: for the regulator only.',
    'Scope `record`: one record by itself · `batch`: records of one batch · `hub`: everything that the hub knows.',
    '',
    ...dimensions.map(dimensionTable).filter((table) => table !== ''),
  ].join('\n');
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** Path under docs/ and content. */
export const emittedDocs = (): ReadonlyMap<string, string> =>
  new Map([
    ['rules.md', rulesPage()],
    ['record.schema.json', json(recordSchema())],
    ['header.schema.json', json(headerSchema())],
  ]);

if (require.main === module) {
  for (const [path, content] of emittedDocs()) writeFileSync(join(process.cwd(), 'docs', path), content);
}
