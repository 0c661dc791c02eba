/** Chunks of sitters that wait, and what a worker stores of them. */
import type { Stores } from '../../src/app/ports';
import { repeatKeys, type RepeatKeys } from '../../src/domain/intake/repeat-keys';
import type { ForwardingBench } from './approved-batch';
import { copyRecords, UNREAD } from './copy-records';
import { batchOfSitters, type Sitter, sitterKey } from './sitters';

const FACTS = { records: 0, passes: 0, examDates: [], scorePatterns: [], atPassMark: 0, serials: [] };

const keyOf = (text: string | undefined): Buffer | null => (text === undefined ? null : sitterKey(text));

export function keysOfSitters(sitters: readonly Sitter[]): RepeatKeys {
  const keys = repeatKeys(sitters.length);
  for (const { person, photo } of sitters) {
    keys.add({ holdingKey: null, personKey: keyOf(person), photoKey: keyOf(photo), certificateNo: null });
  }
  return keys;
}

/** A batch without records whose only chunk waits. */
export async function waitingChunk(bench: ForwardingBench, records: number): Promise<string> {
  const id = await batchOfSitters(bench, []);
  await bench.source.query(`UPDATE batch SET records = $2 WHERE id = $1`, [id, records]);
  await bench.source.query(
    `INSERT INTO chunk (upload_id, chunk_no, first_line, records, bytes, digest, body, received_at)
     VALUES ($1, 1, 1, $2, 1, '\\x00', '\\x00', now())`,
    [id, records],
  );
  return id;
}

/** As the check of the chunk does. */
export async function storeChecked(stores: Stores, batchId: string, sitters: readonly Sitter[]): Promise<void> {
  await copyRecords(
    stores.records,
    batchId,
    sitters.map(({ person, photo }, index) => ({
      ...UNREAD,
      line: index + 1,
      personKey: keyOf(person),
      photoKey: keyOf(photo),
    })),
  );
  await stores.chunkKeys.keep(batchId, 1, { keys: keysOfSitters(sitters).bytes(), known: [], since: '1' });
  await stores.chunks.markChecked(batchId, 1, { packs: 'p', facts: FACTS, checkedAt: new Date() });
}
