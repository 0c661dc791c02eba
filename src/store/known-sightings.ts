/** Persons and photos of a batch that stand elsewhere too, in a way that does not fit together. */
import type { EntityManager } from 'typeorm';
import type { KnownQuestion } from '../app/known-ports';
import { rows } from './rows';

/**
 * A record counts unless an error has returned it or its batch is of the same chain. The lines of the batch itself are
 * always looked at, because they are asked about; `counts` tells what may be held against others.
 */
const elsewhere = (key: string): string => `
  SELECT record.person_key, record.exam_on, record.site_code, record.name_key, record.verdict <> 'RETURNED' AS counts
    FROM record
   WHERE record.${key} = asked.${key}
     AND (record.batch_id = $1 OR (record.verdict <> 'RETURNED' AND record.batch_id <> ALL($4::uuid[])))
  OFFSET 0`;

const asked = (key: string): string => `asked AS MATERIALIZED (
  SELECT DISTINCT ${key} FROM record WHERE batch_id = $1 AND line >= $2 AND line < $3 AND ${key} IS NOT NULL
)`;

/** Persons with two sites on a day or two names. min and max need no sort; bytea has them only in newer releases. */
const PERSONS = `
WITH ${asked('person_key')}, seen AS MATERIALIZED (
  SELECT found.* FROM asked CROSS JOIN LATERAL (${elsewhere('person_key')}) AS found
), days AS (
  SELECT person_key, min(site_code) <> max(site_code) AS two_sites, min(encode(name_key, 'hex')) AS first_name,
         max(encode(name_key, 'hex')) AS last_name
    FROM seen GROUP BY person_key, exam_on
), told AS MATERIALIZED (
  SELECT person_key FROM days GROUP BY person_key
  HAVING bool_or(two_sites) OR min(first_name) <> max(last_name)
)
SELECT encode(person_key, 'hex') AS person, exam_on AS "examOn", site_code AS "siteCode",
       encode(name_key, 'hex') AS name
  FROM seen WHERE counts AND person_key IN (SELECT person_key FROM told)
 GROUP BY person_key, exam_on, site_code, name_key`;

/** Photos of two persons, with two of those who count. */
const PHOTOS = `
WITH ${asked('photo_key')}
SELECT encode(asked.photo_key, 'hex') AS photo, shared.first, shared.last
  FROM asked
 CROSS JOIN LATERAL (
   SELECT min(encode(found.person_key, 'hex')) FILTER (WHERE found.counts) AS first,
          max(encode(found.person_key, 'hex')) FILTER (WHERE found.counts) AS last,
          min(encode(found.person_key, 'hex')) <> max(encode(found.person_key, 'hex')) AS two_persons
     FROM (${elsewhere('photo_key')}) AS found) AS shared
 WHERE shared.two_persons`;

interface Sighting {
  readonly person: string;
  readonly examOn: string | null;
  readonly siteCode: string | null;
  readonly name: string | null;
}
interface SharedPhoto {
  readonly photo: string;
  readonly first: string | null;
  readonly last: string | null;
}
interface Sitting {
  readonly examDate: string;
  readonly siteCode: string;
}

/** Keys are hexadecimal. */
export interface Sightings {
  readonly persons: ReadonlySet<string>;
  readonly photos: ReadonlySet<string>;
  /** Of the person on that day, at another site; one is enough. */
  sittings(person: string, own: { readonly examOn: string; readonly siteCode: string | null }): readonly Sitting[];
  hasOtherName(person: string, name: string): boolean;
  photoHasOtherPerson(photo: string, person: string): boolean;
}

export async function sightingsOf(
  manager: EntityManager,
  { batchId, chain, window }: KnownQuestion,
): Promise<Sightings> {
  const parameters = [batchId, window.from, window.to, chain];
  const sightings = await rows<Sighting>(manager, PERSONS, parameters);
  const shared = await rows<SharedPhoto>(manager, PHOTOS, parameters);
  const sites = new Map<string, Set<string>>();
  const names = new Map<string, Set<string>>();
  for (const { person, examOn, siteCode, name } of sightings) {
    if (examOn !== null && siteCode !== null) addTo(sites, `${person} ${examOn}`, siteCode);
    if (name !== null) addTo(names, person, name);
  }
  const photos = new Map(shared.map(({ photo, first, last }) => [photo, [first, last]]));
  return {
    persons: new Set(sightings.map(({ person }) => person)),
    photos: new Set(photos.keys()),
    sittings: (person, { examOn, siteCode }) => {
      const other = firstOther(sites.get(`${person} ${examOn}`), siteCode);
      return other === undefined ? [] : [{ examDate: examOn, siteCode: other }];
    },
    hasOtherName: (person, name) => firstOther(names.get(person), name) !== undefined,
    photoHasOtherPerson: (photo, person) =>
      (photos.get(photo) ?? []).some((other) => other !== null && other !== person),
  };
}

function addTo(groups: Map<string, Set<string>>, key: string, value: string): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, new Set([value]));
  else group.add(value);
}

/** Two steps at most: values of a set are distinct. */
function firstOther(values: ReadonlySet<string> | undefined, own: string | null): string | undefined {
  for (const value of values ?? []) if (value !== own) return value;
  return undefined;
}
