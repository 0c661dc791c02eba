/** The office of a caller that reviews: its step and its territory. */
import { cstDate } from '../../domain/calendar/cst';
import { stepOfRole } from '../../domain/decision/batch-state';
import { isUuid } from '../../domain/intake/check-header';
import { territoryOf } from '../../domain/tenancy/territory';
import type { Caller } from '../caller';
import type { Hub } from '../ports';
import { type Place, type Refusal, refuse } from '../refusal';
import { REVIEW_BATCHES_MAX } from './review-limits';
import type { Office } from './review-ports';

/** `undefined` for a caller that reviews nothing. */
export function officeOf(hub: Hub, caller: Caller): Office | undefined {
  const step = stepOfRole(caller.role);
  return step && { step, territory: territoryOf(caller), today: cstDate(hub.now()) };
}

const COUNT_FAULT: Place = {
  record: null,
  field: 'batchIds',
  message: { zh: `一次 1 至 ${REVIEW_BATCHES_MAX} 个批次`, en: `1 to ${REVIEW_BATCHES_MAX} batches at a time` },
};

/** The ids once each, in the order given; refused when there are too many of them, none, or one that is no id. */
export function batchIdsOf(given: readonly string[]): readonly string[] | Refusal {
  const ids = [...new Set(given.map((id) => id.toLowerCase()))];
  if (ids.length === 0 || ids.length > REVIEW_BATCHES_MAX) {
    return refuse('REVIEW_BATCHES_INVALID', { places: [COUNT_FAULT] });
  }
  return ids.every(isUuid) ? ids : refuse('BATCH_NOT_FOUND');
}
