/**
 * Views from replicas, with the promises that make them as good as the primary:
 *   a client sees its own writes, whichever API process took them and whichever answers;
 *   what it has seen it sees again, as long as its replica stands;
 *   nobody is shown what is older than a limit.
 * A replica that cannot keep them is passed over, and the primary is asked. Verbs and workers never come here.
 */
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../../app/ports';
import { errorCode } from '../../platform/error-code';
import type { Planning, Query } from '../views/query';
import { asPosition, clientPositions } from './client-positions';
import { type Mark, openReplica, type Replica, type Standing } from './replica';
import { standingConnection } from './standing-connection';

/** How often primary and replicas are asked where they stand. */
const LOOK_EVERY_MS = 100;

export interface ReplicaSetOptions {
  readonly primaryUrl: string;
  readonly urls: readonly string[];
  /** Connections to each replica for views; one more watches it. */
  readonly poolMax: number;
  readonly lagLimitMs: number;
  /** Where a view is read that no replica may answer. */
  readonly primary: Query;
  readonly log: Log;
}

export interface ReplicaCount {
  readonly configured: number;
  /** Those that are fresh now. */
  readonly used: number;
}

export interface Replicas {
  /** Reads for one client; `null`: for somebody who cannot write. */
  queryFor(clientId: string | null): Query;
  /** Called after a commit and before its answer; from then on the client's reads see it. */
  committed(clientId: string): Promise<void>;
  count(): ReplicaCount;
  close(): Promise<void>;
}

export function openReplicas(options: ReplicaSetOptions): Replicas {
  const { primaryUrl, urls, poolMax, lagLimitMs, log } = options;
  let marks: Mark[] = [];
  const replicas = urls.map((url) => openReplica({ url, poolMax, lagLimitMs, marks: () => marks }));
  // Noted positions are lost when the primary falls; what was replayed since it came back includes what they stood for.
  const primary = standingConnection(primaryUrl, () => {
    marks = [];
    for (const replica of replicas) replica.forget();
  });
  const positions = clientPositions(primary);
  const stops = [
    every(LOOK_EVERY_MS, async () => {
      const atMs = performance.now();
      const found = await primary.ask<Pick<Mark, 'position'>>(FLUSHED);
      const recent = marks.filter((mark) => mark.atMs >= atMs - lagLimitMs);
      marks = [...recent, ...found.map(({ position }) => ({ atMs, position }))];
    }),
    ...replicas.map((replica, index) => {
      const tell = telling(log, index + 1);
      return every(LOOK_EVERY_MS, async () => {
        await replica.look();
        tell(replica.standing(performance.now()));
      });
    }),
  ];
  return {
    queryFor: (clientId) => {
      if (clientId === null) {
        const inOrder = inTurns(replicas);
        return reading(options.primary, async () => inOrder().find(isFresh));
      }
      const own = ordered(replicas, clientId);
      const seen: Query = async <Row>(sql: string, parameters?: readonly unknown[], planning?: Planning) => {
        const rows = await options.primary<Row>(sql, parameters, planning);
        await positions.note(clientId).catch(() => undefined);
        return rows;
      };
      return async <Row>(sql: string, parameters?: readonly unknown[], planning?: Planning) => {
        const standing = own.filter(isStanding);
        // With nothing to come back to, nothing needs to be kept of what was seen.
        if (standing.length === 0) return options.primary<Row>(sql, parameters, planning);
        const position = await positions.of(clientId).catch(() => Infinity);
        return reading(seen, () => reached(standing, position))<Row>(sql, parameters, planning);
      };
    },
    committed: (clientId) =>
      positions.note(clientId).catch(async (error: unknown) => {
        log.warn({ clientId, err: error }, 'The position of a commit could not be kept; its answer waits.');
        // By then no API process uses a replica that lacks it.
        await sleep(lagLimitMs);
      }),
    count: () => ({
      configured: replicas.length,
      used: replicas.filter(isFresh).length,
    }),
    close: async () => {
      await Promise.all(stops.map((stop) => stop()));
      await Promise.all([primary, ...replicas].map((part) => part.close()));
    },
  };
}

const FLUSHED = `SELECT ${asPosition('pg_current_wal_flush_lsn()')} AS position`;

const isFresh = (replica: Replica): boolean => replica.standing(performance.now()) === 'fresh';

function isStanding(replica: Replica): boolean {
  const standing = replica.standing(performance.now());
  return standing === 'fresh' || standing === 'returning';
}

/** After a write the replica is a moment behind what is known of it: it is asked once more before the primary is. */
async function reached(standing: readonly Replica[], position: number): Promise<Replica | undefined> {
  const found = (): Replica | undefined => standing.find((replica) => isFresh(replica) && replica.hasReached(position));
  const known = found();
  if (known !== undefined || position === Infinity) return known;
  await Promise.all(standing.map((replica) => replica.look()));
  return found();
}

/** Runs at once and then at intervals, never twice at a time. What fails is asked again by the next run. */
function every(ms: number, work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  const run = (): void => {
    running ??= work()
      .catch(() => undefined)
      .finally(() => (running = undefined));
  };
  run();
  const timer = setInterval(run, ms);
  return async () => {
    clearInterval(timer);
    await running;
  };
}

/** Told when it changes: a replica that is passed over costs the primary its reads. No address: it holds a password. */
function telling(log: Log, replica: number): (standing: Standing) => void {
  let told: Standing | undefined;
  return (standing) => {
    if (standing === told) return;
    if (standing === 'returning') return;
    if (standing === 'fresh') log.info({ replica }, 'A read replica is used.');
    // At the start nothing is known yet.
    else if (told !== undefined) log.warn({ replica, standing }, 'A read replica is passed over; the primary is read.');
    told = standing;
  };
}

/** A view changes nothing, so what a replica could not answer is asked again. */
const reading =
  (primary: Query, choose: () => Promise<Replica | undefined>): Query =>
  async <Row>(sql: string, parameters?: readonly unknown[], planning?: Planning): Promise<Row[]> => {
    const replica = await choose();
    if (replica === undefined) return primary<Row>(sql, parameters, planning);
    try {
      return await replica.query<Row>(sql, parameters, planning);
    } catch (error) {
      if (isAboutTheQuestion(error)) throw error;
      if (isAboutTheServer(error)) replica.forget();
      return primary<Row>(sql, parameters, planning);
    }
  };

/** SQLSTATE class 22: a value that cannot be read, wherever it is asked. */
const isAboutTheQuestion = (error: unknown): boolean => errorCode(error)?.startsWith('22') ?? false;

/** Everything without a SQLSTATE is the network's or the driver's; 57P0x: the server shuts down. */
function isAboutTheServer(error: unknown): boolean {
  const code = errorCode(error) ?? '';
  return !SQLSTATE.test(code) || code.startsWith('57P');
}

/** No class begins with E, as the codes of Node do. */
const SQLSTATE = /^[0-9A-DF-Z][0-9A-Z]{4}$/;

/**
 * The same client reads from the same replica, whichever API process it meets, as long as that one is fresh: two lists that
 * it compares are then of one history.
 */
const ordered = (replicas: readonly Replica[], clientId: string): readonly Replica[] =>
  beginningAt(replicas, createHash('sha256').update(clientId).digest().readUInt32BE(0) % replicas.length);

function inTurns(replicas: readonly Replica[]): () => readonly Replica[] {
  let first = 0;
  return () => {
    first = (first + 1) % replicas.length;
    return beginningAt(replicas, first);
  };
}

const beginningAt = (replicas: readonly Replica[], first: number): readonly Replica[] => [
  ...replicas.slice(first),
  ...replicas.slice(0, first),
];
