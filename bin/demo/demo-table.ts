import type { DemoResult } from './run-demo';

/** The result as a table for people. */
export function demoTable(result: DemoResult): string {
  const rows: readonly (readonly [string, string | number])[] = [
    ['收到 received', result.received],
    ['通过 passed', result.passed],
    ['待说明 held', result.held],
    ['退回 returned', result.returned],
    ...Object.entries(result.byRule).map(([code, records]) => [`  ${code}`, records] as const),
    ['更正重报 resent', result.resent],
    ['批准 approved', result.approved],
    ...Object.entries(result.feeds).flatMap(([feed, one]) => [
      [
        `转报 ${feed}`,
        `delivered ${one.delivered}, accepted ${one.accepted}, refused ${one.refused}, missing ${one.missing}, extra ${one.extra}`,
      ] as const,
    ]),
    ['上级拒收反馈 feedback findings', result.feedbackFindings],
    ['漏检 planted faults missed', `${result.plantedMissed} / ${result.planted}`],
    ['误报 false flags', result.falseFlags],
    [
      '统计核对 tallies reconciled',
      result.talliesReconciled ? `yes (${result.certificates})` : `NO (${result.certificates})`,
    ],
    ['用时 seconds', result.seconds],
    ['每秒记录 records/s', result.recordsPerSecond],
  ];
  return ['', ...rows.map(([label, value]) => `${pad(label)}${String(value)}`), ''].join('\n');
}

const LABEL_COLUMNS = 34;
/** Chinese characters take two columns of a terminal. */
const columnsOf = (text: string): number =>
  [...text].reduce((sum, character) => sum + (character > '\u2e7f' ? 2 : 1), 0);
const pad = (label: string): string => label + ' '.repeat(Math.max(1, LABEL_COLUMNS - columnsOf(label)));
