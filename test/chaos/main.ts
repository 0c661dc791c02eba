/**
 * npm run chaos -- [--records N] [--seed N] [--json]
 *
 * in    an empty hub of real processes, receivers, and an exam system and offices that do again what was not answered
 * does  breaks each part in turn, and kills a process at each boundary between two steps of the flow
 * out   with --json one object on the last line; status 0 when nothing was lost, doubled, missing or too much
 */
import 'reflect-metadata';
import { Command } from 'commander';
import { setTimeout as sleep } from 'node:timers/promises';
import { wholeNumber } from '../../bin/whole-number';
import { drawFrom } from '../../src/domain/sample/draw';
import { FAULTS, killAt } from './faults';
import { HUB_GATES } from './gates';
import { examSystem, offices } from './people';
import { openStage, type Stage } from './stage';
import { judge, underWay } from './verdict';

const RECORDS = 100_000;
const RECORDS_MIN = 4_000;
const RECORDS_MAX = 5_000_000;
const SEED_MAX = 1_000_000;
const BATCHES = 100;
/** Of one batch. */
const RECALLED = 3;
const QUIET_LIMIT_MS = 600_000;
const LOOK_EVERY_MS = 500;
const BREATH_MS = 300;
/** Ahead of every hour that the clock showed before, so that nothing waits for one. */
const LAST_OFFSET_MS = 12 * 3_600_000;

const MOVE_TO_REDIS = 'queue-moved-to-redis';

interface Flags {
  readonly records: number;
  readonly seed: number;
  readonly json: boolean;
}

interface Step {
  readonly name: string;
  readonly isBoundary: boolean;
  act(): Promise<boolean>;
}

const program = new Command('chaos')
  .option('--records <n>', '记录数 · records', wholeNumber(RECORDS_MIN, RECORDS_MAX), RECORDS)
  .option('--seed <n>', '随机种子 · seed of the order of faults', wholeNumber(0, SEED_MAX), 1)
  .option('--json', '最后一行输出 JSON · one JSON object on the last line', false)
  .action(async ({ records, seed, json }: Flags) => {
    const say = (line: string): void => void process.stdout.write(`${line}\n`);
    const stage = await openStage(say);
    try {
      const outcome = await run(stage, { records, seed, say });
      if (json) say(JSON.stringify(outcome));
      process.exitCode = outcome.ok ? 0 : 1;
    } catch (error) {
      // Said before the stage comes down: what falls over then is no news.
      process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
      await stage.close().catch(() => undefined);
      process.exit(2);
    }
    await stage.close();
  });

interface Outcome {
  readonly records: number;
  readonly seed: number;
  readonly seconds: number;
  readonly faults: Readonly<Record<string, number>>;
  readonly boundaries: Readonly<Record<string, number>>;
  readonly feeds: Awaited<ReturnType<typeof judge>>['feeds'];
  readonly complaints: readonly string[];
  readonly ok: boolean;
}

async function run(
  stage: Stage,
  { records, seed, say }: { readonly records: number; readonly seed: number; readonly say: (line: string) => void },
): Promise<Outcome> {
  const startedAt = Date.now();
  const faults: Record<string, number> = Object.fromEntries(FAULTS.map(({ kind }) => [kind, 0]));
  const boundaries: Record<string, number> = Object.fromEntries(HUB_GATES.map(({ step }) => [step, 0]));
  const steps = stepsOf(stage, seed);
  const people = offices(stage);
  const system = examSystem(stage, Math.ceil(records / BATCHES));
  const working = people.work();
  working.catch(() => undefined);
  const approved: string[] = [];
  const sent: Promise<unknown>[] = [];
  let next = 0;
  const release = (until: number): void => {
    for (; next < Math.min(until, BATCHES); next += 1) sent.push(system.send(next).then((id) => approved.push(id)));
  };
  for (const [place, step] of steps.entries()) {
    if (step.name === MOVE_TO_REDIS) {
      await stage.moveToRedis();
      say('from here on the queue is on Redis');
      continue;
    }
    release(Math.ceil(((place + 1) * BATCHES) / steps.length));
    const recalling = step.name.startsWith('recall') ? recallOne(stage, people) : undefined;
    const [hit] = await Promise.all([step.act(), recalling]);
    if (step.isBoundary) boundaries[step.name] = (boundaries[step.name] ?? 0) + (hit ? 1 : 0);
    else faults[step.name] = (faults[step.name] ?? 0) + (hit ? 1 : 0);
    say(`${String(place + 1).padStart(3)} of ${steps.length}  ${step.name}${hit ? '' : '  (nobody came)'}`);
    await sleep(BREATH_MS);
  }
  release(BATCHES);
  await stage.setClock(LAST_OFFSET_MS);
  await Promise.all(sent);
  say('everything is sent; waiting until it is quiet');
  const isQuiet = await untilQuiet(stage, say);
  people.stop();
  await working;
  const { feeds, complaints } = await judge(stage);
  const none = Object.values(feeds).every(
    ({ lost, doubled, missing, extra }) => lost === 0 && doubled === 0 && missing === 0 && extra === 0,
  );
  const everyStep = Object.values(boundaries).every((count) => count > 0);
  return {
    records,
    seed,
    seconds: Math.round((Date.now() - startedAt) / 1_000),
    faults,
    boundaries,
    feeds,
    complaints,
    ok: none && everyStep && isQuiet && complaints.length === 0,
  };
}

/** In an order that the seed draws: first what a queue on PostgreSQL can show, then on Redis. */
function stepsOf(stage: Stage, seed: number): readonly Step[] {
  const draw = drawFrom(seed);
  const shuffled = <Item>(items: readonly Item[]): Item[] =>
    items
      .map((item) => ({ item, at: draw.fraction() }))
      .sort((one, other) => one.at - other.at)
      .map(({ item }) => item);
  const fault = (kind: string): Step => ({
    name: kind,
    isBoundary: false,
    act: async () => {
      return (await FAULTS.find((each) => each.kind === kind)?.act(stage)) !== false;
    },
  });
  const boundary = (step: string): Step => ({ name: step, isBoundary: true, act: () => killAt(stage, step) });
  const onQueue = (queue: 'postgres' | 'redis'): readonly Step[] =>
    FAULTS.filter((each) => (each.queue ?? queue) === queue).map(({ kind }) => fault(kind));
  const gates = shuffled(HUB_GATES.map(({ step }) => boundary(step)));
  const half = Math.ceil(gates.length / 2);
  return [
    ...shuffled([...onQueue('postgres'), ...gates.slice(0, half)]),
    { name: MOVE_TO_REDIS, isBoundary: false, act: async () => true },
    ...shuffled([...onQueue('redis'), ...gates.slice(half)]),
  ];
}

async function recallOne(stage: Stage, people: ReturnType<typeof offices>): Promise<void> {
  for (;;) {
    const [batch] = await stage.query<{ id: string; lines: number[] }>(
      `SELECT batch.id, (SELECT array_agg(line) FROM (
                SELECT line FROM certificate WHERE batch_id = batch.id ORDER BY line LIMIT $1) AS first) AS lines
         FROM batch WHERE state = 'APPROVED' AND NOT EXISTS (
         SELECT FROM certificate WHERE certificate.batch_id = batch.id AND certificate.state = 'REVOKED')
       ORDER BY sealed_at LIMIT 1`,
      [RECALLED],
    );
    if (batch !== undefined) return people.recall(batch.id, batch.lines);
    await sleep(LOOK_EVERY_MS);
  }
}

async function untilQuiet(stage: Stage, say: (line: string) => void): Promise<boolean> {
  let told = -1;
  for (const giveUpAt = Date.now() + QUIET_LIMIT_MS; Date.now() < giveUpAt; await sleep(LOOK_EVERY_MS)) {
    const open = await underWay(stage);
    if (open === 0) return true;
    if (Math.abs(open - told) >= BATCHES / 4 || told < 0) say(`still under way: ${(told = open)}`);
  }
  say(`not quiet after ${QUIET_LIMIT_MS / 1_000} s: ${await underWay(stage)} still under way`);
  return false;
}

program.parseAsync().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : 'Something went wrong.'}\n`);
  process.exitCode = 2;
});
