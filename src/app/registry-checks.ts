/**
 * Rules of registry scope: what is due, overdue or at odds in the registry and in the queues of a territory today, by the
 * packs in force where each institution belongs. Nothing is stored: the same question tomorrow has tomorrow's answer.
 */
import type { Bilingual } from '../domain/bilingual';
import { cstDate } from '../domain/calendar/cst';
import { daysAfter, monthsBefore } from '../domain/calendar/dates';
import type { Pack } from '../domain/packs/pack';
import { checkSubject } from '../domain/rules/check-subject';
import type { RegistrySubject } from '../domain/rules/registry-subject';
import type { Finding, Severity } from '../domain/rules/rule';
import { regionPrefixOf } from '../domain/tenancy/region-prefix';
import { territoryOf } from '../domain/tenancy/territory';
import type { Caller } from './caller';
import { decodeCursor, encodeCursor, type Page, type PageRequest } from './paging';
import { resolvedOn } from './packs/resolved-on';
import { shownPacks } from './packs/shown-packs';
import type { Hub } from './ports';
import { type Refusal, refuse } from './refusal';
import type { SubjectHorizon } from './registry-subject-views';

export interface RegistryFinding {
  readonly code: string;
  readonly severity: Severity;
  readonly kind: RegistrySubject['kind'];
  /** Of the filing, the batch or the institution. */
  readonly subjectId: string;
  readonly institutionCode: string;
  readonly message: Bilingual;
  readonly expected: readonly string[] | null;
  readonly basis: readonly string[];
}

export interface RegistryFindingFilter {
  readonly code: string | null;
  readonly institutionCode: string | null;
  readonly regionCode: string | null;
}

/** @throws PacksUnusable when the packs in force cannot be trusted. */
export async function registryFindings(
  hub: Hub,
  caller: Caller,
  { code, institutionCode, regionCode }: RegistryFindingFilter,
  page: PageRequest,
): Promise<Page<RegistryFinding> | Refusal> {
  const now = hub.now();
  const today = cstDate(now);
  const { packs } = await shownPacks(hub, now);
  const filter = { institutionCode, regionPrefix: regionPrefixOf(regionCode ?? '') };
  const subjects = await hub.views.registrySubjects(territoryOf(caller), horizonOf(packs, today), filter);
  if (subjects === undefined) return refuse('REGISTRY_TOO_LARGE');
  const findings = subjects
    .flatMap(({ subject, regionCode }) =>
      checkSubject(subject, { today, pack: resolvedOn(packs, regionCode, today) }).map((finding) =>
        placed(finding, subject),
      ),
    )
    .filter((finding) => code === null || finding.code === code);
  return pageOfFindings(findings, page);
}

/** Of all packs in force today the widest window and the shortest patience. */
function horizonOf(packs: readonly Pack[], today: string): SubjectHorizon {
  const all = [...new Set(packs.map(({ region }) => region))].map((region) => resolvedOn(packs, region, today));
  const windows = all.map(({ parameters }) => parameters.renewalDays ?? 0);
  const patience = all.flatMap(({ parameters }) => parameters.inactiveMonths ?? []);
  return {
    today,
    endsBy: daysAfter(today, Math.max(0, ...windows)),
    // No pack minds inactivity: then nobody has been quiet since the beginning of days.
    quietSince: patience.length === 0 ? FIRST_DAY : monthsBefore(today, Math.min(...patience)),
  };
}

const FIRST_DAY = '0001-01-01';

const placed = ({ code, severity, message, expected, basis }: Finding, subject: RegistrySubject): RegistryFinding => ({
  code,
  severity,
  kind: subject.kind,
  subjectId: subject.kind === 'INSTITUTION' ? subject.institutionCode : subject.id,
  institutionCode: subject.institutionCode,
  message,
  expected,
  basis,
});

/** A rule says at most one thing of a subject. */
const keyOf = ({ code, institutionCode, kind, subjectId }: RegistryFinding): readonly string[] => [
  code,
  institutionCode,
  kind,
  subjectId,
];
const KEY_PARTS = 4;

function compareKeys(one: readonly string[], other: readonly string[]): number {
  for (const [index, part] of one.entries()) {
    const beside = other[index] ?? '';
    if (part !== beside) return part < beside ? -1 : 1;
  }
  return 0;
}

function pageOfFindings(findings: readonly RegistryFinding[], { first, after }: PageRequest): Page<RegistryFinding> {
  const ordered = findings.toSorted((one, other) => compareKeys(keyOf(one), keyOf(other)));
  const place = after === null ? undefined : decodeCursor(after, KEY_PARTS);
  const rest = place === undefined ? ordered : ordered.filter((finding) => compareKeys(keyOf(finding), place) > 0);
  const items = rest.slice(0, first);
  const last = items.at(-1);
  return {
    items,
    total: findings.length,
    endCursor: last === undefined ? null : encodeCursor(keyOf(last)),
    hasNext: rest.length > first,
  };
}
