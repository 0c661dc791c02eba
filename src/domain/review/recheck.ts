/**
 * recheck  the check of a batch that mends another one: a record that is byte for byte one that the earlier check found
 *          nothing wrong with is not judged again by itself, as long as nothing else that judges it has changed. Rules across
 *          records, about the batch and across the hub judge all of it as always
 */
import type { Reading } from '../certificate/reading';
import type { BatchHeader } from '../intake/header';

/** Why nothing is reused, in the order in which it is asked. */
export const RECHECK_REASONS = [
  'EARLIER_UNCHECKED',
  'OTHER_PLAN',
  'NOTICE_CHANGED',
  'REGISTRY_CHANGED',
  'PACKS_CHANGED',
  'ENGINE_CHANGED',
] as const;
export type RecheckReason = (typeof RECHECK_REASONS)[number];

/** What single records were judged by. Digests in hex. */
export interface JudgedBy {
  readonly institutionCode: string;
  readonly header: Pick<BatchHeader, 'planNo' | 'noticeFrom' | 'noticeTo'>;
  readonly snapshotDigest: string;
  /** All packs that stood ready, and those of them that could judge a record on its day of receipt. */
  readonly packSetDigest: string;
  readonly packDigest: string;
  readonly engineVersion: string;
}

/** `earlier` is `undefined` while it is being checked itself. */
export function recheckReason(earlier: JudgedBy | undefined, now: JudgedBy): RecheckReason | undefined {
  if (earlier === undefined) return 'EARLIER_UNCHECKED';
  const { header } = earlier;
  if (earlier.institutionCode !== now.institutionCode || header.planNo !== now.header.planNo) return 'OTHER_PLAN';
  if (header.noticeFrom !== now.header.noticeFrom || header.noticeTo !== now.header.noticeTo) return 'NOTICE_CHANGED';
  if (earlier.snapshotDigest !== now.snapshotDigest) return 'REGISTRY_CHANGED';
  if (earlier.packSetDigest !== now.packSetDigest || earlier.packDigest !== now.packDigest) return 'PACKS_CHANGED';
  return earlier.engineVersion === now.engineVersion ? undefined : 'ENGINE_CHANGED';
}

/**
 * The day of receipt decides about dates that lie ahead of it, and about a record without a readable day of its exam: such a
 * record is judged again, though a pack may mind neither.
 */
export const isSettledBy = (
  { examDate, birthDate, issuedOn }: Pick<Reading, 'examDate' | 'birthDate' | 'issuedOn'>,
  receivedOn: string,
): boolean =>
  examDate !== undefined && [examDate, birthDate, issuedOn].every((date) => date === undefined || date <= receivedOn);
