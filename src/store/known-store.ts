/**
 * What the hub knows about the records of one batch. Every look-up goes through an index, whatever the statistics say,
 * which know nothing of a batch of today: keys come as an array, whose length the planner does not know, and where it is
 * given a choice, sequential scans are off. What many records share, say a placeholder photo, is gathered by key before
 * it is compared, so that no statement pairs all of them with each other.
 */
import type { EntityManager } from 'typeorm';
import type {
  BatchAsked,
  FirstOfChain,
  KnownCertificates,
  KnownLine,
  KnownQuestion,
  KnownStore,
} from '../app/known-ports';
import type { Sealer } from '../app/sealer';
import type { Holding } from '../domain/rules/hub-known';
import { storedBefore, storedBeside } from './known-before';
import type { KnownKeys } from './known-keys';
import { NO_SIGHTINGS, type Place, type Sightings, sightingsOf } from './known-sightings';
import { kept, withData } from './kept';
import { row, rows } from './rows';

/** The whole tree of resubmissions, from its first batch down. */
const CHAIN = `
WITH RECURSIVE above AS (
  SELECT id, resubmission_of FROM batch WHERE id = $1
  UNION SELECT batch.id, batch.resubmission_of FROM above JOIN batch ON batch.id = above.resubmission_of
), chain AS (
  SELECT id FROM above
  UNION SELECT batch.id FROM chain JOIN batch ON batch.resubmission_of = chain.id
)
SELECT id FROM chain WHERE id <> $1 ORDER BY id`;

/** What a reviewer returned, or what fell away at an approval, came back then and not with the check. */
const RETURNED_AT = `
SELECT CASE WHEN state = 'RETURNED' THEN coalesce(decided_at, checked_at)
            WHEN coalesce(returned, 0) + coalesce(held, 0) > 0 THEN greatest(checked_at,
              (SELECT max(returned_at) FROM returned_record WHERE returned_record.batch_id = batch.id),
              (SELECT max(decided_at) FROM review WHERE review.batch_id = batch.id AND returned_lines > 0))
       END AS "returnedAt"
  FROM batch WHERE id = $1`;

/** UNION, not UNION ALL: a circle, which there should not be, ends. */
const FIRST_OF_CHAIN = `
WITH RECURSIVE above AS (
  SELECT id, resubmission_of, plan_no, sealed_at FROM batch WHERE id = $1
  UNION SELECT batch.id, batch.resubmission_of, batch.plan_no, batch.sealed_at
    FROM above JOIN batch ON batch.id = above.resubmission_of
)
SELECT id, plan_no AS "planNo", sealed_at AS "sealedAt" FROM above WHERE resubmission_of IS NULL`;

const IN_SERIES = `certificate_no > series || '000000' AND certificate_no < series || lpad(below::text, 6, '0')
  AND certificate_no ~ '^[A-Z][0-9]{21}$'`;
const HIGHEST = `
SELECT asked.series, max(right(found.certificate_no, 6))::int AS highest
  FROM unnest($2::text[], $3::int[]) AS asked (series, below)
 CROSS JOIN LATERAL (
   (SELECT certificate_no FROM certificate WHERE ${IN_SERIES} ORDER BY certificate_no DESC LIMIT 1)
   UNION ALL
   (SELECT certificate_no FROM record WHERE ${IN_SERIES} AND batch_id <> $1 AND verdict <> 'RETURNED'
     ORDER BY certificate_no DESC LIMIT 1)) AS found
 GROUP BY asked.series`;

const IN_WINDOW = 'batch_id = $1 AND line >= $2 AND line < $3';

/**
 * Numbers that are given, whatever became of them, and who holds what. The records of the window are read once, which takes as
 * long as the look-ups, and straight into lists: rows in between are a fifth more. OFFSET 0: without statistics the planner
 * would go through all certificates that are live as well.
 */
const CERTIFICATES = `
WITH mine AS MATERIALIZED (
  SELECT array_agg(certificate_no) AS numbers, array_agg(person_key) AS persons FROM record WHERE ${IN_WINDOW})
SELECT ARRAY(SELECT certificate_no FROM certificate
              WHERE certificate_no = ANY((SELECT numbers FROM mine)::text[])) AS numbers,
       (SELECT coalesce(json_agg(json_build_object(
                 'person', encode(person_key, 'hex'), 'certificateNo', certificate_no, 'occupationCode', occupation_code,
                 'workType', work_type, 'level', level, 'examDate', exam_date, 'issuedOn', issued_on)
                 ORDER BY person_key, issued_on, certificate_no), '[]')
          FROM (SELECT * FROM certificate WHERE person_key = ANY((SELECT persons FROM mine)::bytea[]) OFFSET 0) AS held
         WHERE state = 'LIVE') AS holdings`;

const linesOf = (place: string): string => `
SELECT line, ${kept('record')} AS kept, certificate_no AS "certificateNo", encode(person_key, 'hex') AS person, exam_on AS "examOn",
       site_code AS "siteCode", encode(name_key, 'hex') AS name, encode(photo_key, 'hex') AS photo
  FROM record
 WHERE ${place}
   AND (line IN (SELECT unnest($4::int[])) OR certificate_no IN (SELECT unnest($5::text[]))
        OR person_key IN (SELECT decode(person, 'hex') FROM unnest($6::text[]) AS person)
        OR photo_key IN (SELECT decode(photo, 'hex') FROM unnest($7::text[]) AS photo))
 ORDER BY line`;

const LINES = linesOf(IN_WINDOW);
const LINES_AMONG = linesOf('batch_id = $1 AND line = ANY($8::int[]) AND $2::int < $3::int');

/**
 * Of this transaction until it is given back: a table without statistics may look too small for its index. And for a handful of rows
 * PostgreSQL would rather start two processes, which takes it fifteen milliseconds.
 */
const INDEXES_ONLY = `SELECT set_config('enable_seqscan', 'off', true), set_config('max_parallel_workers_per_gather', '0', true)`;
const ANY_SCAN = 'SET LOCAL enable_seqscan TO DEFAULT; SET LOCAL max_parallel_workers_per_gather TO DEFAULT';

interface FoundLine {
  readonly line: number;
  readonly kept: Buffer;
  readonly certificateNo: string | null;
  readonly person: string | null;
  readonly examOn: string | null;
  readonly siteCode: string | null;
  readonly name: string | null;
  readonly photo: string | null;
}

export const knownStore = (manager: EntityManager, sealer: Sealer, keys?: KnownKeys): KnownStore => ({
  chainOf: async (batchId) => {
    const found = await rows<{ id: string }>(manager, CHAIN, [batchId]);
    return found.map(({ id }) => id);
  },

  returnedAt: async (batchId) => {
    const found = await row<{ returnedAt: Date | null }>(manager, RETURNED_AT, [batchId]);
    return found?.returnedAt ?? undefined;
  },

  firstOfChain: (batchId) => row<FirstOfChain>(manager, FIRST_OF_CHAIN, [batchId]),

  highestSerials: async (batchId, lowest) => {
    const found = await rows<{ series: string; highest: number }>(manager, HIGHEST, [
      batchId,
      lowest.map(({ series }) => series),
      lowest.map(({ below }) => below),
    ]);
    return new Map(found.map(({ series, highest }) => [series, highest]));
  },

  storedBefore: (digests) => storedBefore(manager, digests, keys),

  storedBeside: (batchId, beside) => storedBeside(manager, batchId, beside),

  certificatesOf: async (batchId, window) => {
    await rows(manager, INDEXES_ONLY);
    return certificatesOf(manager, [batchId, window.from, window.to]);
  },

  linesKnown: (batch) => {
    const seenIn = sightingsOf(manager, batch);
    return (question) => linesKnown(manager, batch, question, { seenIn, sealer });
  },
});

async function linesKnown(
  manager: EntityManager,
  { batchId }: BatchAsked,
  { window, sharing, asked, certificates }: KnownQuestion,
  { seenIn, sealer }: { readonly seenIn: (place: Place) => Promise<Sightings>; readonly sealer: Sealer },
): Promise<readonly KnownLine[]> {
  const place = [batchId, window.from, window.to];
  const { numbers: taken, held } = await certificates;
  if (sharing?.length === 0 && asked.length + taken.size + held.size === 0) return [];
  await rows(manager, INDEXES_ONLY);
  const seen = sharing?.length === 0 ? NO_SIGHTINGS : await seenIn({ ...window, among: sharing });
  const persons = [...new Set([...held.keys(), ...seen.persons])];
  const nothing = asked.length + taken.size + persons.length + seen.photos.length === 0;
  const wanted = [...place, asked, [...taken], persons, seen.photos];
  const among = sharing === undefined || taken.size + held.size > 0 ? undefined : [...asked, ...sharing];
  const lines = nothing ? [] : await foundLines(manager, wanted, among);
  await rows(manager, ANY_SCAN);
  return lines.map((line) => knownOf(withData(sealer, line), { taken, held, seen }));
}

/** A window is read whole only where a certificate may speak of any of its lines. */
const foundLines = (
  manager: EntityManager,
  wanted: readonly unknown[],
  among: readonly number[] | undefined,
): Promise<readonly FoundLine[]> =>
  among === undefined ? rows(manager, LINES, wanted) : rows(manager, LINES_AMONG, [...wanted, among]);

async function certificatesOf(manager: EntityManager, place: readonly unknown[]): Promise<KnownCertificates> {
  const found = await row<{ numbers: string[]; holdings: readonly (Holding & { person: string })[] }>(
    manager,
    CERTIFICATES,
    place,
  );
  if (found === undefined) throw new Error('PostgreSQL answered a question without FROM by no row.');
  const held = new Map<string, Holding[]>();
  for (const { person, ...holding } of found.holdings) {
    const others = held.get(person);
    if (others === undefined) held.set(person, [holding]);
    else others.push(holding);
  }
  return { numbers: new Set(found.numbers), held };
}

function knownOf(
  {
    line,
    data,
    certificateNo,
    person,
    examOn,
    siteCode,
    name,
    photo,
  }: Omit<FoundLine, 'kept'> & { readonly data: string },
  {
    taken,
    held,
    seen,
  }: {
    readonly taken: ReadonlySet<string>;
    readonly held: ReadonlyMap<string, readonly Holding[]>;
    readonly seen: Sightings;
  },
): KnownLine {
  // A certificate under its own number is AUT-010's affair, not a second holding.
  const holdings = person === null ? [] : (held.get(person) ?? []);
  return {
    line,
    data,
    holdings: holdings.filter((holding) => holding.certificateNo !== certificateNo),
    numberIsGiven: certificateNo !== null && taken.has(certificateNo),
    sittings: person === null || examOn === null ? [] : seen.sittings(person, { examOn, siteCode }),
    hasOtherName: person !== null && name !== null && seen.hasOtherName(person, name),
    photoHasOtherPerson: person !== null && photo !== null && seen.photoHasOtherPerson(photo, person),
  };
}
