/** Findings and the summary of a check, for people (中文 first) and for programs. */
import type { AppliedFix } from '../../src/domain/fixes/fix-record';
import type { BatchSummary } from '../../src/domain/rules/check-batch';
import { ruleByCode } from '../../src/domain/rules/index';
import type { Finding } from '../../src/domain/rules/rule';

const SEVERITY_WORDS = { error: '错误 error', confirm: '待确认 confirm', signal: '提示 signal' } as const;

function forPeople({ line, code, severity, path, message, expected, basis, fix }: Finding): string {
  const place = line === null ? '整批 batch' : `第 ${line} 行 line ${line}`;
  return [
    `${place}  ${code}  [${SEVERITY_WORDS[severity]}]  ${path === '' ? '/' : path}`,
    `    ${message.zh}`,
    `    ${message.en}`,
    ...(expected === null || expected.length === 0 ? [] : [`    应为 expected: ${expected.join(' · ')}`]),
    ...(fix === null ? [] : [`    可自动修正 fix: ${JSON.stringify(fix)}`]),
    `    依据 basis: ${basis.join('; ')}`,
    '',
  ].join('\n');
}

export const findingLines = (findings: readonly Finding[], asJson: boolean): string =>
  findings.map((finding) => `${asJson ? JSON.stringify(finding) : forPeople(finding)}\n`).join('');

function countLine([code, count]: readonly [string, number]): string {
  const title = ruleByCode(code)?.title;
  return `    ${code}  ${String(count).padStart(7)}  ${title?.zh ?? ''} ${title?.en ?? ''}`;
}

function summaryForPeople(summary: BatchSummary): string {
  const { records, passed, held, returned, findings, skipped, pack, packDigest, verdictDigest } = summary;
  const counts = Object.entries(findings);
  return [
    '结果 Summary',
    `  记录 records ${records} · 通过 passed ${passed} · 待确认 held ${held} · 退回 returned ${returned}`,
    ...(counts.length === 0 ? [] : ['  问题 findings', ...counts.map(countLine)]),
    `  未检查(需要平台数据) skipped: ${skipped.join(' ')}`,
    `  规则包 pack: ${pack}  ${packDigest}`,
    `  结论摘要 verdict digest: ${verdictDigest}`,
    '',
  ].join('\n');
}

export const summaryLines = (summary: BatchSummary, asJson: boolean): string =>
  asJson ? `${JSON.stringify({ summary })}\n` : summaryForPeople(summary);

export function fixLine({ line, code, path }: AppliedFix, asJson: boolean): string {
  if (asJson) return `${JSON.stringify({ fixed: { line, code, path } })}\n`;
  return `已修正 fixed  第 ${line ?? 0} 行 line ${line ?? 0}  ${code}  ${path}\n`;
}
