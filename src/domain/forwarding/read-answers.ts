/**
 * What a receiver says of certificates, before it is known whether they were sent to it: each answer once, in a shape that can be
 * kept. The first answer to a version stands.
 */
import type { DeliveryItemState } from './delivery';
import { CODE_UNREADABLE, receiverCode } from './refusal-finding';

/**
 * UNREADABLE_ANSWER: names no certificate version · UNREADABLE_CODE: a refusal whose reason is no code · UNKNOWN_CODE: a code that the
 * feed's `codes` do not name · CHANGED_MIND: contradicts the answer before · UNKNOWN_CERTIFICATE: the number was never sent to the
 * feed · UNKNOWN_VERSION: another version of the number was · OTHER_PARCEL: it was sent, in another parcel
 */
export const ANSWER_ODDITIES = [
  'UNREADABLE_ANSWER',
  'UNREADABLE_CODE',
  'UNKNOWN_CODE',
  'CHANGED_MIND',
  'UNKNOWN_CERTIFICATE',
  'UNKNOWN_VERSION',
  'OTHER_PARCEL',
] as const;
export type AnswerOddity = (typeof ANSWER_ODDITIES)[number];

export interface AnsweredVersion {
  readonly certificateNo: string;
  readonly version: number;
  readonly state: Exclude<DeliveryItemState, 'PENDING'>;
  readonly code: string | null;
  readonly answeredAt: Date;
}
export interface OddityCount {
  readonly code: string;
  readonly count: number;
}
export interface ReadAnswers {
  readonly answers: readonly AnsweredVersion[];
  readonly oddities: readonly OddityCount[];
}

const NUMBER_MAX = 64;
/** The greatest that is kept. */
const VERSION_MAX = 2_147_483_647;
const NUL = '\0';
/** Receivers' clocks may be wrong by any time; what no calendar has is the moment of reading. */
const EARLIEST = Date.UTC(1970, 0, 1);
const LATEST = Date.UTC(10_000, 0, 1);

export interface AnswerReading {
  /** Codes that the feed's description gives words for. */
  readonly isKnownCode: (code: string) => boolean;
  readonly now: Date;
}

export function readAnswers(given: readonly AnsweredVersion[], { isKnownCode, now }: AnswerReading): ReadAnswers {
  const first = new Map<string, AnsweredVersion>();
  const odd: AnswerOddity[] = [];
  for (const answer of given) {
    if (!namesAVersion(answer)) {
      odd.push('UNREADABLE_ANSWER');
      continue;
    }
    const read = kept(answer, now);
    const before = first.get(answerKey(read));
    if (before === undefined) {
      first.set(answerKey(read), read);
      odd.push(...oddCode(read.code, isKnownCode));
    } else if (before.state !== read.state || before.code !== read.code) odd.push('CHANGED_MIND');
  }
  return { answers: [...first.values()], oddities: countedOddities(odd) };
}

export const answerKey = ({ certificateNo, version }: Pick<AnsweredVersion, 'certificateNo' | 'version'>): string =>
  `${certificateNo}/${version}`;

/** Each kind once, with how often it came. */
export function countedOddities(codes: readonly string[]): readonly OddityCount[] {
  return addedOddities(codes.map((code) => ({ code, count: 1 })));
}

export function addedOddities(oddities: readonly OddityCount[]): readonly OddityCount[] {
  const counts = new Map<string, number>();
  for (const { code, count } of oddities) counts.set(code, (counts.get(code) ?? 0) + count);
  return [...counts].map(([code, count]) => ({ code, count }));
}

const namesAVersion = ({ certificateNo, version }: AnsweredVersion): boolean =>
  certificateNo !== '' &&
  certificateNo.length <= NUMBER_MAX &&
  !certificateNo.includes(NUL) &&
  Number.isInteger(version) &&
  version >= 1 &&
  version <= VERSION_MAX;

const kept = ({ certificateNo, version, state, code, answeredAt }: AnsweredVersion, now: Date): AnsweredVersion => ({
  certificateNo,
  version,
  state,
  code: state === 'REFUSED' ? receiverCode(code) : null,
  answeredAt: isKeepable(answeredAt) ? answeredAt : now,
});

const isKeepable = (moment: Date): boolean => moment.getTime() >= EARLIEST && moment.getTime() < LATEST;

function oddCode(code: string | null, isKnownCode: AnswerReading['isKnownCode']): readonly AnswerOddity[] {
  if (code === null) return [];
  if (code === CODE_UNREADABLE) return ['UNREADABLE_CODE'];
  return isKnownCode(code) ? [] : ['UNKNOWN_CODE'];
}
