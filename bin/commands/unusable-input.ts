import type { Bilingual } from '../../src/domain/bilingual';

/** Input that no check can be made on: said on standard error, exit status 2. Never repeats what the input holds. */
export class UnusableInput extends Error {
  constructor(readonly said: Bilingual) {
    super(`${said.zh} ${said.en}`);
    this.name = 'UnusableInput';
  }
}
