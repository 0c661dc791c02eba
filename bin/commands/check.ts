/**
 * certhub check
 *
 * in    a snapshot, a header, records (NDJSON, CSV, XLSX; `-` is NDJSON on standard input)
 * out   findings and a summary; with --json one finding a line, then one line {"summary":…}; remarks on standard error
 * exit  0 nothing open · 1 findings of error or confirm that are not declared · 2 unusable input or arguments
 */
import { writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import type { BatchSummary } from '../../src/domain/rules/check-batch';
import { checkBatch } from '../../src/domain/rules/check-batch';
import { contentDigester, preflightOf } from '../check/preflight';
import { type GroundFlags, readGround } from '../check/prepare';
import { findingLines, summaryLines } from '../check/print-findings';
import { outTo, runJudging, say, sayTooMany, withGround } from '../check/terminal';
import { recordFile } from '../input/read-records';

interface CheckFlags extends GroundFlags {
  readonly json?: boolean;
  readonly manifest?: string;
}

async function check(path: string, flags: CheckFlags): Promise<BatchSummary> {
  const ground = await readGround(flags, say);
  const file = recordFile(path, say);
  const batch = checkBatch(ground);
  const content = flags.manifest === undefined ? undefined : contentDigester(file, path);
  const out = outTo(process.stdout);
  const telling = { asJson: flags.json === true, kind: file.kind };
  for await (const item of file.items()) {
    content?.add(item);
    const findings = batch.add(item.record);
    if (findings.length > 0) await out.write(findingLines(findings, telling));
  }
  const { findings, summary } = batch.finish();
  await out.write(findingLines(findings, telling) + summaryLines(summary, telling.asJson));
  await out.flush();
  sayTooMany(summary.records);
  if (flags.manifest !== undefined && content !== undefined) {
    await writeFile(
      flags.manifest,
      `${JSON.stringify(preflightOf(ground, summary, await content.finish()), null, 2)}\n`,
    );
  }
  return summary;
}

export const checkCommand = withGround(new Command('check'))
  .description('在本地按规则检查一批记录 · check the records of a batch by the rules, without a hub')
  .option('--json', '逐行输出 JSON · one JSON object a line')
  .option('--manifest <file>', '写出可随报送提交的预检清单 · write a pre-flight manifest that may accompany the upload')
  .action((records: string, flags: CheckFlags) => runJudging(() => check(records, flags)));
