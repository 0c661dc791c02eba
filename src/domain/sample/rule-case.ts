/**
 * Cases of the rules that read records: each a change of the sample batch that breaks no rule, and the codes that it
 * yields. The tests put all cases to the engine (test/domain/rules/fixtures), the documents show one of each rule.
 */
import type { RawRecord } from '../certificate/record';
import type { BatchHeader } from '../intake/header';
import type { Pack } from '../packs/pack';
import { NATION_REGION } from '../packs/pack';
import type { ParameterName } from '../packs/parameters';
import type { Snapshot, SnapshotInstitution, SnapshotPlan } from '../reference/snapshot';
import { checkBatch } from '../rules/check-batch';
import { prepareCheck } from '../rules/check-records';
import { ruleByCode } from '../rules/index';
import type { Finding, JsonPatch, Severity } from '../rules/rule';
import {
  SAMPLE_HEADER,
  SAMPLE_PLAN,
  SAMPLE_RECEIVED_AT,
  SAMPLE_RECORD,
  SAMPLE_SNAPSHOT,
  withCheckCharacter,
} from './rule-example';

type Change = Readonly<Record<string, unknown>>;

/** What a case of any rule says of itself. */
export interface CaseHead {
  readonly title: string;
  /** The case lies on the border of what the rule allows. */
  readonly boundary?: boolean;
  /** Codes in order: of all lines, then of the batch as a whole. */
  readonly expect: readonly string[];
}

export interface RecordCase extends CaseHead {
  /** Fields of the sample record; the text "<absent>" takes a field away. */
  readonly change?: Change;
  /** 17 digits for idNumber, to which the check character is added. */
  readonly idDigits?: string;
  readonly snapshot?: Partial<Snapshot>;
  readonly institution?: Partial<SnapshotInstitution>;
  /** Fields of the sample plan. */
  readonly plan?: Partial<SnapshotPlan>;
  readonly header?: Partial<BatchHeader>;
  readonly receivedAt?: string;
  /** Name of the jurisdiction whose packs judge; by default the institution's region. */
  readonly jurisdiction?: string;
  /** Values that the packs have for parameters. */
  readonly parameters?: Readonly<Partial<Record<ParameterName, unknown>>>;
  /** A second line of the batch: a further change of the changed record. */
  readonly again?: Change;
  readonly severity?: Severity;
  readonly path?: string;
  readonly expected?: readonly string[] | null;
  readonly fix?: JsonPatch | null;
}

const ABSENT = '<absent>';
const CASE_BASIS = '案例';

const patched = (record: RawRecord, change: Change): RawRecord =>
  Object.fromEntries(Object.entries({ ...record, ...change }).filter(([, value]) => value !== ABSENT));

/** The nation's pack gets the values, and no other pack speaks of them. */
export function packsWith(packs: readonly Pack[], values: Change): readonly Pack[] {
  return packs.map((pack) => {
    const kept = Object.entries(pack.parameters).filter(([name]) => !(name in values));
    const given = pack.region === NATION_REGION ? Object.entries(values) : [];
    const parameters = Object.fromEntries([
      ...kept,
      ...given.map(([name, value]) => [name, { value, basis: [CASE_BASIS] }]),
    ]);
    return { ...pack, parameters };
  });
}

/** Fields of the objects of the case stand over those of the sample. */
const worldOf = ({ snapshot, institution, plan }: RecordCase): Snapshot => ({
  ...SAMPLE_SNAPSHOT,
  plans: [{ ...SAMPLE_PLAN, ...plan }],
  ...snapshot,
  institution: { ...SAMPLE_SNAPSHOT.institution, ...institution },
});

/** What rules about records say; those about batches have cases of their own. */
const isAboutRecords = ({ code }: Finding): boolean => ['RECORD', 'GROUP'].includes(ruleByCode(code)?.form ?? '');

/** Of the rules about records: findings of all lines, then of the batch as a whole. */
export function findingsOfRecordCase(each: RecordCase, packs: readonly Pack[]): readonly Finding[] {
  const { change = {}, idDigits, receivedAt = SAMPLE_RECEIVED_AT, jurisdiction, parameters = {}, again } = each;
  const header = { ...SAMPLE_HEADER, ...each.header };
  const check = prepareCheck({
    snapshot: worldOf(each),
    packs: packsWith(packs, parameters),
    header,
    receivedAt,
    ...(jurisdiction === undefined ? {} : { jurisdiction }),
  });
  const batch = checkBatch({ check, header, snapshotDigest: '' });
  const idNumber = idDigits === undefined ? {} : { idNumber: withCheckCharacter(idDigits) };
  const record = patched({ ...SAMPLE_RECORD }, { ...change, ...idNumber });
  const ofLines = [...batch.add(record), ...(again === undefined ? [] : batch.add(patched(record, again)))];
  return [...ofLines, ...batch.finish().findings].filter(isAboutRecords);
}
