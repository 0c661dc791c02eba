import type {
  ApplicationFilter,
  ApplicationSummaryView,
  ApplicationView,
  ApplicationViews,
  ProposedFilingView,
} from '../../app/applications/application-ports';
import type { Role } from '../../app/caller';
import type { Page, PageRequest } from '../../app/paging';
import type { ApplicationStep, Application } from '../../domain/application/application';
import { shownContent } from '../../domain/application/shown-content';
import { isUuid } from '../../domain/intake/check-header';
import type { Territory } from '../../domain/tenancy/territory';
import { APPLICATION_COLUMNS, STEP_COLUMNS } from '../application-store';
import { Conditions } from './conditions';
import { listAll } from './listing';
import type { Query } from './query';

/** Drafts of institutions are their own; what an office entered at its counter is the office's too. */
function seen(territory: Territory): Conditions {
  const where = new Conditions().within(territory, 'application.institution_code', 'application.region_code');
  return territory.institutionCode === null
    ? where.andPlain(`(application.submitted_at IS NOT NULL OR application.opened_role <> 'INSTITUTION')`)
    : where;
}

const NOTHING = 'FALSE';
/** What waits for the caller: an office for its step, an applicant for what it has not finished. */
const WAITING: Readonly<Record<Role, string>> = {
  INSTITUTION: `application.state IN ('DRAFT', 'RETURNED')`,
  CITY: `(application.state = 'SUBMITTED' AND application.step_by = 'CITY')`,
  PROVINCE: `(application.state = 'SUBMITTED' AND application.step_by = 'PROVINCE')`,
  NATION: NOTHING,
  OPERATOR: NOTHING,
  HUB: NOTHING,
};

const NAMED = `application LEFT JOIN institution ON institution.code = application.institution_code`;
const NAME = `coalesce(application.content -> 'applicant' ->> 'name', institution.name, '')`;

const SUMMARY = `application.id, application.kind, application.state, application.institution_code AS "institutionCode",
  ${NAME} AS "applicantName", application.region_code AS "regionCode", application.revision,
  application.opened_at AS "openedAt", application.submitted_at AS "submittedAt", application.step_by AS "dueBy",
  application.step_act AS "dueAct", application.step_since AS "dueSince", application.notice_to AS "noticeTo",
  application.approved_at AS "approvedAt", application.published_on AS "publishedOn"`;

const PROPOSED = `application.id, application.kind, ${NAME} AS "applicantName",
  coalesce(application.content -> 'applicant' ->> 'creditCode', institution.credit_code) AS "creditCode",
  application.region_code AS "regionCode", application.notice_from AS "noticeFrom", application.notice_to AS "noticeTo",
  (SELECT coalesce(jsonb_agg(jsonb_build_object('occupationCode', item -> 'occupationCode', 'occupationName',
            item -> 'occupationName', 'workTypes', item -> 'workTypes', 'levels', item -> 'levels')), '[]')
     FROM jsonb_array_elements(application.content -> 'items') AS item) AS items,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('name', site -> 'name', 'address', site -> 'address')), '[]')
     FROM jsonb_array_elements(application.content -> 'sites') AS site) AS sites`;

export const applicationViews = (query: Query): ApplicationViews => ({
  application: async (role, territory, id) => {
    if (!isUuid(id)) return undefined;
    const where = seen(territory).and('application.id = ?', id);
    const [found] = await query<ViewRow>(
      `SELECT ${APPLICATION_COLUMNS},
              (SELECT coalesce(jsonb_agg(to_jsonb(decided) ORDER BY decided.revision, decided."stepIndex"), '[]')
                 FROM (SELECT ${STEP_COLUMNS} FROM application_step WHERE application_id = application.id) AS decided) AS decisions
         FROM application WHERE ${where.toSql()}`,
      where.parameters,
    );
    return found === undefined ? undefined : shown(found, role);
  },

  applications: (role, territory, filter, page) => queue(query, { role, territory, filter }, page),

  proposedFilings: (day, page) =>
    listAll<ProposedFilingView>(
      query,
      {
        select: PROPOSED,
        from: NAMED,
        countFrom: 'application',
        where: new Conditions()
          .andPlain(`application.state = 'SUBMITTED' AND application.step_act = 'NOTICE'`)
          .and('application.notice_to >= ?', day),
        key: [
          { column: 'application.notice_to', cast: 'date' },
          { column: 'application.id', cast: 'uuid' },
        ],
      },
      page,
    ),
});

/** Moments inside JSON are text. */
type ViewRow = Application & {
  readonly decisions: readonly (Omit<ApplicationStep, 'decidedAt'> & { readonly decidedAt: string })[];
};

/** The nation counts and the operator runs the hub: neither needs the people to talk to. */
const shown = ({ content, decisions, ...application }: ViewRow, role: Role): ApplicationView => ({
  ...application,
  content: shownContent(content, role === 'NATION' || role === 'OPERATOR' ? 'MASKED' : 'PLAIN'),
  decisions: decisions.map((decision) => ({ ...decision, decidedAt: new Date(decision.decidedAt) })),
});

const IN_TURN = [
  { column: 'coalesce(application.step_since, application.submitted_at, application.opened_at)', cast: 'timestamptz' },
  { column: 'application.id', cast: 'uuid' },
] as const;

interface Asked {
  readonly role: Role;
  readonly territory: Territory;
  readonly filter: ApplicationFilter;
}

function queue(
  query: Query,
  { role, territory, filter }: Asked,
  page: PageRequest,
): Promise<Page<ApplicationSummaryView>> {
  const waiting = WAITING[role];
  const where = seen(territory)
    .andIf('application.state = ?', filter.state)
    .andIf('application.kind = ?', filter.kind)
    .andIf('application.institution_code = ?', filter.institutionCode);
  if (filter.mine) where.andPlain(waiting);
  return listAll<ApplicationSummaryView>(
    query,
    {
      select: SUMMARY,
      from: NAMED,
      countFrom: 'application',
      keysOf: { from: 'application', column: 'application.id' },
      where,
      // Where nothing ever waits for the reader, the order is that of an index.
      key:
        waiting === NOTHING
          ? IN_TURN
          : [{ column: `(CASE WHEN ${waiting} THEN 0 ELSE 1 END)`, cast: 'int' }, ...IN_TURN],
    },
    page,
  );
}
