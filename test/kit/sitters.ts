/** Batches of people whose days, sites, names and photos matter, and little else. */
import { randomUUID } from 'node:crypto';
import type { RecordRow } from '../../src/app/ports';
import type { ForwardingBench } from './approved-batch';
import { waitingBatch } from './waiting-batch';
import { copyRecords } from './copy-records';

export const SITE = 'S000151000123';
export const DAY = '2026-06-01';

export const sitterKey = (text: string): Buffer => Buffer.from(text.padEnd(16, '-').slice(0, 16));

export interface Sitter {
  readonly person?: string;
  readonly name?: string;
  readonly photo?: string;
  readonly day?: string | null;
  readonly site?: string | null;
  readonly verdict?: RecordRow['verdict'];
}

/** A batch of the sitters, in their order; nobody's number or person is another's unless they say so. */
export async function batchOfSitters(
  bench: ForwardingBench,
  sitters: readonly Sitter[],
  resubmissionOf: string | null = null,
): Promise<string> {
  const id = await waitingBatch(bench, { records: 0, firstSerial: 1, state: 'CHECKING' });
  await bench.source.query(`UPDATE batch SET records = $2, resubmission_of = $3 WHERE id = $1`, [
    id,
    sitters.length,
    resubmissionOf,
  ]);
  await bench.transaction(({ records }) =>
    copyRecords(
      records,
      id,
      sitters.map(({ person = randomUUID(), name, photo, day = DAY, site = SITE, verdict = 'PASSED' }, index) => ({
        line: index + 1,
        verdict,
        certificateNo: null,
        personKey: sitterKey(person),
        holdingKey: null,
        examOn: day,
        siteCode: site,
        nameKey: name === undefined ? null : sitterKey(name),
        photoKey: photo === undefined ? null : sitterKey(photo),
        data: Buffer.from('{}'),
      })),
    ),
  );
  return id;
}
