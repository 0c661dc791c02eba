/**
 * certhub fix
 *
 * in    as check
 * out   the file with the mechanical fixes of its findings applied; what was mended, by line, rule and place (never the
 *       value); the summary of the mended file
 * exit  as check, of the mended file: 0 nothing open · 1 something open · 2 unusable input or arguments
 */
import { Command } from 'commander';
import { fixRecord } from '../../src/domain/fixes/fix-record';
import type { BatchSummary } from '../../src/domain/rules/check-batch';
import { checkBatch } from '../../src/domain/rules/check-batch';
import { type GroundFlags, readGround } from '../check/prepare';
import { fixLine, summaryLines } from '../check/print-findings';
import { outTo, runJudging, say, sayTooMany, withGround } from '../check/terminal';
import { type FixTarget, openTarget } from '../input/fix-target';
import { recordFile } from '../input/read-records';

interface FixFlags extends GroundFlags {
  readonly out?: string;
  readonly inPlace?: boolean;
  readonly json?: boolean;
}

async function mend(path: string, flags: FixFlags, target: FixTarget): Promise<BatchSummary> {
  const ground = await readGround(flags, say);
  const mended = checkBatch(ground);
  const out = outTo(process.stdout);
  const telling = { asJson: flags.json === true, kind: target.file.kind };
  let line = 0;
  for await (const item of target.file.items()) {
    line += 1;
    const { record, applied } = fixRecord(item.record, ground.check.checkRecord(item.record, line));
    const written = await target.put(item, record);
    for (const fix of applied) {
      if (!written.left.includes(fix.path.slice(1))) await out.write(fixLine(fix, telling));
    }
    mended.add(written.record);
  }
  await target.close();
  const { summary } = mended.finish();
  await out.write(summaryLines(summary, telling.asJson));
  await out.flush();
  sayTooMany(summary.records);
  say({ zh: `已写入 ${target.path}`, en: `Written to ${target.path}` });
  return summary;
}

async function fix(path: string, flags: FixFlags): Promise<BatchSummary> {
  const target = openTarget(recordFile(path, say), path, flags, say);
  try {
    return await mend(path, flags, target);
  } catch (error) {
    await target.discard();
    throw error;
  }
}

export const fixCommand = withGround(new Command('fix'))
  .description('自动修正可机械修正的问题 · mend what can be mended without deciding anything')
  .option('--out <file>', '写入的文件(.ndjson .csv),默认为“原名.fixed” · file to write, by default NAME.fixed.EXT')
  .option('--in-place', '覆盖原文件 · overwrite the file itself')
  .option('--json', '逐行输出 JSON · one JSON object a line')
  .action((records: string, flags: FixFlags) => runJudging(() => fix(records, flags)));
