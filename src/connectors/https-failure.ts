/** Why nobody was reached over HTTPS, as a short code: by the error of the line, or by the status of the answer. */
import type { IncomingHttpHeaders } from 'node:http';
import type { Unreachable } from '../app/connector';
import { errorCode } from '../platform/error-code';

/** A call took longer than its limit. */
export class HttpsTimeout extends Error {}
/** A key or certificate of the hub's own side is missing, broken, or open to others. */
export class KeyFileProblem extends Error {}

const MS_PER_SECOND = 1_000;

/** The first pattern that fits the code of an error; what none fits broke somewhere on the way. */
const REASONS: readonly (readonly [RegExp, string])[] = [
  [/^CERT_(HAS_EXPIRED|NOT_YET_VALID)$/, 'TLS_EXPIRED'],
  [/^ERR_TLS_CERT_ALTNAME_INVALID$/, 'TLS_NAME'],
  [/^(UNABLE_TO_(GET_ISSUER_CERT|VERIFY_LEAF)|(DEPTH_ZERO_)?SELF_SIGNED_CERT|CERT_UNTRUSTED|INVALID_CA)/, 'TLS_ISSUER'],
  // The receiver says so of the hub's own certificate.
  [/^ERR_SSL_.*ALERT_(CERTIFICATE|BAD_CERTIFICATE|UNSUPPORTED_CERTIFICATE|UNKNOWN_CA|ACCESS_DENIED)/, 'LOGIN'],
  [/^(ERR_SSL|ERR_TLS|CERT_|EPROTO$)/, 'TLS'],
  [/^ETIMEDOUT$/, 'TIMEOUT'],
  [/^HPE_/, 'NOT_HTTP'],
];

/** Time mends none of these: the operator is told at once. */
const LASTING: ReadonlySet<string> = new Set(['TLS_EXPIRED', 'TLS_NAME', 'TLS_ISSUER']);

export function unreachableBy(error: unknown): Unreachable {
  if (error instanceof HttpsTimeout) return { kind: 'unreachable', reason: 'TIMEOUT' };
  if (error instanceof KeyFileProblem) return { kind: 'unreachable', reason: 'KEY_FILE' };
  const code = errorCode(error) ?? '';
  const reason = REASONS.find(([pattern]) => pattern.test(code))?.[1] ?? 'CONNECTION';
  return { kind: 'unreachable', reason, ...(LASTING.has(reason) ? { oddities: [{ code: reason, count: 1 }] } : {}) };
}

const STATUS_REASONS: Readonly<Record<number, string>> = {
  401: 'LOGIN',
  403: 'LOGIN',
  404: 'SETUP',
  405: 'SETUP',
  408: 'TIMEOUT',
  410: 'SETUP',
  415: 'SETUP',
  425: 'BUSY',
  429: 'BUSY',
  502: 'CONNECTION',
  503: 'BUSY',
  504: 'TIMEOUT',
  507: 'FULL',
};
const REDIRECTS = 300;
const CALLER_ERRORS = 400;

/**
 * A status by which nobody took anything, and by which trying again can help. A redirect is one: what is signed for one address is
 * never taken to another.
 */
export function unreachableWith(status: number, headers: IncomingHttpHeaders): Unreachable {
  const retryAfterMs = retryAfterMsOf(headers);
  const known = STATUS_REASONS[status];
  const reason = known ?? (status >= REDIRECTS && status < CALLER_ERRORS ? 'REDIRECT' : 'STATUS');
  return { kind: 'unreachable', reason, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
}

/** RFC 9110: seconds, or a moment by the receiver's own clock. */
export function retryAfterMsOf({ 'retry-after': wish, date }: IncomingHttpHeaders): number | undefined {
  if (wish === undefined) return undefined;
  if (/^\d{1,9}$/.test(wish)) return Number(wish) * MS_PER_SECOND;
  const until = Date.parse(wish);
  if (Number.isNaN(until)) return undefined;
  const now = Date.parse(date ?? '');
  return Math.max(0, until - (Number.isNaN(now) ? Date.now() : now));
}
