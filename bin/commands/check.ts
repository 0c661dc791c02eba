/**
 * certhub check
 *
 * in    a snapshot, a header, records (NDJSON, CSV, XLSX; `-` is NDJSON on standard input)
 * out   findings and a summary; with --json one finding a line, then one line {"summary":…}
 * exit  0 nothing open · 1 findings of error or confirm that are not declared · 2 unusable input or arguments
 */
import { once } from 'node:events';
import { Command } from 'commander';
import { BATCH_RECORDS_MAX } from '../../src/app/limits';
import { isInstant } from '../../src/domain/calendar/dates';
import type { BatchHeader } from '../../src/domain/intake/header';
import { PackError } from '../../src/domain/packs/resolve-pack';
import type { Snapshot } from '../../src/domain/reference/snapshot';
import type { BatchSummary } from '../../src/domain/rules/check-batch';
import { checkBatch } from '../../src/domain/rules/check-batch';
import type { PreparedCheck } from '../../src/domain/rules/check-records';
import { prepareCheck } from '../../src/domain/rules/check-records';
import { snapshotDigest } from '../../src/domain/rules/verdict-digest';
import { loadPacks } from '../../src/platform/pack-files';
import { findingLines, summaryLines } from './print-findings';
import { readRecords } from './read-records';
import { readHeader, readSnapshot } from './read-surroundings';
import { UnusableInput } from './unusable-input';

const EXIT_CLEAN = 0;
const EXIT_OPEN = 1;
const EXIT_UNUSABLE = 2;

interface CheckFlags {
  readonly snapshot: string;
  readonly header: string;
  readonly pack?: string;
  readonly at?: string;
  readonly json?: boolean;
}

/** Waits for a slow reader; when the reader has gone there is nobody left to tell, and the check ends. */
async function write(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain');
}

function prepare(snapshot: Snapshot, header: BatchHeader, { pack, at }: CheckFlags): PreparedCheck {
  const receivedAt = at ?? new Date().toISOString();
  if (!isInstant(receivedAt)) {
    throw new UnusableInput({
      zh: '--at 应为带时区的 ISO 时刻,如 2026-06-30T09:00:00+08:00。',
      en: '--at must be an ISO instant with an offset, such as 2026-06-30T09:00:00+08:00.',
    });
  }
  try {
    return prepareCheck({
      snapshot,
      packs: loadPacks(),
      header,
      receivedAt,
      ...(pack === undefined ? {} : { jurisdiction: pack }),
    });
  } catch (error) {
    if (error instanceof PackError) throw new UnusableInput({ zh: '规则包不可用。', en: error.message });
    if (error instanceof RangeError)
      throw new UnusableInput({ zh: '--pack 不是已知的地区。', en: '--pack is no known jurisdiction.' });
    throw error;
  }
}

async function check(path: string, flags: CheckFlags): Promise<BatchSummary> {
  const [snapshot, header] = await Promise.all([readSnapshot(flags.snapshot), readHeader(flags.header)]);
  const batch = checkBatch({
    check: prepare(snapshot, header, flags),
    header,
    snapshotDigest: snapshotDigest(snapshot),
  });
  const asJson = flags.json === true;
  let records = 0;
  for await (const record of readRecords(path)) {
    records += 1;
    if (records > BATCH_RECORDS_MAX) {
      throw new UnusableInput({
        zh: `记录超过 ${BATCH_RECORDS_MAX} 条。`,
        en: `More than ${BATCH_RECORDS_MAX} records.`,
      });
    }
    const findings = batch.add(record);
    if (findings.length > 0) await write(findingLines(findings, asJson));
  }
  const summary = batch.finish();
  await write(summaryLines(summary, asJson));
  return summary;
}

const isSystemError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && 'code' in error && 'path' in error;

function sayUnusable(error: unknown): void {
  if (error instanceof UnusableInput) {
    process.stderr.write(`${error.said.zh}\n${error.said.en}\n`);
  } else if (isSystemError(error)) {
    process.stderr.write(
      `无法读取文件 ${error.path ?? ''}(${error.code ?? ''})。\nCannot read ${error.path ?? ''} (${error.code ?? ''}).\n`,
    );
  } else {
    throw error;
  }
}

export const checkCommand = new Command('check')
  .description('在本地按规则检查一批记录 · check the records of a batch by the rules, without a hub')
  .argument(
    '<records>',
    '记录文件(.ndjson .csv .xlsx),“-”为标准输入的 NDJSON · file of records, - for NDJSON on standard input',
  )
  .requiredOption('--snapshot <file>', '参考快照 · reference snapshot (JSON)')
  .requiredOption('--header <file>', '批次头 · batch header (JSON)')
  .option('--pack <name>', '规则包所属地区,默认为机构所在地区 · jurisdiction, by default the region of the institution')
  .option('--at <instant>', '接收时刻,默认为现在 · moment of receipt, by default now')
  .option('--json', '逐行输出 JSON · one JSON object a line')
  .exitOverride((error) => process.exit(error.exitCode === EXIT_CLEAN ? EXIT_CLEAN : EXIT_UNUSABLE))
  .action(async (records: string, flags: CheckFlags) => {
    // Whoever reads may stop early (head, less): that is no failure of the check.
    process.stdout.on('error', () => process.exit(EXIT_OPEN));
    try {
      const { held, returned } = await check(records, flags);
      process.exitCode = held + returned > 0 ? EXIT_OPEN : EXIT_CLEAN;
    } catch (error) {
      sayUnusable(error);
      process.exitCode = EXIT_UNUSABLE;
    }
  });
