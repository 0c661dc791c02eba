/**
 * npm run bench -- NAME [--records N] [--rounds N] [--workers N] [--queue postgres|redis] [--json]
 *
 * out   a table for people; with --json one object on the last line. Status 0 when the bench ran to its end, whether
 *       its target was met or not: a slow minute of a shared machine is no defect.
 */
import 'reflect-metadata';
import { Argument, Command, Option } from 'commander';
import { type Bench, type BenchOptions, isMet, reaches, targetText } from './bench';
import { fairness } from './fairness';
import { growth } from './growth';
import { forward } from './forward';
import { graphql } from './graphql';
import { intake } from './intake';
import { machineWith } from './machine';
import { naive } from './naive';
import { partition } from './partition';
import { pipeline } from './pipeline';
import { registry } from './registry';
import { rules } from './rules';
import { scaling } from './scaling';
import { wholeNumber } from '../bin/whole-number';

/** The catalogue of benches: one more is one file and one line here. */
const BENCHES: Readonly<Record<string, Bench>> = {
  pipeline,
  rules,
  intake,
  registry,
  fairness,
  graphql,
  naive,
  growth,
  partition,
  scaling,
  forward,
};

/** Certificates of the growth bench; of the others each says itself when a batch would be too large. */
const RECORDS_MAX = 20_000_000;
const ROUNDS_MAX = 5;
const WORKERS_MAX = 64;
const ROUNDS = 3;
const WORKERS = 2;
const FIGURE_COLUMN = 24;

interface BenchFlags {
  readonly records?: number;
  readonly rounds: number;
  readonly workers: number;
  readonly queue: BenchOptions['queue'];
  readonly json: boolean;
}

const program = new Command('bench')
  .description(
    Object.entries(BENCHES)
      .map(([name, { summary }]) => `${name}: ${summary}`)
      .join('\n'),
  )
  .addArgument(new Argument('<name>', '测试项 · which bench').choices(Object.keys(BENCHES)))
  .option('--records <n>', '每轮记录数 · records of one round', wholeNumber(1, RECORDS_MAX))
  .option('--rounds <n>', '轮数,取中位数 · rounds; medians are told', wholeNumber(1, ROUNDS_MAX), ROUNDS)
  .option('--workers <n>', '后台进程数 · worker processes', wholeNumber(1, WORKERS_MAX), WORKERS)
  .addOption(new Option('--queue <backend>', '队列 · queue').choices(['postgres', 'redis']).default('postgres'))
  .option('--json', '最后一行输出 JSON · one JSON object on the last line', false)
  .action(async (name: string, flags: BenchFlags) => {
    const bench = BENCHES[name];
    if (!bench) throw new Error(`No such bench: ${name}.`);
    const say = (line: string): void => void process.stdout.write(`${line}\n`);
    const records = flags.records ?? bench.records;
    const { figures, postgres, lines } = await bench.run({ ...flags, records, say });
    const met = isMet(bench.targets, figures);
    const machine = machineWith(postgres);
    for (const [figure, value] of Object.entries(figures)) {
      const target = bench.targets[figure];
      say(
        `${figure.padEnd(FIGURE_COLUMN)}${value}${target === undefined ? '' : `  (target ${targetText(target)}, ${reaches(value, target) ? 'met' : 'NOT met'})`}`,
      );
    }
    say(
      `${'machine'.padEnd(FIGURE_COLUMN)}${Object.values(machine)
        .filter((part) => part !== null)
        .join(', ')}`,
    );
    if (flags.json) say(JSON.stringify({ name, figures, targets: bench.targets, met, machine, lines }));
  });

program.parseAsync().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : 'Something went wrong.'}\n`);
  process.exitCode = 2;
});
