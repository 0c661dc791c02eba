/** Lines that the hub does not take, although the rules can look at them: told once, at the end. */
import type { Place } from '../../src/domain/intake/place';
import type { Say } from './unusable-input';

export function misshapenLines(say: Say) {
  let lines = 0;
  let first = 0;
  return {
    /** `line` as the file counts. */
    look: (problems: readonly Place[], line: number): void => {
      if (problems.length === 0) return;
      lines += 1;
      if (lines === 1) first = line;
    },
    tell: (): void => {
      if (lines === 0) return;
      say({
        zh: `提示:有 ${lines} 行的字段类型或大小不合规范(首个在第 ${first} 行),枢纽不会接收含此类行的文件。`,
        en: `Note: ${lines} lines hold values of a wrong type or size (the first is line ${first}); the hub does not take a file with such lines.`,
      });
    },
  };
}
