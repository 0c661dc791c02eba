import type {
  NoticeEntryView,
  NoticeView,
  ObjectionView,
  ResultsFilter,
  ResultsView,
  ResultsViews,
} from '../../app/results/results-ports';
import { isUuid } from '../../domain/intake/check-header';
import type { Territory } from '../../domain/tenancy/territory';
import { OBJECTION_COLUMNS } from '../objection-store';
import { Conditions } from './conditions';
import { dueNotices } from './due-notices';
import { list, listAll, type Listing } from './listing';
import type { Query } from './query';

const OPEN_OBJECTIONS = `(
  SELECT count(*)::int FROM objection WHERE objection.results_id = results.id AND objection.state = 'OPEN')`;

/** What everybody may know of results; the wall stands in the conditions. */
const SHOWN = `results.id, results.plan_no AS "planNo",
  jsonb_build_object('code', institution.code, 'name', institution.name) AS institution,
  results.region_code AS "regionCode", plan.occupation_code AS "occupationCode", plan.work_type AS "workType", plan.level,
  plan.site_code AS "siteCode", plan.exam_from AS "examFrom", plan.exam_to AS "examTo",
  results.notice_from AS "noticeFrom", results.notice_to AS "noticeTo", results.candidates, results.passed,
  ${OPEN_OBJECTIONS} AS "openObjections"`;
const FROM = `results JOIN institution ON institution.code = results.institution_code
  JOIN plan ON plan.plan_no = results.plan_no`;

const OF_OFFICE = `${SHOWN}, results.state, results.revision, results.submitted_at AS "submittedAt",
  results.closed_at AS "closedAt", results.withdrawn_at AS "withdrawnAt", results.withdraw_reason AS "withdrawReason",
  (SELECT count(*)::int FROM results_entry AS entry
    WHERE entry.results_id = results.id AND entry.struck_at IS NOT NULL) AS struck`;

/** By the days, so that a notice is seen from its first day to its last even where no worker runs; longer where an objection is open. */
const onNotice = (today: string, where = new Conditions()): Conditions =>
  where
    .and(`(results.state = 'ON_NOTICE' OR (results.state = 'SUBMITTED' AND results.notice_from <= ?::date))`, today)
    .and(
      `(results.notice_to >= ?::date
        OR EXISTS (SELECT FROM objection WHERE objection.results_id = results.id AND objection.state = 'OPEN'))`,
      today,
    );

const LATEST_FIRST = [
  { column: 'results.submitted_at', cast: 'timestamptz' },
  { column: 'results.id', cast: 'uuid' },
] as const;

export const resultsViews = (query: Query): ResultsViews => ({
  notices: (today, filter, page) => {
    const where = onNotice(today)
      .andIf('starts_with(results.region_code, ?)', filter.regionCode === null ? null : partOf(filter.regionCode))
      .andIf('results.institution_code = ?', filter.institutionCode)
      .andIf('results.plan_no = ?', filter.planNo);
    const key = [
      { column: 'results.notice_to', cast: 'date' },
      { column: 'results.id', cast: 'uuid' },
    ];
    return listAll<NoticeView>(query, { select: SHOWN, from: FROM, where, key }, page);
  },

  notice: async (today, id) => {
    if (!isUuid(id)) return undefined;
    const where = onNotice(today, new Conditions().and('results.id = ?', id));
    const [found] = await query<NoticeView>(`SELECT ${SHOWN} FROM ${FROM} WHERE ${where.toSql()}`, where.parameters);
    return found;
  },

  noticeEntries: async (today, id, page) => {
    if (!isUuid(id)) return undefined;
    const where = new Conditions().and('entry.results_id = ?', id);
    const owner = onNotice(today, new Conditions(where.parameters).and('results.id = ?', id));
    return (await list<NoticeEntryView>(query, entriesOf(where, owner), page))?.page;
  },

  results: (territory, filter, page) =>
    listAll<ResultsView>(
      query,
      { select: OF_OFFICE, from: FROM, where: walled(territory, filter), key: LATEST_FIRST, order: 'DESC' },
      page,
    ),

  resultsEntries: async (territory, id, page) => {
    if (!isUuid(id)) return undefined;
    const where = new Conditions().and('entry.results_id = ?', id);
    const owner = within(territory, new Conditions(where.parameters).and('results.id = ?', id));
    return (await list<NoticeEntryView>(query, entriesOf(where, owner), page))?.page;
  },

  objections: (territory, filter, page) => {
    const where = new Conditions()
      .within(territory, 'objection.institution_code', 'objection.region_code')
      .andIf('objection.results_id = ?::uuid', idOrNone(filter.resultsId))
      .andIf('objection.institution_code = ?', filter.institutionCode)
      .andIf('objection.state = ?', filter.state);
    return listAll<ObjectionView>(
      query,
      {
        select: `${OBJECTION_COLUMNS}, results.plan_no AS "planNo"`,
        from: 'objection JOIN results ON results.id = objection.results_id',
        where,
        key: [
          { column: 'objection.raised_at', cast: 'timestamptz' },
          { column: 'objection.id', cast: 'uuid' },
        ],
        order: 'DESC',
      },
      page,
    );
  },

  dueNotices: (today, limit) => dueNotices(query, today, limit),
});

const entriesOf = (where: Conditions, owner: Conditions): Listing => ({
  select: `entry.entry_no AS "entryNo", entry.name_masked AS name, entry.id_number_masked AS "idNumber", entry.passed,
           entry.struck_at IS NOT NULL AS struck`,
  from: 'results_entry AS entry',
  where,
  owner: { from: 'results', where: owner },
  key: [{ column: 'entry.entry_no', cast: 'integer' }],
});

const within = (territory: Territory, where: Conditions): Conditions =>
  where.within(territory, 'results.institution_code', 'results.region_code');

const walled = (territory: Territory, { planNo, institutionCode, regionCode, state }: ResultsFilter): Conditions =>
  within(territory, new Conditions())
    .andIf('results.plan_no = ?', planNo)
    .andIf('results.institution_code = ?', institutionCode)
    .andIf('starts_with(results.region_code, ?)', regionCode === null ? null : partOf(regionCode))
    .andIf('results.state = ?', state);

/** 510000 asks for the whole province, 510100 for the city, 000000 for all. */
const partOf = (regionCode: string): string => regionCode.replace(/(?:00){1,3}$/, '');

const NOWHERE = '00000000-0000-0000-0000-000000000000';
/** A text that is no id names nothing. */
const idOrNone = (id: string | null): string | null => (id === null || isUuid(id) ? id : NOWHERE);
