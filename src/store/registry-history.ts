/** Appends versions of what a save changed, and closes the ones before. */
import type { EntityManager } from 'typeorm';
import type { Recorded } from '../app/ports';
import type { RegistryDocument } from '../domain/registry/document';
import { rostersOf, versionsOf } from '../domain/registry/versions';
import { rows } from './rows';

/** Versions of one statement; a document of a whole province goes in several. */
const VERSIONS_PER_STATEMENT = 20_000;

const GIVEN = `jsonb_to_recordset($1) AS given (noun text, key text, "institutionCode" text, content jsonb)`;

/**
 * A version is never closed before it began and never begins when another stands, also where the clock stands still or goes
 * back: then the next one begins a microsecond after the last, inside the same millisecond of the clock.
 */
const CLOSE = `
UPDATE registry_version AS live
   SET superseded_at = greatest($2::timestamptz, live.recorded_at + interval '1 microsecond')
  FROM ${GIVEN}
 WHERE live.noun = given.noun AND live.key = given.key AND live.superseded_at IS NULL
   AND (live.content <> given.content OR live.institution_code IS DISTINCT FROM given."institutionCode")`;

const APPEND = `
INSERT INTO registry_version (noun, key, recorded_at, institution_code, content, superseded_at, recorded_by)
SELECT given.noun, given.key,
       greatest($2::timestamptz, (SELECT before.superseded_at FROM registry_version AS before
                                   WHERE before.noun = given.noun AND before.key = given.key
                                   ORDER BY before.recorded_at DESC LIMIT 1)),
       given."institutionCode", given.content, NULL, $3
  FROM ${GIVEN}
 WHERE NOT EXISTS (SELECT FROM registry_version AS live
                    WHERE live.noun = given.noun AND live.key = given.key AND live.superseded_at IS NULL)`;

const KEEP_ROSTERS = `
INSERT INTO registry_roster (digest, entries)
SELECT digest, entries FROM jsonb_to_recordset($1) AS given (digest text, entries jsonb)
ON CONFLICT DO NOTHING`;

export async function appendVersions(
  manager: EntityManager,
  document: RegistryDocument,
  { at, by }: Recorded,
): Promise<void> {
  const rosters = rostersOf(document);
  if (rosters.length > 0) await rows(manager, KEEP_ROSTERS, [JSON.stringify(rosters)]);
  const versions = versionsOf(document);
  for (let from = 0; from < versions.length; from += VERSIONS_PER_STATEMENT) {
    const given = JSON.stringify(versions.slice(from, from + VERSIONS_PER_STATEMENT));
    await rows(manager, CLOSE, [given, at]);
    await rows(manager, APPEND, [given, at, by]);
  }
}
