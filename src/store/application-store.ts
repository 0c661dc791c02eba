import type { EntityManager } from 'typeorm';
import type { ApplicationStore } from '../app/applications/application-ports';
import type { Application, ApplicationStep } from '../domain/application/application';
import type { ItemUnderWay, VenueUse } from '../domain/application/facts';
import { filingObjectionStore } from './filing-objection-store';
import { row, rows } from './rows';

export const APPLICATION_COLUMNS = `application.id, application.kind, application.institution_code AS "institutionCode",
  application.region_code AS "regionCode", application.content, application.state, application.route, application.steps,
  application.step_index AS "stepIndex", application.step_since AS "stepSince", application.revision,
  application.opened_by AS "openedBy", application.opened_role AS "openedRole", application.opened_at AS "openedAt",
  application.entered_by AS "enteredBy", application.submitted_at AS "submittedAt",
  application.notice_from AS "noticeFrom", application.notice_to AS "noticeTo",
  application.dropped_filing_ids AS "droppedFilingIds", application.approved_at AS "approvedAt",
  application.published_on AS "publishedOn"`;

export const STEP_COLUMNS = `revision, step_index AS "stepIndex",
  jsonb_build_object('by', by_office, 'act', act) AS step, outcome, opinion, basis, decided_by AS "decidedBy",
  decided_at AS "decidedAt"`;

const INSERT = `
INSERT INTO application (id, kind, institution_code, region_code, content, content_digest, state, route, steps, step_index,
  step_by, step_act, step_since, revision, opened_by, opened_role, opened_at, entered_by, submitted_at, notice_from,
  notice_to, dropped_filing_ids, approved_at, published_on)
VALUES ($1, $2, $3, $4, $5, decode($6, 'hex'), $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
  $23, $24)`;

const UPDATE = `
UPDATE application
   SET region_code = $4, content = $5, content_digest = coalesce(decode($6, 'hex'), content_digest), state = $7,
       route = $8, steps = $9, step_index = $10, step_by = $11, step_act = $12, step_since = $13, revision = $14,
       entered_by = $15, submitted_at = $16, notice_from = $17, notice_to = $18, dropped_filing_ids = $19,
       approved_at = $20, published_on = $21
 WHERE id = $1 AND state = $2 AND revision = $3 RETURNING id`;

const json = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));

/** The part of a row that follows from the step that is due. */
function due({ steps, stepIndex, stepSince }: Application): readonly unknown[] {
  const step = stepIndex === null ? undefined : steps[stepIndex];
  return [stepIndex, step?.by ?? null, step?.act ?? null, stepSince];
}

const insert = (manager: EntityManager, one: Application, digest: string): Promise<unknown> =>
  rows(manager, INSERT, [
    one.id,
    one.kind,
    one.institutionCode,
    one.regionCode,
    json(one.content),
    digest,
    one.state,
    json(one.route),
    json(one.steps),
    ...due(one),
    one.revision,
    one.openedBy,
    one.openedRole,
    one.openedAt,
    one.enteredBy,
    one.submittedAt,
    one.noticeFrom,
    one.noticeTo,
    one.droppedFilingIds,
    one.approvedAt,
    one.publishedOn,
  ]);

const update: (manager: EntityManager, ...given: Parameters<ApplicationStore['update']>) => Promise<boolean> = async (
  manager,
  one,
  from,
  digest,
) => {
  const changed = await rows(manager, UPDATE, [
    one.id,
    from.state,
    from.revision,
    one.regionCode,
    json(one.content),
    digest ?? null,
    one.state,
    json(one.route),
    json(one.steps),
    ...due(one),
    one.revision,
    one.enteredBy,
    one.submittedAt,
    one.noticeFrom,
    one.noticeTo,
    one.droppedFilingIds,
    one.approvedAt,
    one.publishedOn,
  ]);
  return changed.length === 1;
};

const noteStep = (manager: EntityManager, id: string, step: ApplicationStep): Promise<unknown> =>
  rows(
    manager,
    `INSERT INTO application_step (application_id, revision, step_index, by_office, act, outcome, opinion, basis,
                                   decided_by, decided_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      id,
      step.revision,
      step.stepIndex,
      step.step.by,
      step.step.act,
      step.outcome,
      step.opinion,
      step.basis,
      step.decidedBy,
      step.decidedAt,
    ],
  );

/** Revocations and terminations cut a term short; what is approved and waits for its publication counts as filed. */
const FILED_ELSEWHERE = `
SELECT DISTINCT site.venue, filing.occupation_code AS "occupationCode", filing.institution_code AS "institutionCode",
       filing.from_day AS "from",
       least(filing.to_day, (SELECT min(stop.from_day) - 1 FROM filing_interruption AS stop
                              WHERE stop.filing_id = filing.id AND stop.kind IN ('REVOKED', 'TERMINATED'))) AS "to"
  FROM site JOIN filing ON filing.institution_code = site.institution_code
   AND (cardinality(filing.site_codes) = 0 OR site.code = ANY(filing.site_codes))
 WHERE site.venue = ANY($2) AND filing.occupation_code = ANY($3) AND site.institution_code <> $1
UNION ALL
SELECT wish.venue, item.code, application.institution_code, (application.approved_at AT TIME ZONE 'Asia/Shanghai')::date, NULL
  FROM application
 CROSS JOIN LATERAL (SELECT site ->> 'venue' AS venue, site ->> 'ref' AS ref
                       FROM jsonb_array_elements(application.content -> 'sites') AS site) AS wish
 CROSS JOIN LATERAL (SELECT item ->> 'occupationCode' AS code, item -> 'sites' AS sites
                       FROM jsonb_array_elements(application.content -> 'items') AS item) AS item
 WHERE application.state = 'APPROVED' AND application.institution_code <> $1 AND wish.venue = ANY($2)
   AND item.code = ANY($3) AND (jsonb_array_length(item.sites) = 0 OR item.sites ? wish.ref)`;

const ITEMS_UNDER_WAY = `
SELECT item, application.content -> 'sites' AS sites
  FROM application CROSS JOIN LATERAL jsonb_array_elements(application.content -> 'items') AS item
 WHERE application.institution_code = $1 AND application.state IN ('SUBMITTED', 'APPROVED') AND application.id <> $2`;

export const applicationStore = (manager: EntityManager): ApplicationStore => {
  const one = (id: string, more: string): Promise<Application | undefined> =>
    row<Application>(manager, `SELECT ${APPLICATION_COLUMNS} FROM application WHERE id = $1 ${more}`, [id]);
  return {
    ...filingObjectionStore(manager),
    insert: async (application, digest) => void (await insert(manager, application, digest)),
    byId: (id) => one(id, ''),
    lock: (id) => one(id, 'FOR UPDATE'),
    lockApplicant: async (institutionCode) => {
      await rows(manager, `SELECT pg_advisory_xact_lock(hashtextextended('applicant ' || $1, 0))`, [institutionCode]);
    },
    sameDraft: async (openedBy, digest) => {
      const draft = await row<{ id: string }>(
        manager,
        `SELECT id FROM application
          WHERE state = 'DRAFT' AND opened_by = $1 AND content_digest = decode($2, 'hex') ORDER BY opened_at LIMIT 1`,
        [openedBy, digest],
      );
      return draft?.id;
    },
    countOpen: async (institutionCode) => {
      const counted = await row<{ count: number }>(
        manager,
        `SELECT count(*)::int AS count FROM application
          WHERE institution_code = $1 AND state IN ('DRAFT', 'SUBMITTED', 'RETURNED', 'APPROVED')`,
        [institutionCode],
      );
      return counted?.count ?? 0;
    },
    digestOf: async (id) => {
      const found = await row<{ digest: string }>(
        manager,
        `SELECT encode(content_digest, 'hex') AS digest FROM application WHERE id = $1`,
        [id],
      );
      return found?.digest;
    },
    update: (application, from, digest) => update(manager, application, from, digest),
    publish: async (id, on) => {
      const moved = await rows(
        manager,
        `UPDATE application SET state = 'PUBLISHED', published_on = $2 WHERE id = $1 AND state = 'APPROVED' RETURNING id`,
        [id, on],
      );
      return moved.length === 1;
    },
    noteStep: async (id, step) => void (await noteStep(manager, id, step)),
    steps: (id) =>
      rows<ApplicationStep>(
        manager,
        `SELECT ${STEP_COLUMNS} FROM application_step WHERE application_id = $1 ORDER BY revision, step_index`,
        [id],
      ),
    institutionOfCreditCode: async (creditCode) => {
      const found = await row<{ code: string }>(manager, `SELECT code FROM institution WHERE credit_code = $1`, [
        creditCode,
      ]);
      return found?.code;
    },
    filedElsewhere: async (institutionCode, venues, occupationCodes) =>
      venues.length === 0 || occupationCodes.length === 0
        ? []
        : rows<VenueUse>(manager, FILED_ELSEWHERE, [institutionCode, venues, occupationCodes]),
    venuesOf: async (institutionCode) => {
      const sites = await rows<{ code: string; venue: string }>(
        manager,
        `SELECT code, venue FROM site WHERE institution_code = $1 AND venue IS NOT NULL`,
        [institutionCode],
      );
      return new Map(sites.map(({ code, venue }) => [code, venue]));
    },
    itemsUnderWay: (institutionCode, exceptId) =>
      rows<ItemUnderWay>(manager, ITEMS_UNDER_WAY, [institutionCode, exceptId]),
  };
};
