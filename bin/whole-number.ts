import { InvalidArgumentError } from 'commander';

/** Reads an option of the command line that must be a whole number from `least` to `most`. */
export const wholeNumber =
  (least: number, most: number) =>
  (text: string): number => {
    const number = Number(text);
    if (Number.isInteger(number) && number >= least && number <= most) return number;
    throw new InvalidArgumentError(
      `应为 ${least} 至 ${most} 的整数。 A whole number from ${least} to ${most} is expected.`,
    );
  };
