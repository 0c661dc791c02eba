/**
 * version  what one row of the registry said, from the moment the hub learned of it until it learned otherwise
 * noun     what kind of row; regions and regulators have no versions, and signing keys carry their own terms
 *
 * A version spells out every field, so that two of them differ only where the registry does.
 */
import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils';
import type { Term } from '../reference/snapshot';
import type {
  RegistryCatalogue,
  RegistryDocument,
  RegistryFiling,
  RegistryInstitution,
  RegistryPlan,
  RegistrySite,
  RegistryStaff,
} from './document';

export const VERSION_NOUNS = ['INSTITUTION', 'SITE', 'FILING', 'PLAN', 'STAFF', 'CATALOGUE'] as const;
export type VersionNoun = (typeof VERSION_NOUNS)[number];

export interface RegistryVersion {
  readonly noun: VersionNoun;
  readonly key: string;
  /** `null` for what belongs to nobody. */
  readonly institutionCode: string | null;
  readonly content: object;
}

/** Named by versions instead of being repeated in each: a roster is long, and a plan changes more often than its roster. */
export interface KeptRoster {
  readonly digest: string;
  readonly entries: readonly string[];
}

export const rosterContent = (entries: readonly string[]): KeptRoster => ({
  digest: bytesToHex(sha256(utf8ToBytes(entries.join('\n')))),
  entries,
});

export function rostersOf({ plans = [] }: RegistryDocument): readonly KeptRoster[] {
  const rosters = plans.flatMap(({ roster }) => (roster === null ? [] : [rosterContent(roster)]));
  return [...new Map(rosters.map((roster) => [roster.digest, roster])).values()];
}

export const versionsOf = (document: RegistryDocument): readonly RegistryVersion[] => [
  ...(document.institutions ?? []).map((row) => version('INSTITUTION', row.code, row.code, institutionOf(row))),
  ...(document.sites ?? []).map((row) => version('SITE', row.code, row.institutionCode, siteOf(row))),
  ...(document.filings ?? []).map((row) => version('FILING', row.id, row.institutionCode, filingOf(row))),
  ...(document.plans ?? []).map((row) => version('PLAN', row.planNo, row.institutionCode, planOf(row))),
  ...(document.assessors ?? []).map((row) => version('STAFF', row.id, row.institutionCode ?? null, staffOf(row))),
  ...(document.catalogue ?? []).map((row) => version('CATALOGUE', row.edition, null, catalogueOf(row))),
];

const version = (noun: VersionNoun, key: string, institutionCode: string | null, content: object): RegistryVersion => ({
  noun,
  key,
  institutionCode,
  content,
});

const term = ({ from, to }: Term): Term => ({ from, to });

const byStart = <Part extends Term>(parts: readonly Part[], rest: (part: Part) => string): readonly Part[] =>
  [...parts].sort((a, b) => (`${a.from}${rest(a)}` < `${b.from}${rest(b)}` ? -1 : 1));

const institutionOf = (row: RegistryInstitution): object => ({
  code: row.code,
  name: row.name,
  creditCode: row.creditCode,
  kind: row.kind,
  schoolType: row.schoolType,
  regionCode: row.regionCode,
  grade: row.grade,
  ownership: row.ownership ?? null,
  address: row.address ?? null,
  phone: row.phone ?? null,
  registrationAuthority: row.registrationAuthority ?? null,
  contactName: row.contactName ?? null,
  names: byStart(row.names, ({ name }) => name).map((entry) => ({ name: entry.name, ...term(entry) })),
});

const siteOf = (row: RegistrySite): object => ({
  code: row.code,
  institutionCode: row.institutionCode,
  regionCode: row.regionCode,
  name: row.name,
  venue: row.venue ?? null,
  address: row.address ?? null,
  ...term(row),
});

const filingOf = (row: RegistryFiling): object => ({
  id: row.id,
  institutionCode: row.institutionCode,
  occupationCode: row.occupationCode,
  workTypes: row.workTypes,
  levels: row.levels,
  siteCodes: row.siteCodes,
  audience: row.audience,
  basis: row.basis,
  fees: row.fees?.map(({ level, yuan }) => ({ level, yuan })) ?? null,
  ...term(row),
  interruptions: byStart(row.interruptions, ({ kind }) => kind).map((stop) => ({ kind: stop.kind, ...term(stop) })),
});

const planOf = (row: RegistryPlan): object => ({
  planNo: row.planNo,
  institutionCode: row.institutionCode,
  status: row.status,
  provinceApproved: row.provinceApproved,
  filedOn: row.filedOn,
  enrolmentClosedOn: row.enrolmentClosedOn,
  occupationCode: row.occupationCode,
  workType: row.workType,
  level: row.level,
  siteCode: row.siteCode,
  examFrom: row.examFrom,
  examTo: row.examTo,
  headcount: row.headcount,
  roster: row.roster === null ? null : rosterContent(row.roster).digest,
  assessors: row.assessors,
  internalSupervisors: row.internalSupervisors,
  invigilators: row.invigilators,
  trainers: row.trainers,
});

const staffOf = (row: RegistryStaff): object => ({
  id: row.id,
  kinds: row.kinds ?? ['ASSESSOR'],
  institutionCode: row.institutionCode ?? null,
  regionCode: row.regionCode ?? null,
  certificateNo: row.certificateNo ?? null,
  name: row.name ?? null,
  occupationCodes: row.occupationCodes,
  ...term(row),
  barred: byStart(row.barred, ({ to }) => to ?? '').map(term),
});

const catalogueOf = (row: RegistryCatalogue): object => ({
  edition: row.edition,
  supplementTo: row.supplementTo ?? null,
  ...term(row),
  occupations: [...row.occupations]
    .sort((a, b) => (a.code < b.code ? -1 : 1))
    .map(({ code, name, workTypes }) => ({ code, name, workTypes })),
});
