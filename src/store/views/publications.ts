import type { PublicationViews } from '../../app/applications/code-ports';
import type { Measure } from '../../app/publications/measure-ports';
import type { PublicationSummaryView, PublicationView, WaitingView } from '../../app/publications/publication-ports';
import { isUuid } from '../../domain/intake/check-header';
import type { Territory } from '../../domain/tenancy/territory';
import { MEASURE } from '../measure-store';
import { Conditions } from './conditions';
import { listAll } from './listing';
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
    'filings', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                  'id', filing.id, 'occupationCode', filing.occupation_code, 'workTypes', filing.work_types,
                  'levels', filing.levels, 'siteCodes', filing.site_codes, 'audience', filing.audience,
                  'from', filing.from_day, 'to', filing.to_day) ORDER BY filing.occupation_code, filing.id), '[]')
                  FROM filing WHERE filing.id = ANY(item.filing_ids)))
    ORDER BY item.institution_code, item.application_id), '[]')
   FROM publication_item AS item WHERE item.publication_id = publication.id) AS items`;

const WAITING = `application.id AS "applicationId", application.kind, application.institution_code AS "institutionCode",
  coalesce(application.content #>> '{applicant,name}', institution.name) AS "institutionName",
  application.region_code AS "regionCode", application.approved_at AS "approvedAt"`;

/** What is only proposed is the regulators' own business. */
const walledMeasure = (territory: Territory): Conditions => {
  const where = new Conditions().within(territory, 'measure.institution_code', 'measure.region_code');
  return territory.institutionCode === null ? where : where.andPlain(`measure.state = 'CONFIRMED'`);
};

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

  measure: async (territory, id) => {
    if (!isUuid(id)) return undefined;
    const where = walledMeasure(territory).and('measure.id = ?', id);
    const [found] = await query<Measure>(`SELECT ${MEASURE} FROM measure WHERE ${where.toSql()}`, where.parameters);
    return found;
  },

  measures: (territory, { institutionCode, state }, page) =>
    listAll<Measure>(
      query,
      {
        select: MEASURE,
        from: 'measure',
        where: walledMeasure(territory)
          .andIf('measure.institution_code = ?', institutionCode)
          .andIf('measure.state = ?', state),
        key: [
          { column: 'measure.proposed_at', cast: 'timestamptz' },
          { column: 'measure.id', cast: 'uuid' },
        ],
        order: 'DESC',
      },
      page,
    ),
});
