/**
 * certhub pack check · certhub pack show
 *
 * in    check: pack files (JSON), looked at together with the packs of the release; show: a jurisdiction and a day
 * out   check: name and digest of each file, or every problem; show: what holds, with the pack and the clause behind it
 * exit  0 in order · 2 problems or unusable arguments
 */
import { Command } from 'commander';
import { cstDate } from '../../src/domain/calendar/cst';
import { isDate } from '../../src/domain/calendar/dates';
import { packsOf, problemsTogether } from '../../src/domain/packs/check-packs';
import { packName } from '../../src/domain/packs/pack';
import { PARAMETER_NAMES, PARAMETERS } from '../../src/domain/packs/parameter-shapes';
import type { Origin, ResolvedPack } from '../../src/domain/packs/resolve-pack';
import { knownJurisdictions, PackError, regionOfJurisdiction, resolvePack } from '../../src/domain/packs/resolve-pack';
import { withDerivedEnds } from '../../src/domain/publishing/active-set';
import { canonicalDigest } from '../../src/domain/reference/canonical-digest';
import { ruleByCode, RULES } from '../../src/domain/rules/index';
import { loadPacks, readPackFile } from '../../src/platform/pack-files';
import { EXIT_UNUSABLE } from '../check/terminal';
import { unusable, UnusableInput } from '../input/unusable-input';

/** Runs the work of a command; what it could not use goes to standard error and into the exit status. */
function run(work: () => string): void {
  try {
    process.stdout.write(work());
  } catch (error) {
    if (!(error instanceof PackError) && !(error instanceof UnusableInput)) throw error;
    const problems = error instanceof PackError ? error.problems : [error.said];
    process.stderr.write(problems.map(({ zh, en }) => `${zh}\n${en}\n`).join(''));
    process.exitCode = EXIT_UNUSABLE;
  }
}

interface CheckFlags {
  readonly publish?: boolean;
}

/** A file that bears the name of a pack of the release stands in its place. */
function checkFiles(paths: readonly string[], { publish }: CheckFlags): string {
  const files = paths.map((path) => readPackFile(path));
  const given = packsOf(files);
  const names = given.map(packName);
  const set = [...loadPacks().filter((pack) => !names.includes(packName(pack))), ...given];
  const problems = problemsTogether(publish === true ? withDerivedEnds(set) : set, RULES);
  if (problems.length > 0) throw new PackError(problems);
  return given.map((pack) => `${packName(pack)} ${canonicalDigest(pack)}\n`).join('');
}

interface ShowFlags {
  readonly on?: string;
  readonly json?: boolean;
}

interface Shown {
  readonly name: string;
  readonly label: string;
  readonly value: unknown;
  readonly from: Origin | undefined;
}

function shownOf({ parameters, rules, origins }: ResolvedPack): readonly Shown[] {
  return [
    ...PARAMETER_NAMES.map((name) => {
      const { zh, en } = PARAMETERS[name].label;
      return { name, label: `${zh} ${en}`, value: parameters[name], from: origins[name] };
    }),
    ...Object.entries(rules).map(([code, { enabled, severity }]) => {
      const { zh = '', en = '' } = ruleByCode(code)?.title ?? {};
      return { name: code, label: `${zh} ${en}`, value: { enabled, severity }, from: origins[code] };
    }),
  ];
}

const lineOf = ({ name, label, value, from }: Shown): string =>
  [
    `${name} ${label}: ${JSON.stringify(value)}`,
    `  ${from?.pack ?? ''} · ${from?.basis.join('; ') ?? ''}`,
    ...(from?.note === undefined ? [] : [`  ${from.note.zh}`, `  ${from.note.en}`]),
  ].join('\n');

function textOf({ names, digest, grants }: ResolvedPack, shown: readonly Shown[]): string {
  const granted = grants.map(
    ({ of, pack, basis, reason }) => `  ${of} · ${pack} · ${basis.join('; ')}\n  ${reason.zh}\n  ${reason.en}`,
  );
  return [
    `规则包 Packs: ${names.join(' + ')}`,
    `摘要 Digest: ${digest}`,
    ...(granted.length === 0 ? [] : ['许可放宽 Granted:', ...granted]),
    '',
    ...shown.map(lineOf),
    '',
  ].join('\n');
}

function show(jurisdiction: string, { on, json }: ShowFlags): string {
  const packs = loadPacks();
  const region = regionOfJurisdiction(packs, jurisdiction);
  if (region === undefined) {
    const known = knownJurisdictions(packs).join(', ');
    throw unusable(
      `没有这个地区的规则包。可用:${known},或六位区划代码。`,
      `No such jurisdiction. Known are: ${known}, or a region code of six digits.`,
    );
  }
  const day = on ?? cstDate(new Date());
  if (!isDate(day)) throw unusable('--on 应为日期 YYYY-MM-DD。', '--on must be a date YYYY-MM-DD.');
  const resolved = resolvePack(packs, region, day);
  const shown = shownOf(resolved);
  if (json !== true) return textOf(resolved, shown);
  const { names, digest, grants } = resolved;
  const values = shown.map(({ name, value, from }) => ({ name, value, ...from }));
  return `${JSON.stringify({ region, on: day, packs: names, digest, grants, values })}\n`;
}

const checkFilesCommand = new Command('check')
  .description('与本版本的规则包一并检查 · check pack files together with the packs of the release')
  .argument('<files...>', '规则包文件(JSON) · pack files')
  .option(
    '--publish',
    '按发布后的情形:前一版在后一版开始前一天结束 · as the hub would publish them: an earlier pack ends where its successor begins',
  )
  .action((files: string[], flags: CheckFlags) => run(() => checkFiles(files, flags)));

const showCommand = new Command('show')
  .description('某地某日适用的参数及其依据 · what holds in a jurisdiction on an exam date, and by which clause')
  .argument('<jurisdiction>', '地区名称或六位区划代码 · name, name@version or region code')
  .option('--on <date>', '考试日期,默认为今天 · exam date, by default today')
  .option('--json', '输出 JSON · one JSON object')
  .action((jurisdiction: string, flags: ShowFlags) => run(() => show(jurisdiction, flags)));

export const packCommand = new Command('pack')
  .description('规则包 · rule packs (docs/packs.md)')
  .addCommand(checkFilesCommand)
  .addCommand(showCommand);
