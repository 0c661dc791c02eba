/** `certhub feeds`: how the receivers above stand, and what the operator does about it, on a hub of real processes. */
import { startTestHub, type TestHub } from '../kit/hub';
import { approveBatch, idOf, pushBatch, until, untilChecked } from '../kit/operations';
import { type CommandResult, runCommand } from '../kit/role-process';
import { sampleDesk } from '../kit/sample-desk';

jest.setTimeout(240_000);

const RECORDS = 40;

interface ToldFeed {
  readonly name: string;
  readonly pause: { readonly by: string; readonly reason: string } | null;
  readonly due: { readonly deliveries: number; readonly certificates: number };
  readonly unanswered: { readonly deliveries: number; readonly certificates: number };
  readonly givenUp: { readonly deliveries: number; readonly certificates: number };
}

let hub: TestHub;
let feed = '';
let batchId = '';

beforeAll(async () => {
  // Receivers take, and nobody answers.
  hub = await startTestHub({ queue: 'postgres', workers: 1, receivers: false, topology: false });
  feed = Object.keys(hub.receivers)[0] ?? '';
  const { header, records } = sampleDesk().batch({ records: RECORDS });
  batchId = idOf(await pushBatch(hub, header, records));
  await untilChecked(hub, batchId);
  await approveBatch(hub, 'city', batchId);
  await approveBatch(hub, 'province', batchId);
  await until(told, ({ unanswered }) => unanswered.certificates === RECORDS);
}, 240_000);
afterAll(() => hub.stop());

const feeds = (...args: readonly string[]): Promise<CommandResult> =>
  runCommand(['feeds', ...args], {
    DATABASE_URL: hub.databaseUrl,
    CERTHUB_DATA_DIR: hub.dataDir,
    CERTHUB_FEEDS_FILE: `${hub.dataDir}/sample-feeds.json`,
    CERTHUB_MODE: 'development',
  });

async function told(): Promise<ToldFeed> {
  const { stdout } = await feeds('show', feed, '--json');
  return (JSON.parse(stdout) as { feed: ToldFeed }).feed;
}

test('all of them, as a table and as JSON', async () => {
  const table = await feeds();
  expect(table.code).toBe(0);
  const [head = '', ...lines] = table.stdout.trimEnd().split('\n');
  expect(head).toMatch(/^接收方 feed +状态 state +待报 due/);
  expect(lines).toHaveLength(Object.keys(hub.receivers).length);
  expect(lines.find((line) => line.startsWith(feed))).toMatch(/正常 in order +0 +40 \(1\) +0/);
  const json = JSON.parse((await feeds('--json')).stdout) as { feeds: readonly ToldFeed[] };
  expect(json.feeds.map(({ name }) => name).sort()).toEqual(Object.keys(hub.receivers).sort());
  expect(json.feeds.find(({ name }) => name === feed)).toMatchObject({
    unanswered: { deliveries: 1, certificates: RECORDS },
  });
});

test('one of them, with everything that is known', async () => {
  const shown = await feeds('show', feed);
  expect(shown.code).toBe(0);
  expect(shown.stdout).toContain(`接收方 feed`);
  expect(shown.stdout).toMatch(/待答 unanswered +40 \(1\) 20/);
  expect(shown.stdout).toMatch(/断路器 breaker +CLOSED/);
});

test('paused, with who and why; GraphQL says the same; resumed', async () => {
  const paused = await feeds('pause', feed, '--reason', '对方检修');
  expect([paused.code, paused.stdout]).toEqual([0, expect.stringContaining(`已暂停 Paused: ${feed}`)]);
  expect((await told()).pause).toMatchObject({ by: 'host-operator', reason: '对方检修' });
  expect((await feeds()).stdout).toContain('暂停 paused');
  const seen = await hub.run<{ feeds: readonly { name: string; pause: object | null; lagSeconds: number }[] }>(
    'province',
    '{ feeds { name pause { by reason } lagSeconds breaker { state } alarms { kind title { zh } } } }',
  );
  expect(seen.feeds.find(({ name }) => name === feed)?.pause).toEqual({ by: 'host-operator', reason: '对方检修' });
  expect((await hub.run<{ feeds: readonly object[] }>('otherProvince', '{ feeds { name } }')).feeds).toEqual([]);
  expect((await feeds('resume', feed)).stdout).toContain('已恢复 It goes on');
  expect((await feeds('resume', feed, '--json')).stdout).toContain('"wasPaused":false');
  expect((await told()).pause).toBeNull();
});

test('what was given up goes on', async () => {
  await hub.killWorkers();
  await hub.query(`UPDATE delivery SET state = 'GIVEN_UP' WHERE feed = $1`, [feed]);
  expect((await told()).givenUp).toMatchObject({ deliveries: 1, certificates: RECORDS });
  expect((await feeds()).stdout).toContain('40 (1)');
  const redriven = await feeds('redrive', feed, '--json');
  expect(JSON.parse(redriven.stdout)).toMatchObject({ deliveries: 1, certificates: RECORDS, remaining: 0 });
  expect(await told()).toMatchObject({ givenUp: { deliveries: 0 }, due: { deliveries: 1, certificates: RECORDS } });
  const none = await feeds('redrive', feed, '--refused');
  expect([none.code, none.stdout]).toEqual([0, expect.stringContaining('0 张证书 certificates, 0 个报送任务')]);
});

test('a reconciliation is asked for, once', async () => {
  const asked = await feeds('reconcile', feed, '--no-heal', '--json');
  expect(asked.code).toBe(0);
  const again = await feeds('reconcile', feed, '--json');
  expect(JSON.parse(asked.stdout)).toMatchObject({ kind: 'asked', feed, isNew: true });
  expect(JSON.parse(again.stdout)).toMatchObject({ isNew: false });
});

test('refused: no such feed, no reason; unusable: no name', async () => {
  for (const args of [
    ['show', 'none'],
    ['pause', 'none', '--reason', '检修'],
    ['resume', 'none'],
    ['redrive', 'none'],
    ['reconcile', 'none'],
  ]) {
    const { code, stdout, stderr } = await feeds(...args);
    expect([args[0], code, stdout]).toEqual([args[0], 1, '']);
    expect(stderr).toContain('没有这样的接收方');
  }
  const blank = await feeds('pause', feed, '--reason', ' ');
  expect([blank.code, blank.stdout]).toEqual([1, '']);
  expect((await feeds('pause', feed)).code).toBe(2);
  expect((await feeds('show')).code).toBe(2);
  expect((await feeds('burn', feed)).code).toBe(2);
});
