/** docs/rules.md: all rules by dimension, each with the way to its page. */
import type { Dimension, Rule } from '../../src/domain/rules/rule';
import { link, page, table, writtenFrom } from './markdown';
import { DIMENSION_WORDS, DIMENSIONS } from './words';
import type { DocsWorld } from './world';

const row = ({ code, severity, scope, title, parameters }: Rule): readonly string[] => [
  link(code, `rules/${code}.md`),
  title.zh,
  title.en,
  severity,
  scope,
  parameters.map((name) => link(name, `parameters.md#${name.toLowerCase()}`)).join('<br>'),
];

const section = (rules: readonly Rule[], dimension: Dimension): readonly string[] => {
  const own = rules.filter((rule) => rule.dimension === dimension);
  if (own.length === 0) return [];
  const headings = ['code', '名称', 'title', 'severity', 'scope', '参数 parameters'];
  return [`## ${DIMENSION_WORDS[dimension]}`, '', ...table(headings, own.map(row))];
};

export const rulesPage = ({ rules }: DocsWorld): string =>
  page(
    writtenFrom('src/domain/rules'),
    '# 规则 · Rules',
    `共 ${rules.length} 条，每条一页：检查什么、依据哪一条、反例、怎样改正、各规则包的参数。同一差错由哪条规则指出，见
[rule-decisions.md](rule-decisions.md)；按条款查规则，见 [clauses.md](clauses.md)；按参数查，见 [parameters.md](parameters.md)。`,
    `${rules.length} rules, a page each: what it checks, by which clause, an example that fails, how to mend it, its parameters pack by
pack. Where two could speak of one mistake, [rule-decisions.md](rule-decisions.md) says which one does; [clauses.md](clauses.md)
leads from the clause to the rule, [parameters.md](parameters.md) from the parameter. One more rule is one file in
\`src/domain/rules/rules/\`, one line in \`src/domain/rules/index.ts\` and one file of cases in \`test/domain/rules/fixtures/\`.`,
    `\`error\`: must be mended · \`confirm\`: must be mended, or declared with a reason · \`signal\`: for the regulator only.
Scope \`record\`: one record by itself · \`batch\`: the batch as a whole · \`hub\`: everything that the hub knows · \`registry\`:
what stands in the registry or waits in the hub.`,
    ...DIMENSIONS.map((dimension) => section(rules, dimension)),
  );
