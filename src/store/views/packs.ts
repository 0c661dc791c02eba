import type {
  PackTrialView,
  PackVersionView,
  PackViews,
  TrialFlipFilter,
  TrialFlipView,
  TrialInstitutionView,
} from '../../app/pack-views';
import type { Page, PageRequest } from '../../app/paging';
import { isUuid } from '../../domain/intake/check-header';
import type { Territory } from '../../domain/tenancy/territory';
import { Conditions } from './conditions';
import { list, listAll } from './listing';
import type { Query } from './query';

const VERSION = `pack.id, pack.jurisdiction || '@' || pack.version AS name, pack.content -> 'title' AS title,
  pack.content ->> 'from' AS "from", pack.content ->> 'to' AS "to", pack.jurisdiction, pack.version, pack.region_code AS "regionCode", pack.source, pack.state,
  pack.content, encode(pack.digest, 'hex') AS digest, pack.drafted_by AS "draftedBy", pack.drafted_at AS "draftedAt",
  pack.approved_by AS "approvedBy", pack.approved_at AS "approvedAt", pack.active_from AS "activeFrom",
  pack.retired_at AS "retiredAt", pack.withdrawn_by AS "withdrawnBy", pack.withdrawn_at AS "withdrawnAt",
  pack.signature, pack.key_id AS "keyId"`;

/** What was approved is law and open to all. */
function seenPacks({ institutionCode, regionPrefix }: Territory): Conditions {
  const where = new Conditions();
  if (institutionCode !== null) return where.andPlain(`pack.state = 'APPROVED'`);
  return where.and(`(pack.state = 'APPROVED' OR starts_with(pack.region_code, ?))`, regionPrefix);
}

/** A what-if shows the institutions of its whole region, so the whole region must lie in the territory. */
function walledTrial(territory: Territory, id: string, where = new Conditions()): Conditions {
  where.and('pack_trial.id = ?', id);
  return territory.institutionCode === null
    ? where.within(territory, '', 'pack_trial.region_code')
    : where.andPlain('FALSE');
}

const SUMS = `coalesce(sum(looked.records), 0)::int AS records, coalesce(sum(looked.changed), 0)::int AS changed,
  coalesce(sum(looked.to_passed + looked.to_held + looked.to_returned), 0)::int AS flipped,
  coalesce(sum(looked.to_passed), 0)::int AS "toPassed", coalesce(sum(looked.to_held), 0)::int AS "toHeld",
  coalesce(sum(looked.to_returned), 0)::int AS "toReturned"`;
const HAS_FLIPS = 'looked.to_passed + looked.to_held + looked.to_returned > 0';

/** A draft that was withdrawn ends its what-ifs, also while a worker is still at one. */
const STATE = `CASE WHEN pack_trial.state = 'RUNNING' AND pack.state = 'WITHDRAWN' THEN 'CANCELLED' ELSE pack_trial.state END`;

const TRIAL = `
SELECT pack_trial.id, pack_trial.pack_id AS "packId", ${STATE} AS state, pack_trial.days,
       pack_trial.on_its_days_only AS "onItsDaysOnly", pack_trial.sealed_from AS "sealedFrom",
       pack_trial.sealed_to AS "sealedTo", pack_trial.started_by AS "startedBy", pack_trial.started_at AS "startedAt",
       pack_trial.ended_at AS "endedAt", pack_trial.batches AS "batchesTotal", pack_trial.records AS "recordsTotal",
       sums.*, rules."byRule"
  FROM pack_trial JOIN pack ON pack.id = pack_trial.pack_id
 CROSS JOIN LATERAL (
   SELECT count(*)::int AS batches, ${SUMS}, count(*) FILTER (WHERE ${HAS_FLIPS})::int AS "batchesFlipped",
          count(DISTINCT looked.institution_code) FILTER (WHERE ${HAS_FLIPS})::int AS "institutionsFlipped"
     FROM pack_trial_batch AS looked WHERE looked.trial_id = pack_trial.id) AS sums
 CROSS JOIN LATERAL (
   SELECT coalesce(jsonb_agg(jsonb_build_object('code', code, 'appeared', appeared, 'gone', gone) ORDER BY code), '[]') AS "byRule"
     FROM (SELECT told.key COLLATE "C" AS code, sum((told.value ->> 'appeared')::int)::int AS appeared,
                  sum((told.value ->> 'gone')::int)::int AS gone
             FROM pack_trial_batch AS looked CROSS JOIN LATERAL jsonb_each(looked.by_rule) AS told
            WHERE looked.trial_id = pack_trial.id GROUP BY told.key) AS counted) AS rules`;

/** As the stores of packs and calendars read them, in one look without their lock. */
const ACTIVE_SET = `
SELECT concat_ws(' ',
  (SELECT string_agg(id::text, ' ' ORDER BY id) FROM pack WHERE state = 'APPROVED' AND active_from <= $1 AND source = 'PUBLISHED'),
  (SELECT string_agg(id::text, ' ' ORDER BY id) FROM calendar_year
    WHERE confirmed_at <= $1 AND (replaced_at IS NULL OR replaced_at > $1))) AS key`;

interface AskedTrial {
  readonly territory: Territory;
  readonly id: string;
}

export const packViews = (query: Query): PackViews => ({
  activeSetKey: async (at) => {
    const [active] = await query<{ key: string }>(ACTIVE_SET, [at]);
    return active?.key ?? '';
  },

  packVersions: (territory, page) =>
    listAll<PackVersionView>(
      query,
      {
        select: VERSION,
        from: 'pack',
        where: seenPacks(territory),
        key: [
          { column: 'pack.drafted_at', cast: 'timestamptz' },
          { column: 'pack.id', cast: 'uuid' },
        ],
        order: 'DESC',
      },
      page,
    ),

  packTrial: async (territory, id) => {
    if (!isUuid(id)) return undefined;
    const where = walledTrial(territory, id);
    const [trial] = await query<PackTrialView>(`${TRIAL} WHERE ${where.toSql()}`, where.parameters);
    return trial;
  },

  packTrialInstitutions: (territory, id, page) => institutionPage(query, { territory, id }, page),

  packTrialFlips: (territory, id, filter, page) => flipPage(query, { territory, id, filter }, page),
});

async function institutionPage(
  query: Query,
  { territory, id }: AskedTrial,
  page: PageRequest,
): Promise<Page<TrialInstitutionView> | undefined> {
  if (!isUuid(id)) return undefined;
  const owner = walledTrial(territory, id);
  const listed = await list<TrialInstitutionView>(
    query,
    {
      select: `jsonb_build_object('code', institution.code, 'name', institution.name) AS institution, sums.batches,
               sums.records, sums.changed, sums.flipped, sums."toPassed", sums."toHeld", sums."toReturned"`,
      from: `(SELECT looked.trial_id, looked.institution_code, count(*)::int AS batches, ${SUMS}
                FROM pack_trial_batch AS looked GROUP BY looked.trial_id, looked.institution_code) AS sums
             JOIN institution ON institution.code = sums.institution_code`,
      where: new Conditions(owner.parameters).and('sums.trial_id = ?', id),
      key: [
        { column: 'sums.flipped', cast: 'int' },
        { column: 'institution.code', cast: 'text' },
      ],
      order: 'DESC',
      owner: { from: 'pack_trial', where: owner },
    },
    page,
  );
  return listed?.page;
}

async function flipPage(
  query: Query,
  { territory, id, filter }: AskedTrial & { readonly filter: TrialFlipFilter },
  page: PageRequest,
): Promise<Page<TrialFlipView> | undefined> {
  if (!isUuid(id)) return undefined;
  const owner = walledTrial(territory, id);
  const listed = await list<TrialFlipView>(
    query,
    {
      select: `looked.institution_code AS "institutionCode", flip.batch_id AS "batchId", flip.line, flip.before,
               flip.after, flip.appeared, flip.gone`,
      from: `pack_trial_flip AS flip
             JOIN pack_trial_batch AS looked ON looked.trial_id = flip.trial_id AND looked.batch_id = flip.batch_id`,
      where: new Conditions(owner.parameters)
        .and('flip.trial_id = ?', id)
        .andIf('looked.institution_code = ?', filter.institutionCode)
        .andIf('flip.after = ?', filter.after)
        .andIf('? = ANY (flip.appeared || flip.gone)', filter.code),
      key: [
        { column: 'flip.batch_id', cast: 'uuid' },
        { column: 'flip.line', cast: 'int' },
      ],
      owner: { from: 'pack_trial', where: owner },
    },
    page,
  );
  return listed?.page;
}
