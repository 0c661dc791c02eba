/**
 * What two sides compare to know that they hold the same. The digest of one certificate version is a number of 60 bits; that of
 * a range is the count and the sum of its numbers, so that ranges are put together from parts and no order matters.
 */

/** A hundred serials. */
export const FINEST_LENGTH = 20;
/** Lengths of the beginnings of a certificate number by which ranges are divided, from the whole down. */
export const RANGE_LENGTHS = [0, 7, 10, 13, 16, 18, FINEST_LENGTH] as const;

export interface HeldRange {
  /** Beginning of the certificate numbers of the range. */
  readonly prefix: string;
  readonly versions: number;
  readonly sum: bigint;
}

export const versionsOf = (ranges: readonly HeldRange[]): number =>
  ranges.reduce((sum, { versions }) => sum + versions, 0);

export interface HeldItem {
  readonly certificateNo: string;
  readonly version: number;
  readonly digest: bigint;
}

/** Characters as databases count them. */
export const charactersOf = (text: string): number => [...text].length;

/** The first `length` characters of a number; a shorter number whole. */
export const prefixOf = (certificateNo: string, length: number): string =>
  certificateNo.length <= length ? certificateNo : [...certificateNo].slice(0, length).join('');

const LAST_ASCII = 0x7e;

/**
 * The first text, byte by byte, behind all that begin with `prefix`, to read a range of an index; `null` where there is no plain
 * one, and the beginning itself has to be looked at.
 */
export function pastPrefix(prefix: string): string | null {
  const last = prefix.charCodeAt(prefix.length - 1);
  return prefix === '' || last > LAST_ASCII ? null : prefix.slice(0, -1) + String.fromCharCode(last + 1);
}

/** By their beginnings, in the order in which they first come. */
export function rangesOf(items: readonly HeldItem[], length: number): readonly HeldRange[] {
  return folded(
    items.map(({ certificateNo, digest }) => ({ prefix: certificateNo, versions: 1, sum: digest })),
    length,
  );
}

/** Ranges put together to coarser ones. */
export function folded(ranges: readonly HeldRange[], length: number): readonly HeldRange[] {
  const sums = new Map<string, { versions: number; sum: bigint }>();
  for (const { prefix, versions, sum } of ranges) {
    const key = prefixOf(prefix, length);
    const known = sums.get(key);
    if (known === undefined) sums.set(key, { versions, sum });
    else {
      known.versions += versions;
      known.sum += sum;
    }
  }
  return [...sums].map(([prefix, { versions, sum }]) => ({ prefix, versions, sum }));
}
