/** The daily watch: due filings through the index on their last day, institutions by their key, a page at a time. */
import type { EntityManager } from 'typeorm';
import type { EndingFiling, QuietInstitution, RegistryWatchStore, Told } from '../app/publications/watch-ports';
import type { Interruption, Term } from '../domain/reference/snapshot';
import { termLeft } from '../domain/rules/registry-subject';
import { filedSince } from './filed-since';
import { row, rows } from './rows';

const INTERRUPTIONS = (filing: string): string => `
  (SELECT coalesce(jsonb_agg(jsonb_build_object('kind', stop.kind, 'from', stop.from_day, 'to', stop.to_day)
                             ORDER BY stop.from_day, stop.kind), '[]')
     FROM filing_interruption AS stop WHERE stop.filing_id = ${filing}.id)`;

const ENDING = `
SELECT filing.id, filing.institution_code AS "institutionCode", institution.region_code AS "regionCode",
       institution.grade, filing.occupation_code AS "occupationCode", filing.from_day AS "from", filing.to_day AS "to",
       ${INTERRUPTIONS('filing')} AS interruptions,
       (SELECT coalesce(jsonb_agg(jsonb_build_object('from', later.from_day, 'to', later.to_day,
                                                     'interruptions', ${INTERRUPTIONS('later')})), '[]')
          FROM filing AS later
         WHERE later.institution_code = filing.institution_code AND later.occupation_code = filing.occupation_code
           AND later.id <> filing.id) AS "otherTerms",
       EXISTS (SELECT FROM application
                WHERE application.institution_code = filing.institution_code AND application.kind = 'RENEWAL'
                  AND application.state IN ('SUBMITTED', 'APPROVED')
                  AND application.content -> 'filingIds' ? filing.id) AS "renewalAppliedFor"
  FROM filing JOIN institution ON institution.code = filing.institution_code
 WHERE filing.to_day >= $1 AND filing.to_day <= $2
   AND ($3::date IS NULL OR (filing.to_day, filing.id) > ($3::date, $4::text))
   AND NOT EXISTS (SELECT FROM registry_watch AS told
                    WHERE told.topic = $5 AND told.subject_id = filing.id AND told.mark = filing.to_day::text)
 ORDER BY filing.to_day, filing.id LIMIT $6`;

/** The page is cut by key before anything is asked of an institution, so a page costs the same however few are quiet. */
const QUIET = `
WITH page AS (SELECT code, region_code, grade FROM institution WHERE code > $3 ORDER BY code LIMIT $4)
SELECT page.code AS "institutionCode", page.region_code AS "regionCode", page.grade, filed.since AS "filedSince",
       approved.last AS "lastApprovedOn"
  FROM page
 CROSS JOIN LATERAL (${filedSince('page.code', '$1::date')}) AS filed
 CROSS JOIN LATERAL (
   SELECT (max(batch.decided_at) AT TIME ZONE 'Asia/Shanghai')::date AS last FROM batch
    WHERE batch.institution_code = page.code AND batch.state = 'APPROVED') AS approved
 WHERE filed.since < $2::date AND (approved.last IS NULL OR approved.last < $2::date)
 ORDER BY page.code`;

type InterruptedTerm = Term & { readonly interruptions: readonly Interruption[] };
type EndingRow = Omit<EndingFiling, 'subject'> &
  InterruptedTerm & {
    readonly id: string;
    readonly institutionCode: string;
    readonly to: string;
    readonly otherTerms: readonly InterruptedTerm[];
  };
type QuietRow = Omit<QuietInstitution, 'subject'> & {
  readonly institutionCode: string;
  readonly filedSince: string;
  readonly lastApprovedOn: string | null;
};

export const registryWatchStore = (manager: EntityManager): RegistryWatchStore => ({
  endingFilings: async ({ topic, from, to, after, limit }) => {
    const parameters = [from, to, after?.to ?? null, after?.id ?? null, topic, limit];
    return (await rows<EndingRow>(manager, ENDING, parameters)).map(endingOf);
  },

  quietInstitutions: async ({ today, quietSince, after, limit }) => {
    const page = await row<{ last: string | null }>(
      manager,
      `SELECT max(code) AS last FROM (SELECT code FROM institution WHERE code > $1 ORDER BY code LIMIT $2) AS page`,
      [after, limit],
    );
    const quiet = await rows<QuietRow>(manager, QUIET, [today, quietSince, after, limit]);
    return { last: page?.last ?? null, quiet: quiet.map(quietOf) };
  },

  markTold: (told, at) =>
    rows<Told>(
      manager,
      `INSERT INTO registry_watch (topic, subject_id, mark, told_at)
       SELECT topic, "subjectId", mark, $2 FROM jsonb_to_recordset($1) AS given (topic text, "subjectId" text, mark text)
       ON CONFLICT DO NOTHING RETURNING topic, subject_id AS "subjectId", mark`,
      [JSON.stringify(told), at],
    ),

  forgetTold: async (topic, subjectIds) => {
    await rows(manager, `DELETE FROM registry_watch WHERE topic = $1 AND subject_id = ANY ($2)`, [topic, subjectIds]);
  },

  endWatch: async (day, at) => {
    await rows(manager, `INSERT INTO registry_watch_day (day, ended_at) VALUES ($1, $2) ON CONFLICT DO NOTHING`, [
      day,
      at,
    ]);
  },
});

const endingOf = (found: EndingRow): EndingFiling => ({
  regionCode: found.regionCode,
  grade: found.grade,
  occupationCode: found.occupationCode,
  to: found.to,
  renewalAppliedFor: found.renewalAppliedFor,
  subject: {
    kind: 'FILING',
    id: found.id,
    institutionCode: found.institutionCode,
    term: { from: found.from, to: found.to },
    interruptions: found.interruptions,
    otherTerms: found.otherTerms.flatMap((other) => termLeft(other, other.interruptions) ?? []),
    // Venues are another question (CMP-035), asked by `registryFindings`.
    sharedVenues: [],
    filingsBeyond: 0,
  },
});

const quietOf = ({ regionCode, grade, institutionCode, filedSince, lastApprovedOn }: QuietRow): QuietInstitution => ({
  regionCode,
  grade,
  subject: { kind: 'INSTITUTION', institutionCode, filedSince, lastApprovedOn },
});
