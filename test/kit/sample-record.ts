/**
 * The sample batch (src/domain/sample/rule-example.ts, which the documents use too) made ready for a test: a record, a
 * snapshot and a header that break no rule.
 */
import { join } from 'node:path';
import type { Pack } from '../../src/domain/packs/pack';
import { prepareCheck } from '../../src/domain/rules/check-records';
import type { CheckInput, PreparedCheck } from '../../src/domain/rules/check-records';
import { SAMPLE_HEADER, SAMPLE_RECEIVED_AT, SAMPLE_SNAPSHOT } from '../../src/domain/sample/rule-example';
import { loadPacks } from '../../src/platform/pack-files';

export {
  SAMPLE_HEADER,
  SAMPLE_PLAN,
  SAMPLE_RECEIVED_AT,
  SAMPLE_RECORD,
  SAMPLE_SITE,
  SAMPLE_SNAPSHOT,
  withCheckCharacter,
} from '../../src/domain/sample/rule-example';

export const samplePacks = (): readonly Pack[] => loadPacks(join(__dirname, '../../packs'));

/** The sample batch made ready; `change` replaces what a test needs otherwise. */
export const sampleCheck = (change: Partial<CheckInput> = {}): PreparedCheck =>
  prepareCheck({
    snapshot: SAMPLE_SNAPSHOT,
    packs: samplePacks(),
    header: SAMPLE_HEADER,
    receivedAt: SAMPLE_RECEIVED_AT,
    ...change,
  });
