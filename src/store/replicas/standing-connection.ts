import { Pool } from 'pg';

/** A server that is silent for so long counts as away. */
const ANSWER_LIMIT_MS = 2_000;

/**
 * One connection that stands for as long as its server does. Apart from the pools on purpose: it answers while they are
 * full, and when it breaks the server went away, if only for a moment.
 */
export interface StandingConnection {
  /** @throws when the server does not answer in time; the next call connects anew. */
  ask<Row extends object>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

/** `onLost` is called whenever the connection broke or could not be made. */
export function standingConnection(url: string, onLost: () => void): StandingConnection {
  const pool = new Pool({
    connectionString: url,
    max: 1,
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: ANSWER_LIMIT_MS,
    query_timeout: ANSWER_LIMIT_MS,
    keepAlive: true,
    application_name: 'certhub-replicas',
  });
  pool.on('error', onLost);
  return {
    ask: async <Row extends object>(sql: string, parameters: readonly unknown[] = []) => {
      try {
        return (await pool.query<Row>(sql, [...parameters])).rows;
      } catch (error) {
        onLost();
        throw error;
      }
    },
    close: () => pool.end(),
  };
}
