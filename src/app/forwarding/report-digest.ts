/** By this a receiver sees that a report came whole. */
import { createHash } from 'node:crypto';
import { TALLY_DIMENSIONS } from '../../domain/statistics/definition';
import type { TallyReport } from './tally-report-ports';

/**
 * SHA-256, hex, over JSON lists, each ended by a line feed: first definition, period and region, then each row in its order, its
 * dimensions before its number of certificates.
 */
export function reportDigest({
  definition,
  period,
  regionCode,
  rows,
}: Pick<TallyReport, 'definition' | 'period' | 'regionCode' | 'rows'>): string {
  const hash = createHash('sha256').update(`${JSON.stringify([definition, period, regionCode])}\n`);
  for (const row of rows) {
    hash.update(`${JSON.stringify([...TALLY_DIMENSIONS.map((dimension) => row[dimension]), row.certificates])}\n`);
  }
  return hash.digest('hex');
}
