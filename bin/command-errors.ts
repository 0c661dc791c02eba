/**
 * What the command line says of arguments that it cannot use: 中文 first, and the exit status for unusable arguments. The
 * package that reads them knows English only.
 */
import type { Command } from 'commander';

const EXIT_CLEAN = 0;
export const EXIT_UNUSABLE = 2;

/** Sentences of the package, each with its own in Chinese. */
const SENTENCES: readonly (readonly [RegExp, string])[] = [
  [/^error: missing required argument '(.+)'$/, '缺少参数 $1。'],
  [/^error: unknown option '(.+)'$/, '没有选项 $1。'],
  [/^error: unknown command '(.+)'$/, '没有命令 $1。'],
  [/^error: option '(.+)' argument missing$/, '选项 $1 缺少值。'],
  [/^error: required option '(.+)' not specified$/, '缺少必填选项 $1。'],
  [/^error: too many arguments.*Expected (\d+) arguments? but got (\d+)\.$/, '参数过多:应为 $1 个,实为 $2 个。'],
  [/^error: option '(.+)' cannot be used with option '(.+)'$/, '选项 $1 不能与 $2 同用。'],
  [/^error: .*argument '.*' is invalid.*$/, '参数的值无效。'],
  [/^\(Did you mean (?:one of )?(.+)\?\)$/, '是否应为 $1?'],
];

function inChinese(sentence: string): string | undefined {
  const [pattern, chinese] = SENTENCES.find(([each]) => each.test(sentence)) ?? [];
  return pattern === undefined || chinese === undefined ? undefined : sentence.replace(pattern, chinese);
}

/** The Chinese sentences, then the English ones as they are; what is not known yet is at least said to be about arguments. */
export function argumentError(english: string): string {
  const sentences = english.trimEnd().split('\n');
  const chinese = sentences.flatMap((sentence) => inChinese(sentence) ?? []);
  return `${chinese.length === 0 ? '命令行参数有误。' : chinese.join('')}\n${sentences.join('\n')}\n`;
}

/** For a command and those under it: unknown flags and missing arguments are unusable arguments. */
export function exitsUnusable(command: Command): Command {
  command.commands.forEach(exitsUnusable);
  return command
    .configureOutput({ outputError: (text, write) => write(argumentError(text)) })
    .exitOverride((error) => process.exit(error.exitCode === EXIT_CLEAN ? EXIT_CLEAN : EXIT_UNUSABLE));
}
