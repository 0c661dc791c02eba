/** What comes back from another hub, looked at before anything is made of it (docs/hub-to-hub.md). */
import { z } from 'zod';
import type { Answer, Unreachable } from '../app/connector';
import { unreachableWith } from './https-failure';
import type { LineReply } from './https-line';
import { contentOf, MISSHAPEN } from './https-shapes';

const OK = 200;
const BAD_REQUEST = 400;
const TOO_LARGE = 413;

const token = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() });
const noToken = z.object({ error: z.string() });

export interface Token {
  readonly kind: 'token';
  readonly text: string;
  readonly seconds: number;
}

/** RFC 6749: a client that is not known, or not any more, hears 400 or 401 with an error. */
export function tokenIn(reply: LineReply): Token | Unreachable {
  const content = contentOf(reply);
  if (reply.status === OK) {
    if (content.kind === 'unreachable') return content;
    const read = token.safeParse(content.content);
    if (!read.success) return MISSHAPEN;
    return { kind: 'token', text: read.data.access_token, seconds: read.data.expires_in };
  }
  const isRefused = content.kind === 'content' && noToken.safeParse(content.content).success;
  return isRefused && reply.status === BAD_REQUEST ? LOGIN : unreachableWith(reply.status, reply.headers);
}

export const LOGIN: Unreachable = { kind: 'unreachable', reason: 'LOGIN' };

/** Codes of errors of the API that are not about the parcel. What none names is a fault of the other hub. */
const ERROR_REASONS: Readonly<Record<string, string>> = {
  UNAUTHENTICATED: 'LOGIN',
  FORBIDDEN: 'LOGIN',
  // The other hub is of an older release, or no hub that receives.
  GRAPHQL_PARSE_FAILED: 'SETUP',
  GRAPHQL_VALIDATION_FAILED: 'SETUP',
  BAD_USER_INPUT: 'SETUP',
  BAD_REQUEST: 'SETUP',
  HUB_BUSY: 'BUSY',
};

/** Refusals that are put right at the other hub, after which the same parcel is taken. */
const MENDED_THERE: Readonly<Record<string, string>> = {
  FORBIDDEN: 'LOGIN',
  REGION_UNKNOWN: 'SETUP',
  STORAGE_FULL: 'FULL',
};
/** Refusals that are told by their own name; any other is one of what was sent. */
const FINAL: readonly string[] = ['PARCEL_DIFFERS', 'CERTIFICATE_TAKEN', 'INSTITUTION_DIFFERS'];

const outcome = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z.array(z.object({ extensions: z.object({ code: z.string() }).optional() })).optional(),
});
const refusal = z.object({ __typename: z.literal('Refusal'), code: z.string() });

export type Asked =
  | { readonly kind: 'answer'; readonly answer: unknown }
  | { readonly kind: 'refusal'; readonly code: string }
  /** Nothing of that name, or not the caller's. */
  | { readonly kind: 'absent' }
  | Extract<Answer, { readonly kind: 'refused' }>
  | Unreachable;

/** The one field that was asked for. */
export function answerIn(reply: LineReply, field: string): Asked {
  if (reply.status === TOO_LARGE) return { kind: 'refused', reason: 'TOO_LARGE' };
  const content = contentOf(reply);
  const read = content.kind === 'content' ? outcome.safeParse(content.content) : undefined;
  const code = read?.data?.errors?.[0]?.extensions?.code;
  if (code === 'NOT_FOUND') return { kind: 'absent' };
  if (reply.status !== OK && code === undefined) return unreachableWith(reply.status, reply.headers);
  if (code !== undefined) {
    return { ...unreachableWith(reply.status, reply.headers), reason: ERROR_REASONS[code] ?? 'STATUS' };
  }
  if (content.kind === 'unreachable') return content;
  const answer = read?.data?.data?.[field];
  if (answer === undefined || answer === null) return MISSHAPEN;
  const refused = refusal.safeParse(answer);
  return refused.success ? { kind: 'refusal', code: refused.data.code } : { kind: 'answer', answer };
}

export function refusedBy(code: string): Exclude<Answer, { readonly kind: 'taken' }> {
  const mended = MENDED_THERE[code];
  if (mended !== undefined) return { kind: 'unreachable', reason: mended };
  return { kind: 'refused', reason: FINAL.includes(code) ? code : 'CONTENT' };
}
