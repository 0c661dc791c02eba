/** The feeds as a person reads them on a terminal. */
import { alarmTitle } from '../../src/app/forwarding/alarm-titles';
import type { FeedView } from '../../src/app/forwarding/feed-standings';
import type { FeedReconciliationView } from '../../src/app/forwarding/feed-views';
import type { OpenDeliveries } from '../../src/domain/forwarding/alarms';

/** Chinese characters take two columns of a terminal. */
const columnsOf = (text: string): number =>
  [...text].reduce((sum, character) => sum + (character > '\u2e7f' ? 2 : 1), 0);
const padTo = (columns: number, text: string): string => text + ' '.repeat(Math.max(0, columns - columnsOf(text)));

const GAP = '  ';

function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => columnsOf(row[column] ?? ''))));
  return rows
    .map((row) => row.map((cell, column) => padTo(widths[column] ?? 0, cell)).join(GAP))
    .map((line) => `${line.trimEnd()}\n`)
    .join('');
}

/** Why parcels do not go, where they do not: the first that holds. */
export function stateText({ enabled, pause, breaker, isOpen }: FeedView): string {
  if (pause !== null) return '暂停 paused';
  if (!enabled) return '未配置 not configured';
  if (breaker.state !== 'CLOSED') return '不通 unreachable';
  return isOpen ? '正常 in order' : '时段外 outside its hours';
}

const depthText = ({ certificates, deliveries }: OpenDeliveries): string =>
  deliveries === 0 ? '0' : `${certificates} (${deliveries})`;

const MINUTE_S = 60;
const HOUR_S = 60 * MINUTE_S;
const DAY_S = 24 * HOUR_S;

/** The two largest units are enough. */
export function spanText(seconds: number): string {
  if (seconds < MINUTE_S) return `${seconds}s`;
  if (seconds < HOUR_S) return `${Math.floor(seconds / MINUTE_S)}m ${seconds % MINUTE_S}s`;
  if (seconds < DAY_S) return `${Math.floor(seconds / HOUR_S)}h ${Math.floor((seconds % HOUR_S) / MINUTE_S)}m`;
  return `${Math.floor(seconds / DAY_S)}d ${Math.floor((seconds % DAY_S) / HOUR_S)}h`;
}

const HEAD = [
  '接收方 feed',
  '状态 state',
  '待报 due',
  '待答 unanswered',
  '放弃 given up',
  '滞后 lag',
  '拒绝 refused',
  '告警 alarms',
];

/** Depths are certificates, with the deliveries that hold them in brackets. */
export function feedsTable(feeds: readonly FeedView[]): string {
  if (feeds.length === 0) return '没有接收方。 There are no feeds.\n';
  return table([
    HEAD,
    ...feeds.map((feed) => [
      feed.name,
      stateText(feed),
      depthText(feed.due),
      depthText(feed.unanswered),
      depthText(feed.givenUp),
      spanText(feed.lagSeconds),
      String(feed.refusalsOpen),
      feed.alarms.map(({ kind }) => kind).join(' '),
    ]),
  ]);
}

const momentText = (moment: Date | null): string => (moment === null ? '-' : moment.toISOString());

const comparedText = (compared: FeedReconciliationView | null): string =>
  compared === null
    ? '-'
    : `${compared.state} ${momentText(compared.endedAt ?? compared.startedAt)} ` +
      `missing ${compared.missing}, extra ${compared.extra}, differing ${compared.differing}, owed ${compared.owed}, ` +
      `healed ${compared.healed}`;

/** Everything that is known of one. */
export function feedLines(feed: FeedView): string {
  const { pause, breaker, reports } = feed;
  return table([
    ['接收方 feed', `${feed.name} · ${feed.title.zh} ${feed.title.en}`],
    ['连接方式 connector', feed.connector],
    ['区划 region', feed.regionCode],
    ['内容 cargo', feed.cargo],
    ['状态 state', stateText(feed)],
    ['暂停 paused', pause === null ? '-' : `${momentText(pause.since)} ${pause.by} ${pause.reason}`],
    ['断路器 breaker', breaker.state === 'CLOSED' ? 'CLOSED' : `${breaker.state} ${momentText(breaker.openedAt)}`],
    ['连续失败 failures in a row', String(breaker.failures)],
    ['下次试探 next probe', momentText(breaker.probeAt)],
    ['下次开放 opens', momentText(feed.opensAt)],
    ['待报 due', `${depthText(feed.due)} ${momentText(feed.due.since)}`],
    ['待答 unanswered', `${depthText(feed.unanswered)} ${momentText(feed.unanswered.since)}`],
    ['放弃 given up', `${depthText(feed.givenUp)} ${momentText(feed.givenUp.since)}`],
    ['滞后 lag', spanText(feed.lagSeconds)],
    ['最近送达 last taken', momentText(feed.takenAt)],
    ['最近答复 last heard', momentText(feed.heardAt)],
    ['最近失败 last failure', feed.failure === null ? '-' : `${feed.failure} ${momentText(feed.failedAt)}`],
    ['未更正的拒绝 refusals open', String(feed.refusalsOpen)],
    ['无法识别的答复 oddities', String(feed.oddities)],
    [
      '统计报告 reports',
      `due ${reports.due}, unanswered ${reports.unanswered}, refused ${reports.refused}, given up ${reports.givenUp}`,
    ],
    ['最近对账 last reconciliation', comparedText(feed.lastReconciliation)],
    ...feed.alarms.map(({ kind, since }) => {
      const { zh, en } = alarmTitle(kind);
      return ['告警 alarm', `${kind} ${momentText(since)} ${zh} ${en}`];
    }),
  ]);
}
