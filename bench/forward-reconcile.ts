/** A million certificates on both sides, ten of them different: what is read until they are known, and how long it takes. */
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import type { Caller } from '../src/app/caller';
import { askReconciliation } from '../src/app/forwarding/ask-reconciliation';
import { saltOf } from '../src/app/forwarding/held-digest';
import { MS_PER_SECOND, roundRatio } from './bench';
import type { BenchHub } from './bench-hub';

const CERTIFICATES = 1_000_000;
const SERIALS_PER_SITE = 10_000;
const PARCEL = 2_000;
const POLL_MS = 50;
const LIMIT_MS = 600_000;
const DIFFERENCES = 10;

const NUMBER = `'Y0000519' || lpad((nth / ${SERIALS_PER_SITE})::text, 5, '0') || '263' || lpad((nth % ${SERIALS_PER_SITE} + 1)::text, 6, '0')`;
const ALL = `generate_series(0, ${CERTIFICATES - 1}) AS nth`;

/** What was approved before is the pattern: of one certificate a million are made, under other numbers. */
const HUB = `
CREATE TEMP TABLE pattern AS SELECT * FROM certificate ORDER BY certificate_no LIMIT 1;
CREATE TEMP TABLE pattern_version AS SELECT version.* FROM certificate_version AS version JOIN pattern USING (certificate_no) LIMIT 1;
CREATE TEMP TABLE filled AS SELECT nth, ${NUMBER} AS certificate_no FROM ${ALL};
INSERT INTO certificate SELECT made.* FROM filled, pattern, LATERAL jsonb_populate_record(pattern, jsonb_build_object('certificate_no', filled.certificate_no)) AS made;
INSERT INTO certificate_version (certificate_no, version, kind, batch_id, line, sealed, created_at)
SELECT filled.certificate_no, 1, 'ISSUED', batch_id, line, sealed, created_at FROM filled, pattern_version;
INSERT INTO delivery (id, feed, batch_id, parcel_no, state, certificates, attempts_made, due_at, created_at, sent_at, answered_at)
SELECT md5('parcel ' || parcel)::uuid, $1, batch_id, 1000 + parcel, 'ANSWERED', ${PARCEL}, 1, now(), now(), now(), now()
  FROM generate_series(0, ${CERTIFICATES / PARCEL - 1}) AS parcel, pattern_version`;

const RECEIVER = `
INSERT INTO certhub_parcel (parcel_id, feed, certificates, digest)
SELECT md5('parcel ' || parcel)::uuid, $1, ${PARCEL}, '' FROM generate_series(0, ${CERTIFICATES / PARCEL - 1}) AS parcel;
INSERT INTO certhub_certificate (certificate_no, version, kind, institution_code, region_code, data, parcel_id)
SELECT ${NUMBER}, 1, 'ISSUED', institution_code, region_code, jsonb_set(data, '{certificateNo}', to_jsonb(${NUMBER})),
       md5('parcel ' || nth / ${PARCEL})::uuid
  FROM ${ALL}, (SELECT * FROM certhub_certificate ORDER BY certificate_no LIMIT 1) AS pattern`;

const DIGEST = `('x' || left(encode(sha256(convert_to(
  $salt$ || E'\\n' || certificate_no || E'\\n' || version || E'\\n' || kind || E'\\n' || data::text, 'UTF8')), 'hex'), 15))::bit(60)::bigint`;

/** Four are missing, three have other content, three nobody sent. */
const BREAK = `
DELETE FROM certhub_certificate WHERE certificate_no IN (SELECT ${NUMBER} FROM unnest(ARRAY[17, 250017, 500017, 999999]) AS nth);
UPDATE certhub_certificate SET data = data || '{"remark": "changed"}'
 WHERE certificate_no IN (SELECT ${NUMBER} FROM unnest(ARRAY[4711, 333333, 777777]) AS nth);
INSERT INTO certhub_certificate (certificate_no, version, kind, institution_code, region_code, data, parcel_id)
SELECT overlay(certificate_no PLACING '9' FROM 17 FOR 1), version, kind, institution_code, region_code, data, parcel_id FROM certhub_certificate
 WHERE certificate_no IN (SELECT ${NUMBER} FROM unnest(ARRAY[5, 400005, 800005]) AS nth)`;

interface Reconciled {
  readonly state: string;
  readonly ms: number;
  readonly found: number;
  readonly questions: number;
  readonly hubRows: number;
  readonly feedRows: number;
}

export async function reconcileAMillion(
  { hub, database }: BenchHub,
  receiver: Client,
  { feed, operator, say }: { readonly feed: string; readonly operator: Caller; readonly say: (line: string) => void },
): Promise<Readonly<Record<string, number>>> {
  say(`${CERTIFICATES} certificates are made on both sides`);
  for (const sql of HUB.split(';\n')) await database.query(sql, sql.includes('$1') ? [feed] : []);
  for (const sql of RECEIVER.split(';\n')) await receiver.query(sql, sql.includes('$1') ? [feed] : []);
  await takeDigests(database, receiver, { feed, salt: saltOf(hub, feed) });
  for (const sql of BREAK.split(';\n')) await receiver.query(sql);
  await database.query('VACUUM ANALYZE delivery_item, certificate, certificate_version');
  await receiver.query('VACUUM ANALYZE certhub_certificate');
  const asked = await askReconciliation(hub, operator, { feed, heal: false });
  if (asked.kind === 'refused') throw new Error(`The reconciliation was refused: ${asked.code}.`);
  const { found, questions, hubRows, feedRows, ms, state } = await ended(database, asked.reconciliationId);
  say(`reconciliation: ${state}, ${found} differences, ${questions} questions, ${Math.round(ms)} ms`);
  if (found !== DIFFERENCES) throw new Error(`${found} differences were found, and ${DIFFERENCES} made.`);
  return {
    reconciledCertificates: CERTIFICATES,
    reconcileDifferences: found,
    reconcileSeconds: roundRatio(ms / MS_PER_SECOND),
    reconcileQuestions: questions,
    reconcileHubRowsRead: hubRows,
    reconcileFeedRowsRead: feedRows,
  };
}

/** The hub took the digests when it handed the certificates over; here they come from the receiver's rows before they are changed. */
async function takeDigests(
  database: Client,
  receiver: Client,
  { feed, salt }: { readonly feed: string; readonly salt: string },
): Promise<void> {
  await database.query('CREATE TEMP TABLE digests (certificate_no text COLLATE "C", digest bigint)');
  const digest = DIGEST.replace('$salt$', `'${salt}'`);
  await pipeline(
    receiver.query(
      copyTo(
        `COPY (SELECT certificate_no, ${digest} FROM certhub_certificate WHERE certificate_no LIKE 'Y0000519%') TO STDOUT`,
      ),
    ),
    database.query(copyFrom('COPY digests FROM STDIN')),
  );
  await database.query(
    `INSERT INTO delivery_item (feed, certificate_no, version, delivery_id, state, digest, answered_at)
     SELECT $1, certificate_no, 1, md5('parcel ' || nth / ${PARCEL})::uuid, 'ACCEPTED', digest, now()
       FROM digests JOIN filled USING (certificate_no)`,
    [feed],
  );
}

async function ended(database: Client, id: string): Promise<Reconciled> {
  for (const giveUpAt = Date.now() + LIMIT_MS; Date.now() < giveUpAt; await sleep(POLL_MS)) {
    const { rows } = await database.query<Reconciled>(
      `SELECT state, extract(epoch FROM ended_at - started_at)::float * 1000 AS ms,
              missing + extra + differing + owed AS found, questions, hub_rows_read AS "hubRows",
              feed_rows_read AS "feedRows" FROM reconciliation WHERE id = $1 AND state <> 'RUNNING'`,
      [id],
    );
    if (rows[0] !== undefined) return rows[0];
  }
  throw new Error(`The reconciliation did not end within ${LIMIT_MS} ms.`);
}
