import type { Answer } from '../app/connector';

/** A call took longer than its limit. */
export class ExchangeTimeout extends Error {}

/** Codes only: the words of a driver or a receiver can quote values and addresses. */
export type Failure = Exclude<Answer, { readonly kind: 'taken' }>;

const SQLSTATE = /^[0-9A-Z]{5}$/;

/** By the beginning of the SQLSTATE (PostgreSQL manual, appendix A), the first that fits. */
const REASONS: readonly (readonly [string, Failure])[] = [
  ['57014', { kind: 'unreachable', reason: 'TIMEOUT' }],
  ['28', { kind: 'unreachable', reason: 'LOGIN' }],
  ['3D', { kind: 'unreachable', reason: 'LOGIN' }],
  // Tables, columns or rights that are missing are put right on the receiver's side, without a new parcel.
  ['42', { kind: 'unreachable', reason: 'SETUP' }],
  ['3F', { kind: 'unreachable', reason: 'SETUP' }],
  ['25006', { kind: 'unreachable', reason: 'READ_ONLY' }],
  ['40', { kind: 'unreachable', reason: 'BUSY' }],
  ['55P03', { kind: 'unreachable', reason: 'BUSY' }],
  ['53', { kind: 'unreachable', reason: 'FULL' }],
  // A constraint or trigger of the receiver said no to the content: the same parcel would fail again.
  ['22', { kind: 'refused', reason: 'CONTENT' }],
  ['23', { kind: 'refused', reason: 'CONTENT' }],
  ['P0001', { kind: 'refused', reason: 'CONTENT' }],
];

export function failureOf(error: unknown): Failure {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  const known = SQLSTATE.test(code) ? REASONS.find(([start]) => code.startsWith(start)) : undefined;
  if (known) return known[1];
  return { kind: 'unreachable', reason: error instanceof ExchangeTimeout ? 'TIMEOUT' : 'CONNECTION' };
}
