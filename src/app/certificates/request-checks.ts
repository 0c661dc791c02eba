/** What every request about certificates needs: a reason, and evidence that is there. */
import { reasonFault } from '../../domain/decision/declared-reason';
import { isUuid } from '../../domain/intake/check-header';
import type { Place } from '../../domain/intake/place';
import { territoryOf } from '../../domain/tenancy/territory';
import type { Caller } from '../caller';
import type { Stores } from '../ports';
import { type Refusal, refuse } from '../refusal';
import { EVIDENCE_MAX } from './change-limits';

export const placeOf = (field: string, message: Place['message']): Place => ({ record: null, field, message });

const EVIDENCE = {
  zh: `应为 1 至 ${EVIDENCE_MAX} 个附件编号`,
  en: `1 to ${EVIDENCE_MAX} ids of attachments`,
};

export function requestPlaces({ reason, evidence }: { reason: string; evidence: readonly string[] }): readonly Place[] {
  const fault = reasonFault(reason);
  const isList = evidence.length >= 1 && evidence.length <= EVIDENCE_MAX && evidence.every(isUuid);
  return [
    ...(fault === undefined ? [] : [placeOf('reason', fault)]),
    ...(isList ? [] : [placeOf('evidence', EVIDENCE)]),
  ];
}

/** One list of ids is one value however it was sent. */
export const plainIds = (ids: readonly string[]): readonly string[] =>
  [...new Set(ids.map((id) => id.toLowerCase()))].sort();

export async function missingEvidence(
  stores: Stores,
  caller: Caller,
  ids: readonly string[],
): Promise<Refusal | undefined> {
  const found = await stores.attachments.find(territoryOf(caller), ids);
  return found.length === ids.length ? undefined : refuse('ATTACHMENT_NOT_FOUND');
}
