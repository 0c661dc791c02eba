/**
 * certhub replay BATCH
 *
 * in    the hub's database: chunks, packs, snapshot, header and seal of the batch
 * out   whether the rules come to the verdicts that are stored; with --json one JSON object
 * exit  0 the same · 1 something differs · 2 no such batch, not checked yet, a database of an earlier release, or judged by
 *       another version of the engine, the evidence intact
 */
import { Command } from 'commander';
import { type BatchReplayed, type Pair, replayBatch } from '../../src/app/replay-batch';
import type { Difference } from '../../src/app/replay-comparison';
import { refusalText } from '../print-refusal';
import { HOST_OPERATOR, readLocalHub } from '../stack/local-hub';

const EXIT_SAME = 0;
const EXIT_DIFFERS = 1;
const EXIT_UNUSABLE = 2;
const DIFFERENCES_SHOWN_MAX = 50;

const KIND_WORDS: Readonly<Record<Difference['kind'], string>> = {
  ONLY_KEPT: '仅原结论有 only stored',
  ONLY_REPLAYED: '仅重算有 only replayed',
  SEVERITY: '严重程度不同 another severity',
  VERDICT: '结论不符 another verdict',
  RECORD: '记录缺失 record missing',
  CHUNK: '分块内容已改变 chunk is not as received',
  PACKS: '规则包内容已改变 packs are not as stored',
  SNAPSHOT: '参考快照已改变 snapshot is not as stored',
};

/** Looking must not bring a running hub to another release. */
const NOT_THIS_RELEASE =
  '数据库不是本版本的;请用平台所运行的版本复核,或先执行 certhub migrate。\n' +
  'The database is not of this release; replay with the release that the hub runs, or certhub migrate first.\n';

const differenceLine = ({ kind, line, code, path }: Difference): string =>
  [`  ${line === null ? '整批 batch' : `第 ${line} 行 line ${line}`}`, code, path === '' ? '/' : path, KIND_WORDS[kind]]
    .filter((part) => part !== null)
    .join('  ');

/** Other rules judged: that they found something else says nothing, as long as what they judged is as it was. */
const isNotCompared = ({ comparable, intact }: BatchReplayed): boolean => !comparable && intact;

const notCompared = ({ engineVersion: { kept, replayed } }: BatchReplayed): string =>
  `该批次由引擎 ${kept} 判定,本版本为引擎 ${replayed};留存证据完好,结论不作比对\n` +
  `Judged by engine ${kept}, this is engine ${replayed}; the evidence is intact, verdicts are not compared`;

const pairLine = (words: string, { kept, replayed }: Pair): string =>
  kept === replayed ? `  ${words}: ${kept}` : `  ${words}: ${kept} → ${replayed}`;

function forPeople(replayed: BatchReplayed): string {
  if (isNotCompared(replayed)) return `${notCompared(replayed)}\n`;
  const { same, records, differences, differencesTotal, ...pairs } = replayed;
  const shown = differences.slice(0, DIFFERENCES_SHOWN_MAX);
  return [
    same
      ? `一致 The same: ${records} 条记录 records`
      : `不一致 Something differs: ${differencesTotal} 处 places, ${records} 条记录 records`,
    ...shown.map(differenceLine),
    ...(differencesTotal > shown.length ? [`  … +${differencesTotal - shown.length}`] : []),
    pairLine('引擎版本 engine', pairs.engineVersion),
    pairLine('规则包 packs', pairs.packDigest),
    pairLine('参考快照 snapshot', pairs.snapshotDigest),
    pairLine('结论摘要 verdict digest', pairs.verdictDigest),
    '',
  ].join('\n');
}

function exitOf(replayed: BatchReplayed): number {
  if (isNotCompared(replayed)) return EXIT_UNUSABLE;
  return replayed.same ? EXIT_SAME : EXIT_DIFFERS;
}

function sayUnusable(text: string): void {
  process.stderr.write(text);
  process.exitCode = EXIT_UNUSABLE;
}

export const replayCommand = new Command('replay')
  .description('从留存内容重新判定一个批次并比对 · judge a batch again from what was kept, and compare')
  .argument('<batch>', '批次编号 · id of the batch')
  .option('--json', '输出 JSON · one JSON object')
  .exitOverride((error) => process.exit(error.exitCode === EXIT_SAME ? EXIT_SAME : EXIT_UNUSABLE))
  .action(async (batchId: string, { json }: { readonly json?: boolean }) => {
    const outcome = await readLocalHub((hub) => replayBatch(hub, HOST_OPERATOR, batchId));
    if (outcome === undefined) return sayUnusable(NOT_THIS_RELEASE);
    if (outcome.kind === 'refused') return sayUnusable(refusalText(outcome));
    if (outcome.kind === 'unchecked') return sayUnusable('该批次尚未核验完毕。 The batch has not been checked yet.\n');
    const { kind: _kind, ...replayed } = outcome;
    process.stdout.write(json === true ? `${JSON.stringify({ replay: replayed })}\n` : forPeople(outcome));
    process.exitCode = exitOf(outcome);
  });
