import { argumentError } from '../../../bin/command-errors';

test.each([
  ["error: missing required argument 'batch'", '缺少参数 batch。'],
  ["error: unknown option '--nonsense'\n(Did you mean --json?)", '没有选项 --nonsense。是否应为 --json?'],
  ["error: unknown command 'chek'\n(Did you mean check?)", '没有命令 chek。是否应为 check?'],
  ["error: required option '--header <file>' not specified", '缺少必填选项 --header <file>。'],
  ["error: option '--on <date>' argument missing", '选项 --on <date> 缺少值。'],
  ["error: too many arguments for 'replay'. Expected 1 argument but got 2.", '参数过多:应为 1 个,实为 2 个。'],
  ['error: something that is new', '命令行参数有误。'],
])('%s is said in Chinese first', (english, chinese) =>
  expect(argumentError(`${english}\n`)).toBe(`${chinese}\n${english}\n`),
);
