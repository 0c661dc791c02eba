import type { EntityManager } from 'typeorm';
import type { ApprovedGroup, Publication, PublicationStore } from '../app/publications/publication-ports';
import type { Application } from '../domain/application/application';
import { APPLICATION_COLUMNS } from './application-store';
import { row, rows } from './rows';

const PUBLICATION = `
SELECT publication.id, publication.region_code AS "regionCode", publication.published_on AS "publishedOn",
       publication.published_by AS "publishedBy", publication.published_at AS "publishedAt", publication.digest,
       (SELECT coalesce(jsonb_agg(jsonb_build_object(
                 'applicationId', item.application_id, 'kind', item.kind, 'institutionCode', item.institution_code,
                 'institutionName', item.institution_name, 'filingIds', item.filing_ids, 'siteCodes', item.site_codes)
               ORDER BY item.application_id), '[]')
          FROM publication_item AS item WHERE item.publication_id = publication.id) AS items
  FROM publication`;

const WAITING = `application.state = 'APPROVED' AND starts_with(application.region_code, $1)`;

const APPROVED = `
SELECT ${APPLICATION_COLUMNS} FROM application
 WHERE ${WAITING} AND ($2::uuid[] IS NULL OR id = ANY($2))
   AND ($3::jsonb IS NULL OR (kind, region_code) IN (SELECT kind, "regionCode"
                                                       FROM jsonb_to_recordset($3) AS due (kind text, "regionCode" text)))
 ORDER BY approved_at, id LIMIT $4`;

export const publicationStore = (manager: EntityManager): PublicationStore => ({
  insertPublication: async ({ id, regionCode, publishedOn, publishedBy, publishedAt, digest, items }: Publication) => {
    await rows(
      manager,
      `INSERT INTO publication (id, region_code, published_on, published_by, published_at, digest)
       VALUES ($1, $2, $3, $4, $5, $6)`,
      [id, regionCode, publishedOn, publishedBy, publishedAt, digest],
    );
    await rows(
      manager,
      `INSERT INTO publication_item (publication_id, application_id, kind, institution_code, institution_name, filing_ids,
                                     site_codes)
       SELECT $1, "applicationId", kind, "institutionCode", "institutionName", "filingIds", "siteCodes"
         FROM jsonb_to_recordset($2)
              AS given ("applicationId" uuid, kind text, "institutionCode" text, "institutionName" text,
                        "filingIds" text[], "siteCodes" text[])`,
      [id, JSON.stringify(items)],
    );
  },

  publicationByDigest: (digest) => row<Publication>(manager, `${PUBLICATION} WHERE publication.digest = $1`, [digest]),

  publicationOfApplication: (applicationId) =>
    row<Publication>(
      manager,
      `${PUBLICATION} WHERE publication.id = (SELECT publication_id FROM publication_item WHERE application_id = $1)`,
      [applicationId],
    ),

  approvedApplications: ({ regionPrefix, ids, groups, limit, hold }) =>
    rows<Application>(manager, `${APPROVED} ${hold ? 'FOR UPDATE' : ''}`, [
      regionPrefix,
      ids,
      groups && JSON.stringify(groups),
      limit,
    ]),

  approvedGroups: (regionPrefix) =>
    rows<ApprovedGroup & { readonly applications: number }>(
      manager,
      `SELECT kind, region_code AS "regionCode", count(*)::int AS applications FROM application WHERE ${WAITING}
        GROUP BY region_code, kind ORDER BY region_code, kind`,
      [regionPrefix],
    ),

  lastDeciders: async (ids) => {
    const found = await rows<{ id: string; by: string }>(
      manager,
      `SELECT DISTINCT ON (application_id) application_id AS id, decided_by AS by FROM application_step
        WHERE application_id = ANY($1) ORDER BY application_id, revision DESC, step_index DESC`,
      [ids],
    );
    return new Map(found.map(({ id, by }) => [id, by]));
  },

  countApproved: async (regionPrefix) => {
    const found = await row<{ waiting: number }>(
      manager,
      `SELECT count(*)::int AS waiting FROM application WHERE ${WAITING}`,
      [regionPrefix],
    );
    return found?.waiting ?? 0;
  },
});
