/** The part of a rule's page that shows a case and what the engine says to it. */
import type { Finding } from '../../src/domain/rules/rule';
import { code, json } from './markdown';
import type { RuleExample } from './rule-example';

/** The parts that a case may change. */
const PARTS: Readonly<Record<string, string>> = {
  change: '记录的字段 fields of the record (`<absent>`: 缺失 left out)',
  idDigits: '证件号码前 17 位，校验码随后算出 digits of the document number, the check character added',
  again: '同批第二行，在第一行基础上的改动 a second line, as a change of the first',
  snapshot: '参考快照 the reference snapshot',
  institution: '快照中的机构 the institution of the snapshot',
  plan: '快照中的计划 the plan of the snapshot',
  header: '批次头 the batch header',
  receivedAt: '接收时刻 the moment of receipt',
  jurisdiction: '适用的规则包 whose packs judge',
  parameters: '规则包参数 parameters of the pack',
  facts: '全批汇总 what the records of the batch amount to',
  hub: '枢纽另知 what the hub adds',
  claim: '记录的字段 fields of the record',
  known: '枢纽已知 what the hub knows',
  kind: '检查对象的种类 kind of the subject',
  subject: '检查对象的字段 fields of the subject',
  today: '检查之日 the day of the check',
};

const findingText = ({ line, path, message, expected, fix, severity }: Finding): readonly string[] => [
  `- ${severity} · ${line === null ? '整体 as a whole' : `第 ${line} 行 line ${line}`}${path === '' ? '' : ` · ${code(path)}`}`,
  `  - ${message.zh}`,
  `  - ${message.en}`,
  ...(expected === null || expected.length === 0 ? [] : [`  - 应为 expected: ${expected.map(code).join(', ')}`]),
  ...(fix === null ? [] : [`  - 自动修正 fix: ${code(JSON.stringify(fix))}`]),
];

export function exampleSection(example: RuleExample | undefined): readonly string[] {
  if (example === undefined) return [];
  const { title, change, findings } = example;
  const parts = Object.keys(change).flatMap((part) =>
    PARTS[part] === undefined ? [] : [`- ${code(part)}: ${PARTS[part]}`],
  );
  return [
    '## 不合格示例 · An example that fails',
    '',
    '以没有问题的样例（`src/domain/sample/rule-example.ts`）为底，作下列改动：',
    '',
    `The sample, which breaks no rule, with this change (${title}):`,
    '',
    ...json(change),
    '',
    ...parts,
    '',
    '得到 gives:',
    '',
    ...findings.flatMap(findingText),
  ];
}
