/** Everything that the pages are made of. */
import type { Pack } from '../../src/domain/packs/pack';
import type { Rule } from '../../src/domain/rules/rule';
import type { Regulations } from './regulations';
import type { RuleExample } from './rule-example';

export interface DocsWorld {
  readonly rules: readonly Rule[];
  readonly packs: readonly Pack[];
  readonly regulations: Regulations;
  /** `undefined` where a rule has no failing case yet. */
  readonly exampleOf: (rule: Rule) => RuleExample | undefined;
}
