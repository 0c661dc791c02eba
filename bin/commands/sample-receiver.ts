/**
 * certhub sample-receiver
 *
 * in    the exchange database of one feed
 * out   every certificate in it is answered until Ctrl-C
 */
import { Command, Option } from 'commander';
import { createLog } from '../../src/platform/log';
import { createShutdown } from '../../src/platform/shutdown';
import { REFUSE_EVERY_MIN, runReceiver } from '../receiver/run-receiver';
import { processConfig } from '../process-config';
import { tellReady } from '../stack/child';
import { wholeNumber } from '../whole-number';

const REFUSE_EVERY_MAX = 1_000_000;
const INTERVAL_MS_MIN = 10;
const INTERVAL_MS_MAX = 60_000;

interface Flags {
  readonly url: string;
  readonly refuseEvery: number;
  readonly intervalMs: number;
}

export const sampleReceiverCommand = new Command('sample-receiver')
  .description('扮演上级接收方:对前置库中的证书逐一回执 · play the receiver of a feed: answer every certificate')
  .addOption(
    // By the environment where it holds a password: a command line is there for every user of the machine to read.
    new Option('--url <url>', '前置库地址 · exchange database, postgres://…')
      .env('CERTHUB_RECEIVER_URL')
      .makeOptionMandatory(),
  )
  .option(
    '--refuse-every <n>',
    '每 n 个流水号拒收一个 · refuse one of n serial numbers',
    wholeNumber(REFUSE_EVERY_MIN, REFUSE_EVERY_MAX),
    1_000,
  )
  .option(
    '--interval-ms <n>',
    '查询间隔(毫秒) · pause between looks',
    wholeNumber(INTERVAL_MS_MIN, INTERVAL_MS_MAX),
    200,
  )
  .action(async ({ url, refuseEvery, intervalMs }: Flags) => {
    const log = createLog(processConfig().logLevel, 'sample-receiver');
    const shutdown = createShutdown({ log });
    const stop = new AbortController();
    const running = runReceiver({
      url,
      refuseEvery,
      intervalMs,
      log,
      signal: stop.signal,
      onReady: () => tellReady(null),
    });
    shutdown.add('receiver', async () => {
      stop.abort();
      await running;
    });
    await running;
  });
