/**
 * How far a replica must have come before it may answer a client: the place in the write-ahead log at the client's last
 * commit. It lies in the database that every API process asks, so that it does not matter which of them took the write
 * and which takes the read. See docs/scaling.md.
 *
 * position   bytes of write-ahead log since the beginning; what a replica has replayed is counted the same way
 */
import { gathered } from './gathered';
import type { StandingConnection } from './standing-connection';

export interface ClientPositions {
  /** 0 for who never wrote. */
  of(clientId: string): Promise<number>;
  /** After a commit and before its answer. */
  note(clientId: string): Promise<void>;
}

/** A position as a number; it stays below 2^53 for nine petabytes of log. */
export const asPosition = (lsn: string): string => `(${lsn} - '0/0')::bigint`;

/**
 * The insert position and not the flushed one: where an operator gave up `synchronous_commit`, a commit is answered before
 * it is flushed. Keys in order, so that two processes that note the same clients do not lock each other out.
 */
const NOTE = `INSERT INTO client_position (client_id, position)
SELECT client_id, ${asPosition('pg_current_wal_insert_lsn()')} FROM unnest($1::text[]) AS client_id ORDER BY client_id
ON CONFLICT (client_id) DO UPDATE SET position = greatest(client_position.position, excluded.position)
RETURNING client_id AS "clientId", position`;

const FIND = `SELECT client_id AS "clientId", position FROM client_position WHERE client_id = ANY ($1::text[])`;

interface Noted {
  readonly clientId: string;
  readonly position: number;
}

export function clientPositions(primary: StandingConnection): ClientPositions {
  const asked = (sql: string) =>
    gathered(async (clientIds) => {
      const noted = await primary.ask<Noted>(sql, [clientIds]);
      return new Map(noted.map(({ clientId, position }) => [clientId, position]));
    });
  const find = asked(FIND);
  const note = asked(NOTE);
  return {
    of: async (clientId) => (await find(clientId)) ?? 0,
    note: async (clientId) => void (await note(clientId)),
  };
}
