/** Findings and the summary of a check, for people (中文 first) and for programs. */
import type { AppliedFix } from '../../src/domain/fixes/fix-record';
import type { BatchSummary } from '../../src/domain/rules/check-batch';
import { ruleByCode } from '../../src/domain/rules/index';
import type { Finding } from '../../src/domain/rules/rule';
import type { RecordFile } from '../input/record-file';

const SEVERITY_WORDS = { error: '错误 error', confirm: '须确认 confirm', signal: '提示 signal' } as const;

type Kind = RecordFile['kind'];

const HEADING_ROWS = 1;

/** A finding counts records; whoever looks at a table counts its rows, the heading among them. */
const placeOf = (line: number, kind: Kind): string =>
  kind === 'ndjson'
    ? `第 ${line} 行 line ${line}`
    : `第 ${line} 条(表格第 ${line + HEADING_ROWS} 行) record ${line} (row ${line + HEADING_ROWS})`;

function forPeople({ line, code, severity, path, message, expected, basis, fix }: Finding, kind: Kind): string {
  return [
    `${line === null ? '整批 batch' : placeOf(line, kind)}  ${code}  [${SEVERITY_WORDS[severity]}]  ${path === '' ? '/' : path}`,
    `    ${message.zh}`,
    `    ${message.en}`,
    ...(expected === null || expected.length === 0 ? [] : [`    应为 expected: ${expected.join(' · ')}`]),
    ...(fix === null ? [] : [`    可自动修正 fix: ${JSON.stringify(fix)}`]),
    `    依据 basis: ${basis.join('; ')}`,
    '',
  ].join('\n');
}

/** How findings are told: to programs, or to people who look at a file of that kind. */
export interface Telling {
  readonly asJson: boolean;
  readonly kind: Kind;
}

export const findingLines = (findings: readonly Finding[], { asJson, kind }: Telling): string =>
  findings.map((finding) => `${asJson ? JSON.stringify(finding) : forPeople(finding, kind)}\n`).join('');

function countLine([code, count]: readonly [string, number]): string {
  const title = ruleByCode(code)?.title;
  return `    ${code}  ${String(count).padStart(7)}  ${title?.zh ?? ''} ${title?.en ?? ''}`;
}

const DECISIONS = {
  CITY_REVIEW: '  批次 batch: 送市州初审 would go on to the city',
  RETURNED: '  批次 batch: 整批退回 would be returned whole',
} as const;

function summaryForPeople(summary: BatchSummary): string {
  const { records, passed, held, returned, findings, skipped, pack, packDigest, verdictDigest, decision } = summary;
  const counts = Object.entries(findings);
  return [
    '结果 Summary',
    `  记录 records ${records} · 通过 passed ${passed} · 待说明 held ${held} · 退回 returned ${returned}`,
    ...(decision === undefined ? [] : [DECISIONS[decision]]),
    ...(counts.length === 0 ? [] : ['  问题 findings', ...counts.map(countLine)]),
    `  未检查(需要平台数据) skipped: ${skipped.join(' ')}`,
    `  规则包 pack: ${pack}  ${packDigest}`,
    `  结论摘要 verdict digest: ${verdictDigest}`,
    '',
  ].join('\n');
}

export const summaryLines = (summary: BatchSummary, asJson: boolean): string =>
  asJson ? `${JSON.stringify({ summary })}\n` : summaryForPeople(summary);

export function fixLine({ line, code, path }: AppliedFix, { asJson, kind }: Telling): string {
  if (asJson) return `${JSON.stringify({ fixed: { line, code, path } })}\n`;
  return `已修正 fixed  ${placeOf(line ?? 0, kind)}  ${code}  ${path}\n`;
}
