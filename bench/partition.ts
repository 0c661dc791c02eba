/**
 * Whether the largest table would be better in pieces: 50,000 records stored, and asked where those of their persons stand
 * who are known, in one table and in eight pieces by time, with the columns and indexes of the hub's own table.
 *
 * in    `--records` rows in each; without what is sealed, which is in no index
 * out   `costOfPieces`: time of storing and asking in pieces by that in one table; while it is 1 or more, one table stands
 */
import type { Client } from 'pg';
import { type Bench, type BenchOptions, type Measured, median, roundRatio, timed } from './bench';
import { openBenchHub } from './bench-hub';
import { buildIndexes, setIndexesAside } from './growth-fill';

const ROWS = 10_000_000;
const PIECES = 8;
const BATCH_ROWS = 50_000;
/** As `judge-known.ts` asks. */
const WINDOW_ROWS = 20_000;
const ASKED_TIMES = 2;
const LINES_PER_OLD_BATCH = 500;
/** Follow upon a checkpoint, and are told apart: a hub at work has it once in hundreds of batches. */
const WARM_UP_BATCHES = 4;
const BATCHES_PER_ROUND = 3;
const LOOK_UPS = 300;
const ROWS_GONE = 300_000;

const SIDES = ['whole', 'pieces'] as const;
type Side = (typeof SIDES)[number];
type OfSides<Value> = Record<Side, Value>;

export const partition: Bench = {
  summary: 'the record table as one, beside the same in pieces by time',
  records: ROWS,
  targets: { costOfPieces: 1 },
  run: async (options) => {
    const bench = await openBenchHub(options);
    try {
      await fill(bench.database, options);
      return { postgres: bench.postgres, ...(await measure(bench.database, options)) };
    } finally {
      await bench.close();
    }
  },
};

/** Ids of batches are in the order of time, as the hub's own are. */
const ID = (batch: string): string => `(lpad(to_hex(${batch}), 8, '0') || '-0000-7000-8000-000000000000')::uuid`;
const digest = (number: string, seed: number): string =>
  `int8send(hashint8extended(${number}, ${seed})) || int8send(hashint8extended(${number}, -1 - ${seed}))`;
const COLUMNS =
  'batch_id, line, verdict, certificate_no, person_key, holding_key, exam_on, site_code, name_key, photo_key, sealed';
/** Of so many rows one is of a person who has been here before: half as far back, and one further, as rows of this kind stand at even places. */
const HERE_BEFORE_EVERY = 4;
const rowsOf = (from: number, before: number, batch: string, lines: number): string => `
  SELECT ${ID(batch)}, (nth % ${lines} + 1)::int, 'PASSED', 'S' || lpad(nth::text, 21, '0'),
         ${digest('person', 1)}, ${digest('nth', 2)}, date '2026-01-01', 'S000099000001', ${digest('person', 3)},
         ${digest('person', 4)}, '\\x00'::bytea
    FROM (SELECT nth, CASE WHEN nth % ${HERE_BEFORE_EVERY} = 0 THEN nth / 2 + 1 ELSE nth END AS person
            FROM generate_series(${from}::bigint, ${before - 1}::bigint) AS nth) AS made`;

async function fill(database: Client, { records, say }: BenchOptions): Promise<void> {
  await database.query('SET synchronous_commit = off');
  await database.query('CREATE SCHEMA beside');
  await database.query('SET search_path = beside, public');
  await database.query('CREATE TABLE whole (LIKE public.record INCLUDING ALL)');
  await database.query('CREATE TABLE pieces (LIKE public.record INCLUDING ALL) PARTITION BY RANGE (batch_id)');
  const batches = Math.ceil(records / LINES_PER_OLD_BATCH);
  const border = (piece: number): string => ID(String(Math.floor((batches * piece) / PIECES)));
  const names = Array.from({ length: PIECES }, (_, piece) => `piece_${piece}`);
  for (const [piece, name] of names.entries()) {
    const from = piece === 0 ? 'MINVALUE' : border(piece);
    const to = piece === PIECES - 1 ? 'MAXVALUE' : border(piece + 1);
    await database.query(`CREATE TABLE ${name} PARTITION OF pieces FOR VALUES FROM (${from}) TO (${to})`);
  }
  const tables = ['whole', ...names];
  await setIndexesAside(database, tables);
  const ms = await timed(async () => {
    await database.query(
      `INSERT INTO whole (${COLUMNS}) ${rowsOf(0, records, `nth / ${LINES_PER_OLD_BATCH}`, LINES_PER_OLD_BATCH)}`,
    );
    await database.query(`INSERT INTO pieces (${COLUMNS}) SELECT ${COLUMNS} FROM whole`);
    await buildIndexes(database, tables);
    await database.query('VACUUM (ANALYZE) whole, pieces');
  });
  await database.query('RESET synchronous_commit');
  say(`${records} rows twice in ${Math.round(ms / 1_000)} s`);
}

interface Batch {
  readonly insertMs: OfSides<number>;
  readonly askMs: OfSides<number>;
}

async function measure(database: Client, { records, rounds, say }: BenchOptions): Promise<Omit<Measured, 'postgres'>> {
  await database.query('CHECKPOINT');
  const batches: Batch[] = [];
  while (batches.length < WARM_UP_BATCHES + BATCHES_PER_ROUND * rounds) {
    const batch = await oneBatch(database, records, batches.length);
    batches.push(batch);
    say(
      `batch ${batches.length}: ${JSON.stringify(batch, (_, value: unknown) => (typeof value === 'number' ? Math.round(value) : value))}`,
    );
  }
  const counted = batches.slice(WARM_UP_BATCHES);
  const [first] = batches;
  if (first === undefined) throw new Error('Nothing was measured.');
  const costs = counted.map(({ insertMs, askMs }) => (insertMs.pieces + askMs.pieces) / (insertMs.whole + askMs.whole));
  const [lookUpMs, vacuumMs] = [await lookUps(database, records), await vacuums(database)];
  return {
    lines: batches,
    figures: {
      costOfPieces: roundRatio(median(costs)),
      ...told('firstInsert', first.insertMs),
      ...told('insert', mediansOf(counted.map(({ insertMs }) => insertMs))),
      ...told('ask', mediansOf(counted.map(({ askMs }) => askMs))),
      ...told('lookUp', lookUpMs),
      ...told('vacuum', vacuumMs),
      records,
      pieces: PIECES,
      rounds,
    },
  };
}

const told = (name: string, { whole, pieces }: OfSides<number>): Record<string, number> => ({
  [`${name}WholeMs`]: roundRatio(whole),
  [`${name}PiecesMs`]: roundRatio(pieces),
});
const mediansOf = (all: readonly OfSides<number>[]): OfSides<number> => ({
  whole: median(all.map(({ whole }) => whole)),
  pieces: median(all.map(({ pieces }) => pieces)),
});

/** The same rows into both, each first in every second batch. */
async function oneBatch(database: Client, records: number, nth: number): Promise<Batch> {
  const [insertMs, askMs] = [
    { whole: 0, pieces: 0 },
    { whole: 0, pieces: 0 },
  ];
  const from = (Math.ceil(records / BATCH_ROWS) + 1 + nth) * BATCH_ROWS;
  const at = Math.ceil(records / LINES_PER_OLD_BATCH) + 1 + nth;
  const sent = rowsOf(from, from + BATCH_ROWS, String(at), BATCH_ROWS);
  await database.query(`CREATE TEMP TABLE sent AS SELECT * FROM (${sent}) AS made (${COLUMNS})`);
  for (const side of nth % 2 === 0 ? SIDES : [...SIDES].reverse()) {
    insertMs[side] = await timed(() => database.query(`INSERT INTO ${side} (${COLUMNS}) SELECT ${COLUMNS} FROM sent`));
    askMs[side] = await timed(() => askAll(database, side, at));
  }
  await database.query('DROP TABLE sent');
  return { insertMs, askMs };
}

/**
 * Where else those persons of the batch stand who have been here before, window by window: when chunks are checked
 * (`known-before.ts`), and when the batch settles (`known-sightings.ts`). Of all others the workers know that they have not.
 */
async function askAll(database: Client, side: Side, batch: number): Promise<void> {
  for (let asked = 0; asked < ASKED_TIMES; asked += 1) {
    for (let line = 1; line <= BATCH_ROWS; line += WINDOW_ROWS) {
      await database.query(
        `SELECT person_key FROM ${side}
          WHERE person_key = ANY(ARRAY(SELECT person_key FROM ${side}
                                        WHERE batch_id = ${ID(String(batch))} AND line >= $1 AND line < $2
                                          AND (line - 1) % ${HERE_BEFORE_EVERY} = 0))
          GROUP BY person_key HAVING count(*) > 1`,
        [line, line + WINDOW_ROWS],
      );
    }
  }
}

/** Of one person at a time; median. */
async function lookUps(database: Client, records: number): Promise<OfSides<number>> {
  const ms: OfSides<number[]> = { whole: [], pieces: [] };
  for (let nth = 0; nth < LOOK_UPS; nth += 1) {
    const person = Math.floor(((nth + 0.5) / LOOK_UPS) * records);
    for (const side of nth % 2 === 0 ? SIDES : [...SIDES].reverse()) {
      const asked = `SELECT batch_id, line FROM ${side} WHERE person_key = ${digest(`${person}::bigint`, 1)}`;
      ms[side].push(await timed(() => database.query(asked)));
    }
  }
  return { whole: median(ms.whole), pieces: median(ms.pieces) };
}

/** After the oldest rows went. */
async function vacuums(database: Client): Promise<OfSides<number>> {
  const gone = ID(String(ROWS_GONE / LINES_PER_OLD_BATCH));
  const ms = { whole: 0, pieces: 0 };
  for (const side of SIDES) {
    await database.query(`DELETE FROM ${side} WHERE batch_id < ${gone}`);
    const table = side === 'whole' ? 'whole' : 'piece_0';
    ms[side] = await timed(() => database.query(`VACUUM ${table}`));
  }
  return ms;
}
