import type { PublicationViews } from '../../app/applications/code-ports';
import type { PublicationSummaryView, PublicationView, WaitingView } from '../../app/publications/publication-ports';
import { isUuid } from '../../domain/intake/check-header';
import { Conditions } from './conditions';
import { FILINGS } from './filings-named';
import { listAll } from './listing';
import { measureViews } from './measures';
import type { Query } from './query';

const SUMMARY = `publication.id, publication.region_code AS "regionCode", publication.published_on AS "publishedOn",
  publication.published_at AS "publishedAt", figures.institutions, figures.filings, figures.sites`;
const FROM_PUBLICATION = `publication CROSS JOIN LATERAL (
  SELECT count(DISTINCT item.institution_code)::int AS institutions,
         coalesce(sum(cardinality(item.filing_ids)), 0)::int AS filings,
         coalesce(sum(cardinality(item.site_codes)), 0)::int AS sites
    FROM publication_item AS item WHERE item.publication_id = publication.id) AS figures`;

const ITEMS = `(SELECT coalesce(jsonb_agg(jsonb_build_object(
    'applicationId', item.application_id, 'kind', item.kind, 'institutionCode', item.institution_code,
    'institutionName', item.institution_name, 'siteCodes', item.site_codes,
    'filings', ${FILINGS('item.filing_ids')})
    ORDER BY item.institution_code, item.application_id), '[]')
   FROM publication_item AS item WHERE item.publication_id = publication.id) AS items`;

const WAITING = `application.id AS "applicationId", application.kind, application.institution_code AS "institutionCode",
  coalesce(application.content #>> '{applicant,name}', institution.name) AS "institutionName",
  application.region_code AS "regionCode", application.approved_at AS "approvedAt"`;

export const publicationViews = (query: Query): PublicationViews => ({
  publications: ({ regionPrefix }, page) =>
    listAll<PublicationSummaryView>(
      query,
      {
        select: SUMMARY,
        from: FROM_PUBLICATION,
        countFrom: 'publication',
        where: new Conditions().andIf(
          'starts_with(publication.region_code, ?)',
          regionPrefix === '' ? null : regionPrefix,
        ),
        key: [
          { column: 'publication.published_at', cast: 'timestamptz' },
          { column: 'publication.id', cast: 'uuid' },
        ],
        order: 'DESC',
      },
      page,
    ),

  publication: async (id) => {
    if (!isUuid(id)) return undefined;
    const [found] = await query<PublicationView>(
      `SELECT ${SUMMARY}, ${ITEMS} FROM ${FROM_PUBLICATION} WHERE publication.id = $1`,
      [id],
    );
    return found;
  },

  waitingForPublication: (territory, page) =>
    listAll<WaitingView>(
      query,
      {
        select: WAITING,
        from: 'application LEFT JOIN institution ON institution.code = application.institution_code',
        countFrom: 'application',
        where: new Conditions()
          .andPlain(`application.state = 'APPROVED'`)
          .within(territory, 'application.institution_code', 'application.region_code'),
        key: [
          { column: 'application.approved_at', cast: 'timestamptz' },
          { column: 'application.id', cast: 'uuid' },
        ],
      },
      page,
    ),

  ...measureViews(query),
});
