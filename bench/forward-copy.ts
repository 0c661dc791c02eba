/** The limit beside forwarding: the rows that the receiver got, by one binary COPY into a table like the receiver's. */
import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Client } from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { timed } from './bench';

const COLUMNS = 'certificate_no, version, kind, institution_code, region_code, data, parcel_id, sent_at';

/** The same columns, keys and indexes, and the same bond to the parcels. */
export async function makeFeedCopyTable(receiver: Client): Promise<void> {
  await receiver.query(
    `CREATE TABLE certificate_beside (LIKE certhub_certificate INCLUDING ALL, FOREIGN KEY (parcel_id) REFERENCES certhub_parcel)`,
  );
}

/** Milliseconds. The rows are read, and encoded, before the clock starts. */
export async function copyFeedRows(receiver: Client, batchId: string, hub: Client): Promise<number> {
  const { rows } = await hub.query<{ id: string }>('SELECT id FROM delivery WHERE batch_id = $1', [batchId]);
  const parcels = rows.map(({ id }) => `'${id}'`).join(', ');
  const pieces: Buffer[] = [];
  await pipeline(
    receiver.query(
      copyTo(
        `COPY (SELECT ${COLUMNS} FROM certhub_certificate WHERE parcel_id IN (${parcels}) ORDER BY certificate_no) TO STDOUT (FORMAT binary)`,
      ),
    ),
    new Writable({
      write: (piece: Buffer, _encoding, done) => {
        pieces.push(Buffer.from(piece));
        done();
      },
    }),
  );
  return timed(async () => {
    await receiver.query('BEGIN');
    await pipeline(
      Readable.from(pieces, { objectMode: false }),
      receiver.query(copyFrom(`COPY certificate_beside (${COLUMNS}) FROM STDIN (FORMAT binary)`)),
    );
    await receiver.query('COMMIT');
  });
}
