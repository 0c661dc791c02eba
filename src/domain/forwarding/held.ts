/**
 * What two sides compare to know that they hold the same. The digest of one certificate version is a number of 60 bits; that of
 * a range is the count and the sum of its numbers, so that ranges are put together from parts and no order matters.
 */

/** Lengths of the beginnings of a certificate number by which ranges are divided, from the whole to a hundred serials. */
export const RANGE_LENGTHS = [0, 7, 10, 13, 16, 18, 20] as const;

export interface HeldRange {
  /** Beginning of the certificate numbers of the range. */
  readonly prefix: string;
  readonly versions: number;
  readonly sum: bigint;
}

export interface HeldItem {
  readonly certificateNo: string;
  readonly version: number;
  readonly digest: bigint;
}
