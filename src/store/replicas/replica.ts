/** One read replica: a pool that answers views, and a watch that knows how far it has come. */
import { Pool } from 'pg';
import { poolQuery } from '../pool-query';
import type { Query } from '../views/query';
import { asPosition } from './client-positions';
import { gathered } from './gathered';
import { standingConnection } from './standing-connection';

/** Where the log of the primary stood at a moment (ms of a clock that only goes forward). */
export interface Mark {
  readonly atMs: number;
  readonly position: number;
}

/**
 * away        it does not answer, or is no replica
 * behind      it lacks what is older than the limit
 * returning   it was one of these, and lacks what the primary has answered in its place
 * fresh       it may answer those whose position it has reached
 */
export type Standing = 'away' | 'behind' | 'returning' | 'fresh';

export interface Replica {
  readonly query: Query;
  /** Asks how far it has come and compares that with the marks. Never throws. */
  look(): Promise<void>;
  /** Asked before each use: it also remembers until when the primary stood in. */
  standing(nowMs: number): Standing;
  hasReached(position: number): boolean;
  /** Nothing is known of it until the next look that finds a mark passed. */
  forget(): void;
  close(): Promise<void>;
}

export interface ReplicaSettings {
  readonly url: string;
  readonly poolMax: number;
  readonly lagLimitMs: number;
  /** Oldest first. */
  readonly marks: () => readonly Mark[];
}

const CONNECT_LIMIT_MS = 2_000;
/** Beyond that the primary is asked the same; no view takes so long. */
const ANSWER_LIMIT_MS = 10_000;

const REPLAYED = `SELECT ${asPosition('pg_last_wal_replay_lsn()')} AS position, pg_is_in_recovery() AS follows`;

interface Replayed {
  /** Empty on a server that never followed another. */
  readonly position: number | null;
  readonly follows: boolean;
}

export function openReplica({ url, poolMax, lagLimitMs, marks }: ReplicaSettings): Replica {
  let replayed: number | undefined;
  /** It has everything that was committed before this moment. */
  let freshAtMs = -Infinity;
  /** Until it has what was committed before, whoever read it from the primary would see time run backwards. */
  let returnsAtMs = -Infinity;
  const forget = (): void => {
    replayed = undefined;
    freshAtMs = -Infinity;
  };
  const watched = standingConnection(url, forget);
  const pool = new Pool({
    connectionString: url,
    max: poolMax,
    connectionTimeoutMillis: CONNECT_LIMIT_MS,
    query_timeout: ANSWER_LIMIT_MS,
    application_name: 'certhub-views',
  });
  pool.on('error', forget);
  const look = gathered(async () => {
    const [found] = await watched.ask<Replayed>(REPLAYED).catch(() => []);
    if (found?.follows === true && found.position !== null) {
      const { position } = found;
      replayed = position;
      freshAtMs = marks().findLast((mark) => mark.position <= position)?.atMs ?? freshAtMs;
    } else forget();
    return new Map<string, never>();
  });
  return {
    query: poolQuery(pool),
    look: async () => void (await look('')),
    standing: (nowMs) => {
      if (replayed !== undefined && nowMs - freshAtMs <= lagLimitMs)
        return freshAtMs >= returnsAtMs ? 'fresh' : 'returning';
      returnsAtMs = nowMs;
      return replayed === undefined ? 'away' : 'behind';
    },
    hasReached: (position) => replayed !== undefined && replayed >= position,
    forget,
    close: async () => {
      await Promise.all([watched.close(), pool.end()]);
    },
  };
}
