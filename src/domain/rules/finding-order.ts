import type { Finding } from './rule';

/** Code-point order, which is also the byte order of UTF-8 and PostgreSQL's `COLLATE "C"`. */
export function compareCodePoints(one: string, other: string): number {
  const length = Math.min(one.length, other.length);
  for (let index = 0; index < length; index += 1) {
    const left = one.charCodeAt(index);
    const right = other.charCodeAt(index);
    if (left === right) continue;
    // Surrogates stand for code points above all others, though U+E000–U+FFFF have higher unit values.
    const isLeftSurrogate = left >= 0xd800 && left <= 0xdfff;
    const isRightSurrogate = right >= 0xd800 && right <= 0xdfff;
    if (isLeftSurrogate !== isRightSurrogate) return isLeftSurrogate ? 1 : -1;
    return left - right;
  }
  return one.length - other.length;
}

/** What the order of findings, and so the verdict digest, depends on. */
export type PlacedFinding = Pick<Finding, 'line' | 'code' | 'severity' | 'path'>;

/** Findings about the whole batch come first, as line 0. */
export const lineOf = ({ line }: PlacedFinding): number => line ?? 0;

export const compareFindings = (one: PlacedFinding, other: PlacedFinding): number =>
  lineOf(one) - lineOf(other) || compareCodePoints(one.code, other.code) || compareCodePoints(one.path, other.path);
