/** What comes back from a receiver over HTTPS, looked at before anything is made of it (docs/receiver-https.md). */
import { z } from 'zod';
import type { HeldAsked, HeldQuestion, ReportAnswer, Unreachable } from '../app/connector';
import { charactersOf } from '../domain/forwarding/held';
import { receiverCode } from '../domain/forwarding/refusal-finding';
import type { LineReply } from './https-line';

export type Content = { readonly kind: 'content'; readonly content: unknown } | Unreachable;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Something answers there, but not a receiver: nobody knows what it did, and the operator is told. */
const odd = (code: string): Unreachable => ({ kind: 'unreachable', reason: code, oddities: [{ code, count: 1 }] });

/** A page of a proxy comes with status 200 as well. */
export function contentOf({ body }: LineReply): Content {
  if (body === undefined) return odd('TOO_LONG');
  try {
    return { kind: 'content', content: JSON.parse(utf8.decode(body)) };
  } catch {
    return odd('NOT_JSON');
  }
}

export const MISSHAPEN = odd('MISSHAPEN');

const conflict = z.object({ code: z.enum(['PARCEL_DIFFERS', 'CERTIFICATE_TAKEN', 'REPORT_DIFFERS']) });

/** Why a receiver that has the id already, or one of the certificates, does not take what is sent. */
export function conflictIn(content: unknown): { readonly kind: 'refused'; readonly reason: string } | Unreachable {
  const read = conflict.safeParse(content);
  return read.success ? { kind: 'refused', reason: read.data.code } : MISSHAPEN;
}

const COUNT_MAX = 2_147_483_647;
/** JSON numbers of more than 53 bits would lose some on the way. */
const decimal = z
  .string()
  .regex(/^\d{1,30}$/)
  .transform(BigInt);
const ranges = z.object({
  ranges: z.array(z.object({ prefix: z.string(), versions: z.int().min(0).max(COUNT_MAX), sum: decimal })),
});
const items = z.object({
  items: z.array(z.object({ certificateNo: z.string(), version: z.int().min(1).max(COUNT_MAX), digest: decimal })),
});

/** Only what was asked for: a range of another length, or beside the prefix, would be a difference where there is none. */
export function heldIn(content: unknown, { prefix, length }: HeldQuestion): HeldAsked {
  if (length === null) {
    const read = items.safeParse(content);
    if (!read.success || read.data.items.some(({ certificateNo }) => !certificateNo.startsWith(prefix)))
      return MISSHAPEN;
    return { kind: 'items', items: read.data.items, rowsRead: read.data.items.length };
  }
  const read = ranges.safeParse(content);
  const fits = (range: string): boolean => range.startsWith(prefix) && charactersOf(range) <= length;
  if (!read.success || read.data.ranges.some((range) => !fits(range.prefix))) return MISSHAPEN;
  const rowsRead = read.data.ranges.reduce((total, { versions }) => total + versions, 0);
  return { kind: 'ranges', ranges: read.data.ranges, rowsRead };
}

const reportAnswer = z.object({ accepted: z.boolean(), code: z.string().nullish() });

export function reportAnswerIn(content: unknown): ReportAnswer {
  const read = reportAnswer.safeParse(content);
  if (!read.success) return MISSHAPEN;
  const { accepted, code } = read.data;
  return accepted ? { kind: 'accepted' } : { kind: 'refused', reason: receiverCode(code ?? null) };
}
