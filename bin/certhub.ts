#!/usr/bin/env node
/** The command line: one file a command in `commands/`, one line here. */
import 'reflect-metadata';
import { Command } from 'commander';
import { apiCommand } from './commands/api';
import { checkCommand } from './commands/check';
import { clientCommand } from './commands/client';
import { demoCommand } from './commands/demo';
import { migrateCommand } from './commands/migrate';
import { registryCommand } from './commands/registry';
import { sampleCommand } from './commands/sample';
import { sampleReceiverCommand } from './commands/sample-receiver';
import { startCommand } from './commands/start';
import { stopCommand } from './commands/stop';
import { workerCommand } from './commands/worker';

const program = new Command('certhub')
  .description('职业技能等级证书交换枢纽 · exchange hub for vocational skill level certificates')
  .addCommand(startCommand)
  .addCommand(stopCommand)
  .addCommand(demoCommand)
  .addCommand(checkCommand)
  .addCommand(sampleCommand)
  .addCommand(registryCommand)
  .addCommand(clientCommand)
  .addCommand(migrateCommand)
  .addCommand(apiCommand)
  .addCommand(workerCommand)
  .addCommand(sampleReceiverCommand);

program.parseAsync().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : 'Something went wrong.'}\n`);
  process.exit(2);
});
