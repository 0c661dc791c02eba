/** What was in force on a day, as the hub knew it at a moment. Both are asked: a correction changes the past, not what was known. */
import { cstInstant } from '../../domain/calendar/cst';
import { isDate } from '../../domain/calendar/dates';
import { maskName } from '../../domain/certificate/mask';
import { registryOnDay, type RegistryOnDay } from '../../domain/registry/in-force';
import { territoryOf } from '../../domain/tenancy/territory';
import type { Caller, Role } from '../caller';
import type { Hub } from '../ports';
import { type Place, type Refusal, refuse } from '../refusal';
import { shownInstitution } from './shown-institution';

export interface RegistryAsOf extends Omit<RegistryOnDay, 'staff'> {
  readonly kind: 'known';
  readonly onDay: string;
  readonly knownAt: Date;
  /** Of each list the first `AS_OF_LIST_MAX` are given. */
  readonly sitesTotal: number;
  readonly filingsTotal: number;
  readonly staffTotal: number;
  /** Names are masked. `null` for callers whom the staff of an institution does not concern. */
  readonly staff: RegistryOnDay['staff'] | null;
}

const STAFF_READERS: readonly Role[] = ['INSTITUTION', 'CITY', 'PROVINCE'];

export const AS_OF_LIST_MAX = 1_000;

export interface AsOfQuestion {
  readonly institutionCode: string;
  /** YYYY-MM-DD. */
  readonly onDay: string;
  /** `null` is now. */
  readonly knownAt: Date | null;
}

/** `undefined` when there is no such institution in the caller's territory. */
export async function registryAsOf(
  hub: Hub,
  caller: Caller,
  question: AsOfQuestion,
): Promise<RegistryAsOf | Refusal | undefined> {
  const { institutionCode, onDay } = question;
  if (!isDate(onDay)) return refuse('REGISTRY_DAY_INVALID', { places: [NO_DAY] });
  const now = hub.now();
  const knownAt = question.knownAt ?? now;
  if (knownAt > now) return refuse('REGISTRY_NOT_KNOWN_YET');
  const known = await hub.views.registryKnownAt(territoryOf(caller), institutionCode, knownAt);
  if (known === undefined) return undefined;
  if (known.registry === null) return notKnownBefore(known.knownSince);
  const { institution, nameOnDay, sites, filings, staff } = registryOnDay(known.registry, onDay);
  return {
    kind: 'known',
    onDay,
    knownAt,
    institution: shownInstitution(caller, institution),
    nameOnDay,
    sites: sites.slice(0, AS_OF_LIST_MAX),
    sitesTotal: sites.length,
    filings: filings.slice(0, AS_OF_LIST_MAX),
    filingsTotal: filings.length,
    staff: STAFF_READERS.includes(caller.role) ? staff.slice(0, AS_OF_LIST_MAX).map(masked) : null,
    staffTotal: staff.length,
  };
}

type Person = RegistryOnDay['staff'][number];
const masked = (person: Person): Person => ({
  ...person,
  name: typeof person.name === 'string' ? maskName(person.name) : null,
});

const NO_DAY: Place = {
  record: null,
  field: 'onDay',
  message: { zh: '应为日历中存在的日期,格式 YYYY-MM-DD', en: 'A day of the calendar as YYYY-MM-DD is expected' },
};

function notKnownBefore(since: Date): Refusal {
  const at = cstInstant(since);
  const message = { zh: `最早可查 ${at}`, en: `Can be asked from ${at} on` };
  return refuse('REGISTRY_NOT_KNOWN_THEN', { places: [{ record: null, field: 'knownAt', message }] });
}
