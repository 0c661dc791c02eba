import type { RecordStore } from '../../src/app/batch-ports';
import type { RecordRow } from '../../src/app/ports';

/** A record of which nothing could be read. */
export const UNREAD = {
  verdict: 'PASSED',
  certificateNo: null,
  personKey: null,
  holdingKey: null,
  examOn: null,
  siteCode: null,
  nameKey: null,
  photoKey: null,
  data: Buffer.from('{}'),
} as const;

/** Stores rows that are all there. */
export function copyRecords(
  records: Pick<RecordStore, 'copying'>,
  batchId: string,
  rows: readonly RecordRow[],
): Promise<void> {
  const copy = records.copying(batchId, rows.length);
  for (const row of rows) copy.add(row);
  return copy.finish();
}
