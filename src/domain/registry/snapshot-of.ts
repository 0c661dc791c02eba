/**
 * Builds the reference snapshot of one institution from a registry document. The hub calls it with what its tables
 * hold, the sample with what it invented, so both freeze the same world to the same digest: every list is ordered by
 * its key, whatever order the rows came in.
 */
import type { Snapshot, SnapshotAssessor, SnapshotInstitution, SnapshotPlan, Term } from '../reference/snapshot';
import type { RegistryDocument, RegistryFiling, RegistryInstitution, RegistryPlan, RegistryStaff } from './document';

/**
 * `planNo` keeps the one plan of a batch (none when the institution has no such plan); `null` keeps all its plans.
 * `asOf` is an ISO instant with offset. Throws RangeError when the document lacks the institution.
 */
export function snapshotFor(
  registry: RegistryDocument,
  institutionCode: string,
  planNo: string | null,
  asOf: string,
): Snapshot {
  const institution = registry.institutions?.find(({ code }) => code === institutionCode);
  if (institution === undefined) throw new RangeError('The registry document lacks the institution.');
  const own = <Row extends { readonly institutionCode: string }>(rows: readonly Row[] | undefined): Row[] =>
    (rows ?? []).filter((row) => row.institutionCode === institutionCode);
  const plans = own(registry.plans).filter((plan) => planNo === null || plan.planNo === planNo);
  return {
    asOf,
    institution: institutionOf(institution),
    sites: sorted(own(registry.sites), ({ code }) => code).map((site) => ({
      code: site.code,
      region: site.regionCode,
      from: site.from,
      to: site.to,
    })),
    filings: sorted(own(registry.filings), ({ id }) => id).map(filingOf),
    plans: sorted(plans, (plan) => plan.planNo).map(planOf),
    assessors: assessorsOf(registry.assessors ?? [], plans),
    catalogue: sorted(registry.catalogue ?? [], ({ edition }) => edition).map((edition) => ({
      edition: edition.edition,
      from: edition.from,
      to: edition.to,
      occupations: sorted(edition.occupations, ({ code }) => code).map(({ code, name, workTypes }) => ({
        code,
        name,
        workTypes: [...workTypes],
      })),
    })),
    known: { persons: [], certificateNumbers: [] },
  };
}

/** For readers whom the candidates of a plan do not concern. */
export const withoutRosters = (snapshot: Snapshot): Snapshot => ({
  ...snapshot,
  plans: snapshot.plans.map((plan) => ({ ...plan, roster: null })),
});

function institutionOf(institution: RegistryInstitution): SnapshotInstitution {
  const { code, name, creditCode, kind, schoolType, names, regionCode, grade } = institution;
  return {
    code,
    name,
    creditCode,
    kind,
    schoolType,
    names: sorted(names, (entry) => `${entry.from}${entry.name}`).map((entry) => ({
      name: entry.name,
      ...term(entry),
    })),
    region: regionCode,
    grade,
  };
}

function filingOf(filing: RegistryFiling): Snapshot['filings'][number] {
  const { id, occupationCode, workTypes, levels, siteCodes, audience, basis, interruptions } = filing;
  return {
    id,
    occupationCode,
    workTypes: [...workTypes],
    levels: [...levels],
    siteCodes: [...siteCodes],
    audience: [...audience],
    basis: [...basis],
    ...term(filing),
    interruptions: sorted(interruptions, ({ kind, from }) => `${from}${kind}`).map((interruption) => ({
      kind: interruption.kind,
      ...term(interruption),
    })),
  };
}

/** Field by field: a row from a table may carry more than the snapshot says, and the digest would show it. */
function planOf(plan: RegistryPlan): SnapshotPlan {
  return {
    planNo: plan.planNo,
    status: plan.status,
    provinceApproved: plan.provinceApproved,
    filedOn: plan.filedOn,
    enrolmentClosedOn: plan.enrolmentClosedOn,
    occupationCode: plan.occupationCode,
    workType: plan.workType,
    level: plan.level,
    siteCode: plan.siteCode,
    examFrom: plan.examFrom,
    examTo: plan.examTo,
    headcount: plan.headcount,
    roster: plan.roster === null ? null : [...plan.roster],
    assessors: [...plan.assessors],
    internalSupervisors: [...plan.internalSupervisors],
    invigilators: [...plan.invigilators],
    trainers: [...plan.trainers],
  };
}

/** Only assessors whom a kept plan names: the register of a whole province says nothing more about one batch. */
function assessorsOf(staff: readonly RegistryStaff[], plans: readonly RegistryPlan[]): readonly SnapshotAssessor[] {
  const named = new Set(
    plans.flatMap((plan) => [plan.assessors, plan.internalSupervisors, plan.invigilators, plan.trainers].flat()),
  );
  return sorted(
    staff.filter(({ id, kinds }) => named.has(id) && (kinds ?? ['ASSESSOR']).includes('ASSESSOR')),
    ({ id }) => id,
  ).map(({ id, occupationCodes, from, to, barred }) => ({
    id,
    occupationCodes: [...occupationCodes],
    from,
    to,
    barred: sorted(barred, (ban) => ban.from).map(term),
  }));
}

const term = ({ from, to }: Term): Term => ({ from, to });

/** Code-point order, the same on every machine. */
function sorted<Row>(rows: readonly Row[], key: (row: Row) => string): Row[] {
  return rows
    .map((row) => ({ row, key: key(row) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ row }) => row);
}
