/** Cases of the rules of hub scope: what a record claims, and what the hub knows. */
import type { Pack } from '../packs/pack';
import { readRecord } from '../certificate/reading';
import { prepareCheck } from '../rules/check-records';
import { claimOf } from '../rules/claim-of';
import { NOTHING_KNOWN, type Holding, type HubClaim, type HubKnown } from '../rules/hub-known';
import type { Finding } from '../rules/rule';
import { packsWith, type CaseHead, type RecordCase } from './rule-case';
import { SAMPLE_HEADER, SAMPLE_RECEIVED_AT, SAMPLE_RECORD, SAMPLE_SNAPSHOT } from './rule-example';

export interface HubCase extends CaseHead, Pick<RecordCase, 'parameters' | 'severity' | 'path' | 'expected'> {
  /** Fields over those of the sample record; `null` for one that could not be read. */
  readonly claim?: { readonly [Field in Exclude<keyof HubClaim, 'line'>]?: string | null };
  readonly known?: Partial<Omit<HubKnown, 'holdings'>> & {
    /** Each over a certificate of the sample's occupation. */
    readonly holdings?: readonly Partial<Holding>[];
  };
}

const SAMPLE_HOLDING: Holding = {
  certificateNo: 'S000051000123214000001',
  occupationCode: SAMPLE_RECORD.occupationCode,
  workType: SAMPLE_RECORD.workType,
  level: 'LEVEL_4',
  examDate: '2021-05-10',
  issuedOn: '2021-06-01',
};

export function findingsOfHubCase(
  { claim = {}, known = {}, parameters = {} }: HubCase,
  packs: readonly Pack[],
): readonly Finding[] {
  const check = prepareCheck({
    snapshot: SAMPLE_SNAPSHOT,
    packs: packsWith(packs, parameters),
    header: SAMPLE_HEADER,
    receivedAt: SAMPLE_RECEIVED_AT,
  });
  const holdings = (known.holdings ?? []).map((holding) => ({ ...SAMPLE_HOLDING, ...holding }));
  const claimed = claimOf(readRecord({ ...SAMPLE_RECORD, ...claim }), 1);
  return check.checkKnown(claimed, { ...NOTHING_KNOWN, ...known, holdings });
}
