/** What the deadlines of the first upload (TIM-003, TIM-004) share: by which day each of the two answers judges. */
import type { BatchHeader } from '../intake/header';
import type { BatchRuleContext } from './batch-context';

/** Without the hub nobody can tell when the batch came that a resubmission mends. */
export const isResubmission = ({ resubmissionOf }: BatchHeader): boolean => Boolean(resubmissionOf);

/**
 * Day on which the content was first sent; `undefined` where it is for the other of the two answers to judge. A batch that
 * names another without mending it is judged by its own day, or naming any batch would do away with the deadline.
 */
export function firstReceivedOn({
  batch: { header, receivedOn },
  hub,
}: Pick<BatchRuleContext, 'batch' | 'hub'>): string | undefined {
  if (hub === undefined) return isResubmission(header) ? undefined : receivedOn;
  return isResubmission(header) ? (hub.firstReceivedOn ?? receivedOn) : undefined;
}
