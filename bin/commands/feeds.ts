/**
 * certhub feeds [list] · feeds show · feeds pause · feeds resume · feeds redrive · feeds reconcile
 *
 * in    the hub's database; to send again what was refused, and to reconcile, the feeds file too
 * out   how every feed stands, or what was done; with --json one JSON object
 * exit  0 done · 1 refused · 2 unusable arguments, or a database of an earlier release
 */
import { Command } from 'commander';
import { askReconciliation } from '../../src/app/forwarding/ask-reconciliation';
import { type FeedView, feedStandings } from '../../src/app/forwarding/feed-standings';
import { pauseFeed } from '../../src/app/forwarding/pause-feed';
import { redriveFeed } from '../../src/app/forwarding/redrive-feed';
import { resumeFeed } from '../../src/app/forwarding/resume-feed';
import type { Hub } from '../../src/app/ports';
import { type Refusal, refuse } from '../../src/app/refusal';
import { territoryOf } from '../../src/domain/tenancy/territory';
import { EXIT_UNUSABLE } from '../command-errors';
import { feedLines, feedsTable } from '../feeds/feeds-table';
import { refusalText } from '../print-refusal';
import { HOST_OPERATOR, readLocalHub, withLocalHub } from '../stack/local-hub';

const EXIT_REFUSED = 1;

interface Output {
  readonly json?: boolean;
}

const NOT_THIS_RELEASE =
  '数据库不是本版本的;请先执行 certhub migrate。\n' +
  'The database is not of this release; certhub migrate brings it there.\n';

const JSON_FLAG = ['--json', '输出 JSON · one JSON object'] as const;

function sayRefused(refusal: Refusal): void {
  process.stderr.write(refusalText(refusal));
  process.exitCode = EXIT_REFUSED;
}

/** Runs one verb of the operator, and says what came of it. */
async function act<Outcome extends { readonly kind: string }>(
  { json }: Output,
  verb: (hub: Hub) => Promise<Outcome | Refusal>,
  say: (outcome: Outcome) => string,
): Promise<void> {
  const outcome = await withLocalHub(verb);
  if (isRefusal(outcome)) return sayRefused(outcome);
  process.stdout.write(`${json === true ? JSON.stringify(outcome) : say(outcome)}\n`);
}

const isRefusal = (outcome: { readonly kind: string }): outcome is Refusal => outcome.kind === 'refused';

/** `undefined` where the database is of another release; that is said then. */
async function readFeeds(): Promise<readonly FeedView[] | undefined> {
  const feeds = await readLocalHub((hub) => feedStandings(hub, territoryOf(HOST_OPERATOR)));
  if (feeds === undefined) {
    process.stderr.write(NOT_THIS_RELEASE);
    process.exitCode = EXIT_UNUSABLE;
  }
  return feeds;
}

const showCommand = new Command('show')
  .description('一个接收方的全部状况 · everything about one feed')
  .argument('<name>', '接收方 · name of the feed')
  .option(...JSON_FLAG)
  .action(async (name: string, { json }: Output) => {
    const feeds = await readFeeds();
    if (feeds === undefined) return;
    const feed = feeds.find((each) => each.name === name);
    if (feed === undefined) return sayRefused(refuse('FEED_NOT_FOUND'));
    process.stdout.write(json === true ? `${JSON.stringify({ feed })}\n` : feedLines(feed));
  });

const pauseCommand = new Command('pause')
  .description('暂停报送;已送达的仍索取答复 · hand nothing more to a feed; what was taken is still asked after')
  .argument('<name>', '接收方 · name of the feed')
  .requiredOption('--reason <text>', '理由 · reason')
  .option(...JSON_FLAG)
  .action((name: string, { reason, ...output }: Output & { readonly reason: string }) =>
    act(
      output,
      (hub) => pauseFeed(hub, HOST_OPERATOR, { feed: name, reason }),
      ({ feed, pausedAt, pausedBy }) => `已暂停 Paused: ${feed} ${pausedAt.toISOString()} ${pausedBy}`,
    ),
  );

const resumeCommand = new Command('resume')
  .description('恢复报送 · let a paused feed go on')
  .argument('<name>', '接收方 · name of the feed')
  .option(...JSON_FLAG)
  .action((name: string, output: Output) =>
    act(
      output,
      (hub) => resumeFeed(hub, HOST_OPERATOR, { feed: name }),
      ({ feed, wasPaused }) => (wasPaused ? `已恢复 It goes on: ${feed}` : `未曾暂停 It was not paused: ${feed}`),
    ),
  );

const redriveCommand = new Command('redrive')
  .description(
    '原因排除后重新报送已放弃的 · get what was given up going again, its cause mended; with --refused what was refused',
  )
  .argument('<name>', '接收方 · name of the feed')
  .option('--refused', '被拒绝且未有新版本的证书 · refused certificates that nothing later took the place of')
  .option('--code <code>', '仅此失败或拒绝代码 · only what ended by this code')
  .option(...JSON_FLAG)
  .action(
    (name: string, { refused, code, ...output }: Output & { readonly refused?: boolean; readonly code?: string }) =>
      act(
        output,
        (hub) =>
          redriveFeed(hub, HOST_OPERATOR, {
            feed: name,
            what: refused === true ? 'REFUSED' : 'GIVEN_UP',
            code: code ?? null,
          }),
        ({ deliveries, certificates, remaining }) =>
          `重新报送 Sent again: ${certificates} 张证书 certificates, ${deliveries} 个报送任务 deliveries` +
          (remaining > 0 ? `; 余下 left for another call: ${remaining}` : ''),
      ),
  );

const reconcileCommand = new Command('reconcile')
  .description('与接收方对账并补齐 · compare with what a feed holds, and send again what it lacks')
  .argument('<name>', '接收方 · name of the feed')
  .option('--no-heal', '仅对账,不补齐 · compare only')
  .option(...JSON_FLAG)
  .action((name: string, { heal, ...output }: Output & { readonly heal: boolean }) =>
    act(
      output,
      (hub) => askReconciliation(hub, HOST_OPERATOR, { feed: name, heal }),
      ({ reconciliationId, isNew }) =>
        isNew
          ? `对账已安排 It will be compared: ${reconciliationId}`
          : `已在对账 It is being compared: ${reconciliationId}`,
    ),
  );

const listCommand = new Command('list')
  .description('全部接收方的状况 · how all feeds stand')
  .option(...JSON_FLAG)
  .action(async ({ json }: Output) => {
    const feeds = await readFeeds();
    if (feeds !== undefined) process.stdout.write(json === true ? `${JSON.stringify({ feeds })}\n` : feedsTable(feeds));
  });

export const feedsCommand = new Command('feeds')
  .description('上级接收方的状况与处置 · how the receivers above stand, and what the operator does about it')
  .addCommand(listCommand, { isDefault: true })
  .addCommand(showCommand)
  .addCommand(pauseCommand)
  .addCommand(resumeCommand)
  .addCommand(redriveCommand)
  .addCommand(reconcileCommand);
