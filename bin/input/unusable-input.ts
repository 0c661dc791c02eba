import type { Bilingual } from '../../src/domain/bilingual';
import { Unreadable } from '../../src/formats/unreadable';

export type { Say } from '../../src/formats/unreadable';

/** Input that no check can be made on: said on standard error, exit status 2. Never repeats what the input holds. */
export class UnusableInput extends Error {
  constructor(readonly said: Bilingual) {
    super(`${said.zh} ${said.en}`);
    this.name = 'UnusableInput';
  }
}

export const unusable = (zh: string, en: string): UnusableInput => new UnusableInput({ zh, en });

/** A row of a table, as the table counts, of which the cells cannot be made out. */
export const unusableRow = (row: number, { zh, en }: Bilingual): UnusableInput =>
  unusable(`第 ${row} 行:${zh}。`, `Row ${row}: ${en}.`);

/** The hub does not take a batch without a record either; and nothing is not in order. */
export const noRecord = (): UnusableInput => unusable('文件中没有记录。', 'The file holds no record.');

/** What comes of a reader that the hub has too. */
export async function* usable<Item>(items: AsyncIterable<Item>): AsyncGenerator<Item> {
  try {
    yield* items;
  } catch (error) {
    throw error instanceof Unreadable ? new UnusableInput(error.said) : error;
  }
}
