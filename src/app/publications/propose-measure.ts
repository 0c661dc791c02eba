/** A regulator proposes to suspend, resume, revoke or end filings; somebody else confirms it (decide-measure.ts). */
import type { RouteOffice } from '../../domain/application/route';
import { cstDate } from '../../domain/calendar/cst';
import { siteCityOf } from '../../domain/filing/measure-office';
import { resolvePack } from '../../domain/packs/resolve-pack';
import { coversRegion, territoryOf } from '../../domain/tenancy/territory';
import type { Caller } from '../caller';
import { openProposal } from '../deadlines/proposal-term';
import { usablePacks } from '../packs/usable-packs';
import type { Hub, Stores } from '../ports';
import { type Refusal, refuse } from '../refusal';
import { announce, toCity, toProvince } from './announce';
import { decidingOffice } from './deciding-office';
import { institutionInSight, measuredBy } from './filed-institution';
import { faultsOf, type GivenMeasure } from './given-measure';
import { answerOf, MEASURE_LABELS, type MeasureAnswer } from './measure-answer';
import type { Measure } from './measure-ports';
import { meantFilings } from './meant-filings';
import { withVenues } from './shared-venues';
import { groundRefusal } from './termination-ground';

export async function proposeMeasure(hub: Hub, caller: Caller, given: GivenMeasure): Promise<MeasureAnswer | Refusal> {
  if (caller.role !== 'CITY' && caller.role !== 'PROVINCE') return refuse('FORBIDDEN');
  const at = hub.now();
  const today = cstDate(at);
  const faults = faultsOf(given, today);
  if (faults.length > 0) return refuse('MEASURE_INVALID', { places: faults });
  return hub.transaction(async (stores) => {
    // So that two proposals see one another, and the filings as they are.
    await stores.registry.lock();
    const seen = await institutionInSight(stores, caller, given);
    if (seen === undefined) return refuse('FILING_NOT_FOUND');
    const active = await usablePacks(hub, stores, at);
    if ('kind' in active) return active;
    const { regionCode } = seen.institution;
    const resolved = resolvePack(active.packs, regionCode, today);
    const found = await withVenues(stores, seen, given, resolved.parameters);
    const from = given.from ?? today;
    const filingIds = meantFilings(given, found, from);
    if ('kind' in filingIds) return filingIds;
    const { kind, institutionCode } = given;
    const standing = await stores.codes.openMeasure({ kind, institutionCode, filingIds });
    if (standing !== undefined) return saidBefore(standing, caller, given, filingIds);
    const measured = measuredBy(found, filingIds);
    const groundless = await groundRefusal(stores, given, { resolved, found, today });
    if (groundless !== undefined) return groundless;
    const { office } = await decidingOffice(stores, { ...given, from }, measured, resolved);
    const place = siteCityOf(measured) ?? regionCode;
    const measure = measureOf(hub, caller, given, {
      institutionCode,
      place,
      filingIds,
      from,
      at,
    });
    await stores.codes.insertMeasure(measure);
    await noteAndTell(hub, stores, caller, measure, office);
    return answerOf(measure, false);
  });
}

interface Meant {
  readonly institutionCode: string;
  /** City whose filings they are. */
  readonly place: string;
  readonly filingIds: readonly string[];
  readonly from: string;
  readonly at: Date;
}

const measureOf = (
  hub: Hub,
  caller: Caller,
  given: GivenMeasure,
  { institutionCode, place, filingIds, from, at }: Meant,
): Measure => ({
  id: hub.newId(),
  kind: given.kind,
  state: 'PROPOSED',
  institutionCode,
  regionCode: place,
  filingIds,
  from,
  to: given.to,
  reasonCode: given.reasonCode,
  reason: given.reason.trim(),
  basis: given.basis.map((text) => text.trim()),
  proposedBy: caller.clientId,
  proposedRole: caller.role,
  proposedAt: at,
  decidedBy: null,
  decidedRole: null,
  decidedAt: null,
  decisionReason: null,
  noticeFrom: null,
  noticeTo: null,
  takenBackIds: [],
});

/** Two proposals about one filing would decide it twice, and an end without blame go past a revocation: the one that stands comes first. */
function saidBefore(
  standing: Measure,
  caller: Caller,
  given: GivenMeasure,
  filingIds: readonly string[],
): MeasureAnswer | Refusal {
  const same =
    standing.kind === given.kind &&
    standing.proposedBy === caller.clientId &&
    standing.reason === given.reason.trim() &&
    standing.reasonCode === given.reasonCode &&
    standing.filingIds.length === filingIds.length &&
    filingIds.every((id) => standing.filingIds.includes(id));
  if (same) return answerOf(standing, true);
  // Of filings in another city it is said that there is one, and no more.
  const inSight = coversRegion(territoryOf(caller), standing.regionCode);
  return refuse('MEASURE_STATE_CONFLICT', inSight ? { existingId: standing.id } : {});
}

async function noteAndTell(
  hub: Hub,
  stores: Stores,
  { clientId, role }: Caller,
  measure: Measure,
  decider: RouteOffice,
): Promise<void> {
  const { id, institutionCode, regionCode, kind, reason, basis, proposedAt } = measure;
  const subject = { kind: 'INSTITUTION', id: institutionCode } as const;
  await stores.decisions.note({
    id: hub.newId(),
    subject,
    institutionCode,
    regionCode,
    act: `${kind}_PROPOSED`,
    reason,
    basis,
    decidedBy: clientId,
    role,
    decidedAt: proposedAt,
  });
  const text = {
    zh: `有一项处理措施(${MEASURE_LABELS[kind].zh})待确认`,
    en: `A measure (${MEASURE_LABELS[kind].en}) waits to be confirmed`,
  };
  // Who is to confirm it.
  const office = decider === 'PROVINCE' || role === 'PROVINCE' ? 'PROVINCE' : 'CITY';
  const audiences = [office === 'PROVINCE' ? toProvince(regionCode) : toCity(regionCode)];
  await openProposal(hub, stores, { subject: { kind: 'MEASURE', id }, office, institutionCode: null, regionCode });
  await announce(hub, stores, [{ topic: 'MEASURE_PROPOSED', subject, text, audiences }], proposedAt);
}
