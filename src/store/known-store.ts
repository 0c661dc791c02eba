/**
 * What the hub knows about the records of one batch. Every look-up goes through an index, key by key (LATERAL with OFFSET
 * 0 leaves the planner no other way): its statistics know nothing of a batch of today. What many records share, say a
 * placeholder photo, is gathered by key before it is compared, so that no statement pairs all of them with each other.
 */
import type { EntityManager } from 'typeorm';
import type { KnownLine, KnownQuestion, KnownStore } from '../app/known-ports';
import type { Holding } from '../domain/rules/hub-known';
import { type Sightings, sightingsOf } from './known-sightings';
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

const RETURNED_AT = `
SELECT CASE WHEN state = 'RETURNED' THEN coalesce(decided_at, checked_at)
            WHEN coalesce(returned, 0) + coalesce(held, 0) > 0 THEN checked_at END AS "returnedAt"
  FROM batch WHERE id = $1`;

const IN_SERIES = `certificate_no > series || '000000' AND certificate_no < series || lpad(below::text, 6, '0')
  AND certificate_no ~ '^[A-Z][0-9]{21}$'`;
const HIGHEST = `
SELECT asked.series, max(right(found.certificate_no, 6))::int AS highest
  FROM unnest($2::text[], $3::int[]) AS asked (series, below)
 CROSS JOIN LATERAL (
   (SELECT certificate_no FROM certificate WHERE ${IN_SERIES} AND state = 'LIVE' ORDER BY certificate_no DESC LIMIT 1)
   UNION ALL
   (SELECT certificate_no FROM record WHERE ${IN_SERIES} AND batch_id <> $1 AND verdict <> 'RETURNED'
     ORDER BY certificate_no DESC LIMIT 1)) AS found
 GROUP BY asked.series`;

const NUMBERS = `
SELECT record.line FROM record
 CROSS JOIN LATERAL (
   SELECT FROM certificate WHERE certificate.certificate_no = record.certificate_no AND certificate.state = 'LIVE'
   OFFSET 0) AS live
 WHERE record.batch_id = $1 AND record.line >= $2 AND record.line < $3`;

const HOLDINGS = `
WITH asked AS MATERIALIZED (
  SELECT DISTINCT person_key FROM record
   WHERE batch_id = $1 AND line >= $2 AND line < $3 AND person_key IS NOT NULL
)
SELECT encode(asked.person_key, 'hex') AS person, live.*
  FROM asked
 CROSS JOIN LATERAL (
   SELECT certificate_no AS "certificateNo", occupation_code AS "occupationCode", work_type AS "workType", level,
          exam_date AS "examDate", issued_on AS "issuedOn"
     FROM certificate WHERE certificate.person_key = asked.person_key AND certificate.state = 'LIVE'
   OFFSET 0) AS live
 ORDER BY person, live."issuedOn", live."certificateNo"`;

const LINES = `
SELECT line, data, certificate_no AS "certificateNo", encode(person_key, 'hex') AS person, exam_on AS "examOn",
       site_code AS "siteCode", encode(name_key, 'hex') AS name, encode(photo_key, 'hex') AS photo
  FROM record
 WHERE batch_id = $1 AND line >= $2 AND line < $3
   AND (line = ANY($4::int[]) OR person_key = ANY(SELECT decode(person, 'hex') FROM unnest($5::text[]) AS person)
        OR photo_key = ANY(SELECT decode(photo, 'hex') FROM unnest($6::text[]) AS photo))
 ORDER BY line`;

interface FoundLine {
  readonly line: number;
  readonly data: string;
  readonly certificateNo: string | null;
  readonly person: string | null;
  readonly examOn: string | null;
  readonly siteCode: string | null;
  readonly name: string | null;
  readonly photo: string | null;
}

export const knownStore = (manager: EntityManager): KnownStore => ({
  chainOf: async (batchId) => {
    const found = await rows<{ id: string }>(manager, CHAIN, [batchId]);
    return found.map(({ id }) => id);
  },

  returnedAt: async (batchId) => {
    const found = await row<{ returnedAt: Date | null }>(manager, RETURNED_AT, [batchId]);
    return found?.returnedAt ?? undefined;
  },

  highestSerials: async (batchId, lowest) => {
    const found = await rows<{ series: string; highest: number }>(manager, HIGHEST, [
      batchId,
      lowest.map(({ series }) => series),
      lowest.map(({ below }) => below),
    ]);
    return new Map(found.map(({ series, highest }) => [series, highest]));
  },

  linesKnown: (question) => linesKnown(manager, question),
});

async function linesKnown(manager: EntityManager, question: KnownQuestion): Promise<readonly KnownLine[]> {
  const { batchId, window, asked } = question;
  const place = [batchId, window.from, window.to];
  const taken = new Set((await rows<{ line: number }>(manager, NUMBERS, place)).map(({ line }) => line));
  const held = await holdingsOf(manager, place);
  const seen = await sightingsOf(manager, question);
  const persons = new Set([...held.keys(), ...seen.persons]);
  if (taken.size + persons.size + seen.photos.size + asked.length === 0) return [];
  const lines = await rows<FoundLine>(manager, LINES, [...place, [...taken, ...asked], [...persons], [...seen.photos]]);
  return lines.map((line) => knownOf(line, { taken, held, seen }));
}

async function holdingsOf(
  manager: EntityManager,
  place: readonly unknown[],
): Promise<ReadonlyMap<string, readonly Holding[]>> {
  const held = new Map<string, Holding[]>();
  for (const { person, ...holding } of await rows<Holding & { person: string }>(manager, HOLDINGS, place)) {
    const others = held.get(person);
    if (others === undefined) held.set(person, [holding]);
    else others.push(holding);
  }
  return held;
}

function knownOf(
  { line, data, certificateNo, person, examOn, siteCode, name, photo }: FoundLine,
  {
    taken,
    held,
    seen,
  }: {
    readonly taken: ReadonlySet<number>;
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
    numberIsLive: taken.has(line),
    sittings: person === null || examOn === null ? [] : seen.sittings(person, { examOn, siteCode }),
    hasOtherName: person !== null && name !== null && seen.hasOtherName(person, name),
    photoHasOtherPerson: person !== null && photo !== null && seen.photoHasOtherPerson(photo, person),
  };
}
