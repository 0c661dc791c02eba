/** docs/rules/<CODE>.md: one rule for the people whose records it returns. */
import type { Rule } from '../../src/domain/rules/rule';
import { link, page, table, writtenFrom } from './markdown';
import { exampleSection } from './example-section';
import { isLong, noteLines, packLabel, termOf, valuesOf, valueText } from './pack-values';
import type { Clause, Regulations } from './regulations';
import { citationOf } from './regulations';
import { DIMENSION_WORDS, SCOPE_WORDS, SEVERITY_WORDS, titleOf } from './words';
import type { DocsWorld } from './world';

/** Clauses that name the rule; of an article that it cites by itself, all clauses. */
function clausesBehind(citation: string, { code: ruleCode }: Rule, clauses: readonly Clause[]): readonly Clause[] {
  const ofArticle = clauses.filter((clause) => citationOf(clause) === citation);
  const naming = ofArticle.filter(({ rules }) => rules.includes(ruleCode));
  return naming.length > 0 ? naming : ofArticle;
}

function reasonRow(citation: string, rule: Rule, { clauses, documents }: Regulations): readonly string[] {
  const document = Object.keys(documents)
    .filter((name) => citation === name || citation.startsWith(`${name} `))
    .sort((one, other) => other.length - one.length)[0];
  const title = document === undefined ? undefined : documents[document];
  const requirements = clausesBehind(citation, rule, clauses).map(
    (clause) => `${link(clause.code, `../clauses.md#${clause.code.toLowerCase()}`)} ${clause.requirement}`,
  );
  return [
    title === undefined ? citation : `${document}<br>${title.zh}`,
    document === undefined ? '' : citation.slice(document.length).trim(),
    requirements.length > 0 ? requirements.join('<br>') : (title?.en ?? ''),
  ];
}

function parameterRows(name: string, { packs }: DocsWorld): readonly (readonly string[])[] {
  const target = `../parameters.md#${name.toLowerCase()}`;
  return valuesOf(packs, name).map(({ pack, parameter, grant }) => [
    link(name, target),
    packLabel(pack),
    termOf(pack),
    isLong(parameter.value) ? link('见参数页 see there', target) : valueText(parameter.value),
    [...parameter.basis, ...noteLines(parameter.note), ...(grant === undefined ? [] : ['许可放宽 granted'])].join(
      '<br>',
    ),
  ]);
}

function parameters(rule: Rule, world: DocsWorld): readonly string[] {
  const switches = world.packs.flatMap((pack) => {
    const found = pack.rules[rule.code];
    if (found === undefined) return [];
    const says = found.enabled === false ? '停用 switched off' : `\`${found.severity ?? rule.severity}\``;
    return [
      `- ${pack.title.zh} ${pack.title.en}: ${says} (${found.basis.join('; ')})${['', ...noteLines(found.note)].join(' ')}`,
    ];
  });
  const rows = rule.parameters.flatMap((name) => parameterRows(name, world));
  const headings = ['参数 parameter', '规则包 pack', '考试日期 exam dates', '值 value', '依据 clause'];
  return [
    '## 规则包参数 · Parameters by pack',
    '',
    ...(rows.length === 0 ? ['没有参数，各地一致。 None: the same everywhere.'] : table(headings, rows)),
    ...(switches.length === 0 ? [] : ['', ...switches]),
  ];
}

export const rulePage = (rule: Rule, world: DocsWorld): string =>
  page(
    writtenFrom('the rule, data/regulations and packs'),
    `# ${titleOf(rule)}`,
    '[规则 Rules](../rules.md) · [条款 Clauses](../clauses.md) · [参数 Parameters](../parameters.md)',
    table(
      ['质量维度 dimension', '范围 scope', '严重程度 severity'],
      [[DIMENSION_WORDS[rule.dimension], SCOPE_WORDS[rule.scope], SEVERITY_WORDS[rule.severity]]],
    ),
    ['## 检查什么 · What it checks', '', rule.about.zh, '', rule.about.en],
    [
      '## 依据 · Why',
      '',
      ...table(
        ['文件 document', '条款 article', '要求 requirement'],
        rule.basis.map((citation) => reasonRow(citation, rule, world.regulations)),
      ),
    ],
    exampleSection(world.exampleOf(rule)),
    ['## 怎样改正 · How to mend it', '', rule.mend.zh, '', rule.mend.en],
    parameters(rule, world),
  );
