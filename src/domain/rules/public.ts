/**
 * What `certhub/rules` exports: the engine of the hub, for exam systems, scripts and browsers (docs/pre-flight.md).
 * Nothing that is reachable from here needs Node; test/guard/rules-run-anywhere.test.ts holds it.
 */
import { RULES } from './index';
import type { RuleHead } from './rule';

export type { Bilingual } from '../bilingual';
export type { CertificateRecord, CodeLabel, RawRecord, RecordField } from '../certificate/record';
export { RECORD_FIELDS } from '../certificate/record';
export { headerSchema, recordSchema } from '../certificate/record-schema';
export type { AppliedFix, FixedRecord } from '../fixes/fix-record';
export { applyPatch, fixRecord } from '../fixes/fix-record';
export { isMechanical, PROTECTED_FIELDS } from '../fixes/mechanical';
export { checkHeader } from '../intake/check-header';
export type { BatchHeader, Declaration } from '../intake/header';
export type { Preflight } from '../intake/preflight';
export { checkPacks } from '../packs/check-packs';
export type { Pack } from '../packs/pack';
export { PackError, packsDigest, resolvePack } from '../packs/resolve-pack';
export type { Snapshot } from '../reference/snapshot';
export type { BatchCheck, BatchCheckInput, BatchSummary } from './check-batch';
export { checkBatch } from './check-batch';
export type { CheckInput, PreparedCheck } from './check-records';
export { prepareCheck } from './check-records';
export { recordDigest } from './declarations';
export type { Judgement } from './judge-records';
export { judgeRecords } from './judge-records';
export type { Dimension, Finding, JsonPatch, RuleHead, Scope, Severity, Verdict } from './rule';
export { ENGINE_VERSION, snapshotDigest } from './verdict-digest';

/** What every rule says of itself, by code. */
export const rules: readonly RuleHead[] = RULES.map(
  ({ code, dimension, scope, severity, title, about, mend, basis, parameters }) => ({
    code,
    dimension,
    scope,
    severity,
    title,
    about,
    mend,
    basis,
    parameters,
  }),
).sort((one, other) => (one.code < other.code ? -1 : 1));
