/** What `check` and `fix` have in common as commands: exit status, what is said where, and a reader that may be slow. */
import { once } from 'node:events';
import type { Command } from 'commander';
import { BATCH_RECORDS_MAX } from '../../src/app/limits';
import type { BatchSummary } from '../../src/domain/rules/check-batch';
import { type Say, UnusableInput } from '../input/unusable-input';

export const EXIT_CLEAN = 0;
export const EXIT_OPEN = 1;
export const EXIT_UNUSABLE = 2;

/** Lines go out in pieces: a call of the system for each would take longer than the check. */
const PIECE_CHARACTERS = 64 * 1024;

export const say: Say = ({ zh, en }) => void process.stderr.write(`${zh}\n${en}\n`);

export interface Out {
  /** Waits for a slow reader. */
  write(text: string): Promise<void>;
  flush(): Promise<void>;
}

export function outTo(stream: NodeJS.WritableStream): Out {
  let piece = '';
  const flush = async (): Promise<void> => {
    const text = piece;
    piece = '';
    if (text !== '' && !stream.write(text)) await once(stream, 'drain');
  };
  return {
    write: async (text) => {
      piece += text;
      if (piece.length >= PIECE_CHARACTERS) await flush();
    },
    flush,
  };
}

export function sayTooMany(records: number): void {
  if (records <= BATCH_RECORDS_MAX) return;
  say({
    zh: `提示:文件共 ${records} 条记录,枢纽每批最多接收 ${BATCH_RECORDS_MAX} 条,请分批报送。`,
    en: `Note: the file holds ${records} records; the hub takes at most ${BATCH_RECORDS_MAX} in one batch.`,
  });
}

const isSystemError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && 'code' in error && 'syscall' in error;

function sayUnusable(error: unknown): void {
  if (error instanceof UnusableInput) return say(error.said);
  if (!isSystemError(error)) throw error;
  const { path = '', code = '' } = error;
  say({ zh: `无法读写文件 ${path}(${code})。`, en: `Cannot read or write ${path} (${code}).` });
}

const exitOf = ({ held, returned }: BatchSummary): number => (held + returned > 0 ? EXIT_OPEN : EXIT_CLEAN);

/** Runs the work of a command and turns its summary, or what it could not use, into the exit status. */
export async function runJudging(work: () => Promise<BatchSummary>): Promise<void> {
  // Whoever reads may stop early (head, less): that is no failure of the check.
  process.stdout.on('error', () => process.exit(EXIT_OPEN));
  try {
    process.exitCode = exitOf(await work());
  } catch (error) {
    sayUnusable(error);
    process.exitCode = EXIT_UNUSABLE;
  }
}

export const withGround = (command: Command): Command =>
  command
    .argument(
      '<records>',
      '记录文件(.ndjson .csv .xlsx),“-”为标准输入的 NDJSON · file of records, - for NDJSON on standard input',
    )
    .requiredOption('--snapshot <file>', '参考快照 · reference snapshot (JSON)')
    .requiredOption('--header <file>', '批次头 · batch header (JSON)')
    .option(
      '--pack <name>',
      '规则包所属地区,默认为机构所在地区 · jurisdiction, by default the region of the institution',
    )
    .option('--at <instant>', '接收时刻,默认为现在 · moment of receipt, by default now');
