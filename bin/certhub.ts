#!/usr/bin/env node
/**
 * The command line: one file a command in `commands/`, one line here. Only the file of the command that was asked for is
 * loaded: a check of a file needs neither database nor API, which take a hundred megabytes.
 */
import 'reflect-metadata';
import { Command } from 'commander';
import { EXIT_UNUSABLE, exitsUnusable } from './command-errors';

/** Of a CommonJS file an `import()` is Node's own, and Node asks for the extension. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  start: async () => (await import('./commands/start.js')).startCommand,
  stop: async () => (await import('./commands/stop.js')).stopCommand,
  demo: async () => (await import('./commands/demo.js')).demoCommand,
  check: async () => (await import('./commands/check.js')).checkCommand,
  fix: async () => (await import('./commands/fix.js')).fixCommand,
  replay: async () => (await import('./commands/replay.js')).replayCommand,
  pack: async () => (await import('./commands/pack.js')).packCommand,
  sample: async () => (await import('./commands/sample.js')).sampleCommand,
  registry: async () => (await import('./commands/registry.js')).registryCommand,
  catalogue: async () => (await import('./commands/catalogue.js')).catalogueCommand,
  feeds: async () => (await import('./commands/feeds.js')).feedsCommand,
  client: async () => (await import('./commands/client.js')).clientCommand,
  migrate: async () => (await import('./commands/migrate.js')).migrateCommand,
  api: async () => (await import('./commands/api.js')).apiCommand,
  worker: async () => (await import('./commands/worker.js')).workerCommand,
  'sample-receiver': async () => (await import('./commands/sample-receiver.js')).sampleReceiverCommand,
};

async function run(argv: readonly string[]): Promise<void> {
  const program = new Command('certhub').description(
    '职业技能等级证书交换枢纽 · exchange hub for vocational skill level certificates',
  );
  const [, , asked = ''] = argv;
  const load = Object.hasOwn(COMMANDS, asked) ? COMMANDS[asked] : undefined;
  for (const each of load === undefined ? Object.values(COMMANDS) : [load]) program.addCommand(await each());
  await exitsUnusable(program).parseAsync(argv);
}

run(process.argv).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : '出现意外错误。 Something went wrong.'}\n`);
  process.exit(EXIT_UNUSABLE);
});
