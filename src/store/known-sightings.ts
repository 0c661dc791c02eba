/**
 * Persons and photos of a batch that stand elsewhere too, in a way that does not fit together.
 *
 * Each question goes in two steps, because most persons of most batches are strangers: which keys have a second record
 * at all, by the index alone, and only of those what their records say. Keys of a window are asked together, as one list:
 * the index is walked in its order, for 100,000 strangers in 0.2 s instead of 0.95 s key by key.
 *
 * A key of many records, say a placeholder number, would be gathered again in every window that has it. It is a crowd:
 * gathered once, kept, and not asked about again, so that the work grows with the records and not with their square.
 */
import type { EntityManager } from 'typeorm';
import type { BatchAsked, LineWindow } from '../app/known-ports';
import { rows } from './rows';

/** From here on a key is kept: each line costs at most so many rows, and what is kept stays far below the batch. */
export const CROWD_RECORDS = 20;

type KeyColumn = 'person_key' | 'photo_key';

/** Lines of the batch: those from … to before …, or only some of them. */
export interface Place extends LineWindow {
  readonly among?: readonly number[] | undefined;
}

const RANGE = 'line >= $2 AND line < $3';
/** With the range besides, the planner would read all of it and compare each line with the list. */
const AMONG = 'line = ANY($6::int[]) AND $2::int < $3::int';

/** Parameters: batch, first line, line after the last, chain, crowds, lines. The array hides its length from the planner. */
const companyOf = (key: KeyColumn, place: string): string => `company AS MATERIALIZED (
  SELECT ${key} FROM record
   WHERE ${key} = ANY(ARRAY(
           SELECT ${key} FROM record
            WHERE batch_id = $1 AND ${place} AND ${key} IS NOT NULL
              AND ${key} NOT IN (SELECT decode(crowd, 'hex') FROM unnest($5::text[]) AS crowd)))
   GROUP BY ${key} HAVING count(*) > 1
)`;

/**
 * A record counts unless an error has returned it or its batch is of the same chain. The lines of the batch itself are
 * always compared, because they are asked about; `counts` tells what may be held against others.
 */
const seenOf = (key: KeyColumn): string => `seen AS (
  SELECT person_key, photo_key, exam_on, site_code, encode(name_key, 'hex') COLLATE "C" AS name,
         encode(person_key, 'hex') COLLATE "C" AS person,
         batch_id = $1 OR (verdict <> 'RETURNED' AND batch_id <> ALL($4::uuid[])) AS compared,
         verdict <> 'RETURNED' AND batch_id <> ALL($4::uuid[]) AS counts
    FROM record WHERE ${key} = ANY(ARRAY(SELECT ${key} FROM company))
)`;

const least = (value: string, which: 'compared' | 'counts'): string => `min(${value}) FILTER (WHERE ${which})`;
const most = (value: string, which: 'compared' | 'counts'): string => `max(${value}) FILTER (WHERE ${which})`;

/** Persons with two sites on a day or two names. Least and most need no sort; bytea has them only in newer releases. */
const personsOf = (place: string): string => `
WITH ${companyOf('person_key', place)}, ${seenOf('person_key')}, days AS (
  SELECT person_key, exam_on, count(*) AS records,
         exam_on IS NOT NULL AND ${least('site_code', 'compared')} <> ${most('site_code', 'compared')} AS two_sites,
         ${least('site_code', 'counts')} AS first_site, ${most('site_code', 'counts')} AS last_site,
         ${least('name', 'compared')} AS least_name, ${most('name', 'compared')} AS most_name,
         ${least('name', 'counts')} AS first_name, ${most('name', 'counts')} AS last_name
    FROM seen GROUP BY person_key, exam_on
)
SELECT encode(person_key, 'hex') AS key, sum(records)::int AS records,
       coalesce(bool_or(two_sites), false) OR coalesce(min(least_name) <> max(most_name), false) AS told,
       min(first_name) AS first, max(last_name) AS last,
       coalesce(jsonb_agg(jsonb_build_array(exam_on, first_site, last_site)) FILTER (WHERE two_sites), '[]') AS days
  FROM days GROUP BY person_key
HAVING bool_or(two_sites) OR min(least_name) <> max(most_name) OR sum(records) >= ${CROWD_RECORDS}`;

/** Photos of two persons, with two of those who count. */
const photosOf = (place: string): string => `
WITH ${companyOf('photo_key', place)}, ${seenOf('photo_key')}
SELECT encode(photo_key, 'hex') AS key, count(*)::int AS records,
       coalesce(${least('person', 'compared')} <> ${most('person', 'compared')}, false) AS told,
       ${least('person', 'counts')} AS first, ${most('person', 'counts')} AS last
  FROM seen GROUP BY photo_key
HAVING ${least('person', 'compared')} <> ${most('person', 'compared')} OR count(*) >= ${CROWD_RECORDS}`;

/** `first` and `last` are the least and the greatest of those who count: names of a person, persons of a photo. */
interface SharedKey {
  readonly key: string;
  readonly records: number;
  /** Something does not fit together. */
  readonly told: boolean;
  readonly first: string | null;
  readonly last: string | null;
}
interface SharedPerson extends SharedKey {
  /** Days with two sites: the day, the least and the greatest site that count. */
  readonly days: readonly (readonly [string, string | null, string | null])[];
}
interface Sitting {
  readonly examDate: string;
  readonly siteCode: string;
}

/** Keys are hexadecimal. */
export interface Sightings {
  readonly persons: readonly string[];
  readonly photos: readonly string[];
  /** Of the person on that day, at another site; one is enough. */
  sittings(person: string, own: { readonly examOn: string; readonly siteCode: string | null }): readonly Sitting[];
  hasOtherName(person: string, name: string): boolean;
  photoHasOtherPerson(photo: string, person: string): boolean;
}

/** Answers place by place about one batch. */
export function sightingsOf(manager: EntityManager, batch: BatchAsked): (place: Place) => Promise<Sightings> {
  const persons = sharedKeys<SharedPerson>(manager, personsOf, batch);
  const photos = sharedKeys<SharedKey>(manager, photosOf, batch);
  return async (place) => sightings(await persons(place), await photos(place));
}

type Shared<Found> = ReadonlyMap<string, Found>;

function sharedKeys<Found extends SharedKey>(
  manager: EntityManager,
  question: (place: string) => string,
  { batchId, chain }: BatchAsked,
): (place: Place) => Promise<Shared<Found>> {
  const crowds = new Map<string, Found>();
  const [ofAll, ofSome] = [question(RANGE), question(AMONG)];
  return async ({ from, to, among }) => {
    const asked = [batchId, from, to, chain, [...crowds.keys()]];
    const found = await (among === undefined
      ? rows<Found>(manager, ofAll, asked)
      : rows<Found>(manager, ofSome, [...asked, among]));
    for (const shared of found) if (shared.records >= CROWD_RECORDS) crowds.set(shared.key, shared);
    return new Map([...crowds.values(), ...found].filter(({ told }) => told).map((shared) => [shared.key, shared]));
  };
}

function sightings(persons: Shared<SharedPerson>, photos: Shared<SharedKey>): Sightings {
  return {
    persons: [...persons.keys()],
    photos: [...photos.keys()],
    sittings: (person, { examOn, siteCode }) => {
      const [, ...sites] = persons.get(person)?.days.find(([day]) => day === examOn) ?? [];
      const other = otherThan(siteCode, sites);
      return other === undefined ? [] : [{ examDate: examOn, siteCode: other }];
    },
    hasOtherName: (person, name) => otherThan(name, endsOf(persons.get(person))) !== undefined,
    photoHasOtherPerson: (photo, person) => otherThan(person, endsOf(photos.get(photo))) !== undefined,
  };
}

export const NO_SIGHTINGS = sightings(new Map(), new Map());

const endsOf = (shared: SharedKey | undefined): readonly (string | null)[] =>
  shared === undefined ? [] : [shared.first, shared.last];

/** Where there is another value than the own one, the least or the greatest is one. */
const otherThan = (own: string | null, ends: readonly (string | null)[]): string | undefined =>
  ends.find((end) => end !== null && end !== own) ?? undefined;
