/**
 * The sample receiver plays the authority behind an exchange database (docs/forwarding.md): it takes new parcels,
 * answers every certificate, and keeps the accepted ones in a register of its own. A tool for trying the hub out.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { ensureExchangeSchema } from '../../src/connectors/postgres-exchange';
import type { Log } from '../../src/app/ports';

export interface ReceiverOptions {
  readonly url: string;
  /** Of each run of so many serial numbers it refuses the seventh. */
  readonly refuseEvery: number;
  readonly intervalMs: number;
  readonly log: Log;
  readonly signal: AbortSignal;
  readonly onReady: () => void;
}

export const REFUSE_EVERY_MIN = 8;
const REFUSED_REMAINDER = 7;
const REFUSAL_CODE = 'R-PHOTO';
const PARCELS_PER_LOOK = 20;
const RECONNECT_DELAY_MS = 1_000;

const REGISTER = `
CREATE TABLE IF NOT EXISTS receiver_parcel (
  parcel_id uuid PRIMARY KEY REFERENCES certhub_parcel,
  taken_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE IF NOT EXISTS receiver_register (
  certificate_no text COLLATE "C" PRIMARY KEY,
  version integer NOT NULL,
  data jsonb NOT NULL,
  registered_at timestamptz NOT NULL DEFAULT now()
);
ALTER TABLE receiver_register ADD COLUMN IF NOT EXISTS kind text COLLATE "C" NOT NULL DEFAULT 'ISSUED';`;

/**
 * A parcel is taken, answered and registered in one statement: whatever happens, it is done once or not at all. The newest
 * version of a number is its truth, in whatever order versions come. Only what is issued has a photo to refuse. A parcel of
 * two versions of one number (both kept back while the receiver was away) leaves the newer one.
 */
const TAKE = `
WITH taken AS (
  INSERT INTO receiver_parcel (parcel_id)
  SELECT parcel_id FROM certhub_parcel AS parcel
   WHERE NOT EXISTS (SELECT FROM receiver_parcel AS done WHERE done.parcel_id = parcel.parcel_id)
   ORDER BY sent_at LIMIT $1
  ON CONFLICT DO NOTHING
  RETURNING parcel_id
), looked_at AS (
  SELECT sent.certificate_no, sent.version, sent.kind, sent.data,
         CASE WHEN sent.kind = 'ISSUED' AND substr(sent.certificate_no, 17) ~ '^[0-9]{6}$'
              THEN substr(sent.certificate_no, 17)::int % $2 <> $3 ELSE true END AS accepted
    FROM certhub_certificate AS sent JOIN taken ON taken.parcel_id = sent.parcel_id
), answered AS (
  INSERT INTO certhub_answer (certificate_no, version, accepted, code)
  SELECT certificate_no, version, accepted, CASE WHEN NOT accepted THEN $4 END FROM looked_at
  ON CONFLICT DO NOTHING
  RETURNING certificate_no, version, accepted
), registered AS (
  INSERT INTO receiver_register AS register (certificate_no, version, kind, data)
  SELECT DISTINCT ON (certificate_no) certificate_no, version, looked_at.kind, looked_at.data
    FROM looked_at JOIN answered USING (certificate_no, version) WHERE answered.accepted
   ORDER BY certificate_no, version DESC
  ON CONFLICT (certificate_no) DO UPDATE
     SET version = excluded.version, kind = excluded.kind, data = excluded.data, registered_at = now()
     WHERE register.version < excluded.version
)
SELECT (SELECT count(*)::int FROM taken) AS parcels, count(*)::int AS answers,
       count(*) FILTER (WHERE NOT accepted)::int AS refused
  FROM answered`;

/** A report of tallies is good when its rows came whole and sum up to what it says. */
const ANSWER_REPORTS = `
INSERT INTO certhub_report_answer (report_id, accepted, code)
SELECT report_id, is_whole, CASE WHEN NOT is_whole THEN $1 END
  FROM (SELECT report.report_id, count(row.row_no) = report.row_count
                                   AND coalesce(sum(row.certificates), 0) = report.certificates AS is_whole
          FROM certhub_report AS report LEFT JOIN certhub_report_row AS row ON row.report_id = report.report_id
         WHERE NOT EXISTS (SELECT FROM certhub_report_answer AS answer WHERE answer.report_id = report.report_id)
         GROUP BY report.report_id) AS looked_at
ON CONFLICT DO NOTHING`;
const SUM_CODE = 'R-SUM';

/** Runs until `signal`; a database that goes away is waited for. */
export async function runReceiver(options: ReceiverOptions): Promise<void> {
  const { url, signal, log, onReady } = options;
  await ensureExchangeSchema(url);
  for (let ready = false; !signal.aborted;) {
    try {
      await withClient(url, async (client) => {
        await client.query(REGISTER);
        if (!ready) onReady();
        ready = true;
        await answerUntilStopped(client, options);
      });
    } catch (err) {
      log.warn({ err }, 'The exchange database is away; it is tried again.');
      await pause(RECONNECT_DELAY_MS, signal);
    }
  }
}

async function answerUntilStopped(
  client: Client,
  { refuseEvery, intervalMs, log, signal }: ReceiverOptions,
): Promise<void> {
  while (!signal.aborted) {
    const done = await takeParcels(client, refuseEvery);
    if (done.parcels > 0) log.info(done, 'Parcels were answered.');
    await client.query(ANSWER_REPORTS, [SUM_CODE]);
    if (done.parcels < PARCELS_PER_LOOK) await pause(intervalMs, signal);
  }
}

export interface ParcelsTaken {
  readonly parcels: number;
  readonly answers: number;
  readonly refused: number;
}

async function takeParcels(client: Client, refuseEvery: number): Promise<ParcelsTaken> {
  const { rows } = await client.query<ParcelsTaken>(TAKE, [
    PARCELS_PER_LOOK,
    refuseEvery,
    REFUSED_REMAINDER,
    REFUSAL_CODE,
  ]);
  return rows[0] ?? { parcels: 0, answers: 0, refused: 0 };
}

async function withClient(url: string, work: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: url, application_name: 'certhub-sample-receiver' });
  // The query under way reports the broken connection; without a listener it would end the process as well.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

const pause = (delayMs: number, signal: AbortSignal): Promise<void> =>
  sleep(delayMs, undefined, { signal }).catch(() => undefined);
