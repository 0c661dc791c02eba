/**
 * What the check of a chunk may take over from the batch that this one mends. Only that a record by itself is without fault:
 * findings are never copied, so that what is found always comes from the rules of today.
 */
import { hash } from 'node:crypto';
import { cstDate } from '../../domain/calendar/cst';
import type { Reading } from '../../domain/certificate/reading';
import { isSettledBy, recheckReason, type RecheckReason } from '../../domain/review/recheck';
import type { PreparedCheck } from '../../domain/rules/check-records';
import { ENGINE_VERSION } from '../../domain/rules/verdict-digest';
import type { CheckedBatch, Stores } from '../ports';

export interface EarlierCheck {
  readonly reason: RecheckReason | null;
  /** Whether the record of these bytes is one that the earlier check found nothing wrong with. */
  isClean(reading: Reading, bytes: Buffer): boolean;
}

const nothing = (reason: RecheckReason): EarlierCheck => ({ reason, isClean: () => false });

/** `undefined` for a batch that mends none. One statement for the chunk, by the certificate numbers of its records. */
export async function earlierCheck(
  { reviewDesk }: Pick<Stores, 'reviewDesk'>,
  batch: CheckedBatch,
  check: PreparedCheck,
  numbers: () => readonly string[],
): Promise<EarlierCheck | undefined> {
  const { resubmissionOf, institutionCode, header, snapshotDigest, packSetDigest } = batch;
  if (resubmissionOf === null) return undefined;
  const earlier = await reviewDesk.judgedBy(resubmissionOf);
  const reason = recheckReason(earlier, {
    institutionCode,
    header,
    snapshotDigest,
    packSetDigest,
    packDigest: check.packDigest(),
    engineVersion: ENGINE_VERSION,
  });
  if (earlier === undefined || reason !== undefined) return nothing(reason ?? 'EARLIER_UNCHECKED');
  const clean = await reviewDesk.cleanRecords(resubmissionOf, numbers());
  const receivedOn = cstDate(earlier.sealedAt);
  return {
    reason: null,
    isClean: (reading, bytes) =>
      clean.size > 0 && isSettledBy(reading, receivedOn) && clean.has(hash('sha256', bytes, 'hex')),
  };
}
