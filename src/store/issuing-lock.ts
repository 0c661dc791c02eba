/**
 * Who makes certificates at the same time, and who waits for whom. Two approvals exclude each other only where they share a
 * person or a number: those of strangers go side by side.
 *
 * Each announces itself, then looks for others that are under way, and then takes its own lock exclusively and shared ones of
 * those it shares something with, in one order. Of two that announce before they look at least one sees the other, and one
 * is enough: the shared lock of the one and the exclusive lock of the other are the same. A batch that is not seen as
 * waiting for its approval yet announces later, and looks later.
 *
 * A change of one certificate is over in milliseconds, so that an approval which sees one waits for it whatever it is about;
 * the change itself waits for batches that hold its person or its new number. Its own lock comes last: while it waits for a
 * batch, it stands in nobody's way.
 *
 * The release before knew one lock of the hub, which it took exclusively. Here it is shared and comes first, so that an API
 * of that release excludes, and is excluded by, all of these, and none of these another.
 */
import type { EntityManager } from 'typeorm';
import type { IssuedByChange } from '../app/certificates/change-ports';
import { row, rows } from './rows';

const keyOf = (text: string): string => `hashtextextended(${text}, 0)`;
const announced = (id: string): string => keyOf(`'issuing announced ' || ${id}`);
const ANNOUNCED_CHANGE = keyOf(`'issuing announced change'`);
const CHANGE = keyOf(`'issuing change'`);

const SHARE_FORMER = `SELECT pg_advisory_xact_lock_shared(${keyOf(`'issuing'`)})`;
const ANNOUNCE = `SELECT pg_advisory_xact_lock_shared(${announced('$1::text')})`;
const LOCK = `SELECT pg_advisory_xact_lock(${keyOf(`'issuing ' || $1::text`)})`;
const SHARE = `SELECT pg_advisory_xact_lock_shared(${keyOf(`'issuing ' || $1::text`)})`;
const ANNOUNCE_CHANGE = `SELECT pg_advisory_xact_lock_shared(${ANNOUNCED_CHANGE})`;
const LOCK_CHANGE = `SELECT pg_advisory_xact_lock(${CHANGE})`;
const SHARE_CHANGE = `SELECT pg_advisory_xact_lock_shared(${CHANGE})`;

/** Locks as they are held at this moment, whatever the statement's snapshot knows. */
const HELD = `ARRAY(
  SELECT (classid::bigint << 32) | objid::bigint FROM pg_locks
   WHERE locktype = 'advisory' AND objsubid = 1 AND granted
     AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))`;

const UNDER_WAY = `
WITH held AS MATERIALIZED (SELECT ${HELD} AS keys)
SELECT ${ANNOUNCED_CHANGE} = ANY (keys) AS "isChanged",
       ARRAY(SELECT id::text FROM batch
              WHERE state = 'PROVINCE_REVIEW' AND id IS DISTINCT FROM $1::uuid AND ${announced('id::text')} = ANY (keys)) AS others
  FROM held`;

/**
 * To the end of the transaction: the statistics know nothing of a batch of today, nor of certificates that an approval made a
 * moment ago, and would plan for tables that are empty.
 */
const INDEXES_ONLY = 'SET LOCAL enable_seqscan = off';

/**
 * The smaller batch is read, the larger one looked into through the indexes on persons and numbers. OFFSET 0: its million rows
 * are not gathered by their batch to be compared.
 */
const sharedIn = (column: string): string => `EXISTS (
  SELECT FROM (SELECT batch_id FROM record
                WHERE ${column} = ANY (ARRAY(SELECT ${column} FROM record WHERE batch_id = given.smaller)) OFFSET 0) AS found
   WHERE found.batch_id = given.larger)`;
const SHARING = `
SELECT ${sharedIn('person_key')} OR ${sharedIn('certificate_no')} AS shared
  FROM (SELECT CASE WHEN mine.records <= other.records THEN mine.id ELSE other.id END AS smaller,
               CASE WHEN mine.records <= other.records THEN other.id ELSE mine.id END AS larger
          FROM batch AS mine, batch AS other WHERE mine.id = $1 AND other.id = $2) AS given`;

const SHARING_CHANGE = `
SELECT DISTINCT batch_id::text AS id
  FROM (SELECT batch_id FROM record WHERE person_key = $2
        UNION ALL SELECT batch_id FROM record WHERE certificate_no = $3 OFFSET 0) AS found
 WHERE batch_id = ANY ($1::uuid[])`;

interface UnderWay {
  readonly isChanged: boolean;
  /** Batches whose approvals have announced themselves. */
  readonly others: readonly string[];
}

/** Held to the end of the transaction. */
export async function lockIssuing(manager: EntityManager, batchId: string): Promise<void> {
  await rows(manager, SHARE_FORMER);
  await rows(manager, ANNOUNCE, [batchId]);
  const { isChanged, others } = await underWay(manager, batchId);
  const shared: string[] = [];
  await rows(manager, INDEXES_ONLY);
  for (const other of others) {
    if ((await row<{ shared: boolean }>(manager, SHARING, [batchId, other]))?.shared === true) shared.push(other);
  }
  for (const id of [batchId, ...shared].sort()) await rows(manager, id === batchId ? LOCK : SHARE, [id]);
  if (isChanged) await rows(manager, SHARE_CHANGE);
}

/** Held to the end of the transaction. */
export async function lockChanging(
  manager: EntityManager,
  { personKey, certificateNo }: IssuedByChange,
): Promise<void> {
  await rows(manager, SHARE_FORMER);
  await rows(manager, ANNOUNCE_CHANGE);
  const { others } = await underWay(manager, null);
  await rows(manager, INDEXES_ONLY);
  const shared = await rows<{ id: string }>(manager, SHARING_CHANGE, [others, personKey, certificateNo]);
  for (const id of shared.map((batch) => batch.id).sort()) await rows(manager, SHARE, [id]);
  await rows(manager, LOCK_CHANGE);
}

async function underWay(manager: EntityManager, besides: string | null): Promise<UnderWay> {
  const found = await row<UnderWay>(manager, UNDER_WAY, [besides]);
  if (found === undefined) throw new Error('A look at the locks has one row.');
  return found;
}
