/**
 * From the seal of an upload to all verdicts stored, beside the COPY of the very rows that the hub stored.
 *
 * in    records uploaded before the clock starts; worker processes waiting
 * A     seal → the batch has left CHECKING: every chunk read, checked and stored, batch- and hub-wide rules, decision
 * B     the rows of A, encoded before the clock starts, by one binary COPY a table into tables with the same columns,
 *       keys and indexes, on one connection, in one transaction
 */
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type Bench,
  type BenchOptions,
  type Measured,
  MS_PER_SECOND,
  median,
  perSecond,
  roundRatio,
  timed,
} from './bench';
import { type BenchHub, openBenchHub } from './bench-hub';
import { copyRows, encodedRows, makeCopyTables } from './copy-beside';
import { loadOf } from './load';
import { seal, upload, type Uploaded } from './uploaded';

const POLL_MS = 10;
/** Not counted: both sides begin with empty tables, and the workers with cold code. A hub at work has neither. */
const WARM_UP_ROUNDS = 1;
const CHECK_LIMIT_MS = 600_000;

export const pipeline: Bench = {
  summary: 'sealed upload to all verdicts stored, beside COPY of the same rows',
  records: 200_000,
  targets: { ratio: 0.6 },
  run: async (options) => {
    const bench = await openBenchHub(options);
    try {
      for (let worker = 0; worker < options.workers; worker += 1) await bench.start(['worker']);
      return await measure(bench, options);
    } finally {
      await bench.close();
    }
  },
};

async function measure(bench: BenchHub, { records, rounds, workers, queue, say }: BenchOptions): Promise<Measured> {
  await makeCopyTables(bench.database);
  const hubMs: number[] = [];
  const copyMs: number[] = [];
  let findings = 0;
  for (let round = 0; round < WARM_UP_ROUNDS + rounds; round += 1) {
    const upload = await uploaded(bench, records, round);
    await bench.database.query('CHECKPOINT');
    const checked = await timed(() => sealAndWait(bench, upload));
    const rows = await encodedRows(bench.database, upload.id);
    findings = rows.findings;
    await bench.database.query('CHECKPOINT');
    const copied = await timed(() => copyRows(bench.database, rows));
    const counted = round >= WARM_UP_ROUNDS;
    if (counted) {
      hubMs.push(checked);
      copyMs.push(copied);
    }
    say(
      `${counted ? `round ${round + 1 - WARM_UP_ROUNDS}` : 'warm-up'}: hub ${whole(perSecond(records, checked))} records/s, COPY ${whole(perSecond(records, copied))} records/s, ratio ${roundRatio(copied / checked)}`,
    );
  }
  const recordsPerSecond = perSecond(records, median(hubMs));
  const copyRecordsPerSecond = perSecond(records, median(copyMs));
  return {
    postgres: bench.postgres,
    figures: {
      recordsPerSecond: whole(recordsPerSecond),
      copyRecordsPerSecond: whole(copyRecordsPerSecond),
      // Of each round by itself: what slows the machine for a moment slows both sides of the round.
      ratio: roundRatio(median(hubMs.map((ms, round) => (copyMs[round] ?? 0) / ms))),
      seconds: roundRatio(median(hubMs) / MS_PER_SECOND),
      records,
      findings,
      rounds,
      workers,
      queue,
    },
  };
}

const whole = Math.round;

export async function uploaded(bench: BenchHub, records: number, round: number): Promise<Uploaded> {
  const { header, body } = loadOf(bench, records, round);
  return upload(bench.hub, bench.caller, { header, body, records });
}

export async function sealAndWait({ hub, caller, database }: BenchHub, sent: Uploaded): Promise<void> {
  await seal(hub, caller, sent);
  const giveUpAt = Date.now() + CHECK_LIMIT_MS;
  while (Date.now() < giveUpAt) {
    const { rows } = await database.query<{ state: string }>('SELECT state FROM batch WHERE id = $1', [sent.id]);
    if (rows[0]?.state !== 'CHECKING') return;
    await sleep(POLL_MS);
  }
  throw new Error(`The batch was not checked within ${CHECK_LIMIT_MS} ms.`);
}
