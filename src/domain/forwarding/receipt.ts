/** What a receiver says of one parcel as JSON: with the receipt, when it is asked, or by itself (docs/receiver-https.md). */
import { z } from 'zod';
import type { AnsweredVersion, OddityCount } from './read-answers';

const receipt = z.object({ parcelId: z.guid(), answers: z.array(z.unknown()) });

const answer = z.object({
  certificateNo: z.string(),
  version: z.number(),
  accepted: z.boolean(),
  code: z.string().nullish(),
  answeredAt: z.string().nullish(),
});
/** A moment without its zone would be read by that of this machine. */
const moment = z.iso.datetime({ offset: true });

export interface Receipt {
  readonly parcelId: string;
  readonly answers: readonly AnsweredVersion[];
  readonly oddities: readonly OddityCount[];
}

/** `undefined`: it is no receipt. An answer that is none counts as UNREADABLE_ANSWER, and the others count all the same. */
export function readReceipt(content: unknown, now: Date): Receipt | undefined {
  const read = receipt.safeParse(content);
  if (!read.success) return undefined;
  const { parcelId, answers: given } = read.data;
  const answers = given.flatMap((each) => answerOf(each, now));
  const unreadable = given.length - answers.length;
  return {
    parcelId: parcelId.toLowerCase(),
    answers,
    oddities: unreadable === 0 ? [] : [{ code: 'UNREADABLE_ANSWER', count: unreadable }],
  };
}

function answerOf(given: unknown, now: Date): readonly AnsweredVersion[] {
  const read = answer.safeParse(given);
  if (!read.success) return [];
  const { certificateNo, version, accepted, code, answeredAt } = read.data;
  return [
    {
      certificateNo,
      version,
      state: accepted ? 'ACCEPTED' : 'REFUSED',
      code: code ?? null,
      answeredAt: moment.safeParse(answeredAt).success ? new Date(String(answeredAt)) : now,
    },
  ];
}
