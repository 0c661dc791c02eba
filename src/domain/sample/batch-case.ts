/** Cases of the rules about a batch as a whole: changes of the sample batch and of what its records amount to. */
import type { Pack } from '../packs/pack';
import type { HubFacts } from '../rules/batch-context';
import type { BatchFacts } from '../rules/batch-facts';
import { prepareCheck } from '../rules/check-records';
import { ruleByCode } from '../rules/index';
import type { Finding } from '../rules/rule';
import { packsWith, type CaseHead, type RecordCase } from './rule-case';
import { SAMPLE_HEADER, SAMPLE_PLAN, SAMPLE_RECEIVED_AT, SAMPLE_SNAPSHOT } from './rule-example';

export interface BatchCase
  extends
    CaseHead,
    Pick<
      RecordCase,
      'plan' | 'snapshot' | 'header' | 'parameters' | 'receivedAt' | 'jurisdiction' | 'severity' | 'expected'
    > {
  /** Over those of a small batch in which nothing strikes. */
  readonly facts?: Partial<BatchFacts>;
  /** What the hub adds; the rules are then asked once more with it. */
  readonly hub?: Partial<Omit<HubFacts, 'highestSerials'>> & {
    readonly highestSerials?: Readonly<Record<string, number>>;
  };
}

const SAMPLE_FACTS: BatchFacts = {
  records: 3,
  passes: 2,
  examDates: [SAMPLE_PLAN.examFrom],
  scorePatterns: [
    ['55/61/', 1],
    ['72/80/', 1],
    ['78/85.5/', 1],
  ],
  atPassMark: 0,
  serials: [],
};

const isAboutBatches = ({ code }: Finding): boolean => ruleByCode(code)?.form === 'BATCH';

/** By code: what can be said everywhere, then what the hub adds. */
export function findingsOfBatchCase(each: BatchCase, packs: readonly Pack[]): readonly Finding[] {
  const { facts, hub, plan, snapshot, parameters = {}, receivedAt = SAMPLE_RECEIVED_AT, jurisdiction } = each;
  const check = prepareCheck({
    snapshot: { ...SAMPLE_SNAPSHOT, plans: [{ ...SAMPLE_PLAN, ...plan }], ...snapshot },
    packs: packsWith(packs, parameters),
    header: { ...SAMPLE_HEADER, ...each.header },
    receivedAt,
    ...(jurisdiction === undefined ? {} : { jurisdiction }),
  });
  const all = { ...SAMPLE_FACTS, ...facts };
  const found = check.checkFacts(all);
  if (hub === undefined) return found.filter(isAboutBatches);
  const known: HubFacts = {
    signature: hub.signature,
    returnedOn: hub.returnedOn,
    firstReceivedOn: hub.firstReceivedOn,
    highestSerials: new Map(Object.entries(hub.highestSerials ?? {})),
  };
  return [...found, ...check.checkFacts(all, known)].filter(isAboutBatches);
}
