/** A regulator proposes to suspend, resume, revoke or end filings; somebody else confirms it (decide-measure.ts). */
import type { RouteOffice } from '../../domain/application/route';
import { cstDate } from '../../domain/calendar/cst';
import { measureFits } from '../../domain/filing/measure';
import { type Measured, measureOffice, siteCityOf } from '../../domain/filing/measure-office';
import { resolvePack } from '../../domain/packs/resolve-pack';
import type { RegistryFiling } from '../../domain/registry/document';
import { coversRegion, territoryOf } from '../../domain/tenancy/territory';
import type { Caller } from '../caller';
import { openProposal } from '../deadlines/proposal-term';
import { usablePacks } from '../packs/usable-packs';
import type { Hub, Stores } from '../ports';
import { type Place, type Refusal, refuse } from '../refusal';
import { announce, toCity, toProvince } from './announce';
import { faultsOf, type GivenMeasure } from './given-measure';
import { answerOf, MEASURE_LABELS, type MeasureAnswer } from './measure-answer';
import type { Measure } from './measure-ports';
import { terminationRefusal } from './termination-ground';

/** Plans are none of its business: no plan has the empty number. */
const NO_PLAN = '';

export async function proposeMeasure(hub: Hub, caller: Caller, given: GivenMeasure): Promise<MeasureAnswer | Refusal> {
  if (caller.role !== 'CITY' && caller.role !== 'PROVINCE') return refuse('FORBIDDEN');
  const at = hub.now();
  const today = cstDate(at);
  const faults = faultsOf(given, today);
  if (faults.length > 0) return refuse('MEASURE_INVALID', { places: faults });
  return hub.transaction(async (stores) => {
    // So that two proposals see one another, and the filings as they are.
    await stores.registry.lock();
    const found = await institutionInSight(stores, caller, given);
    if (found === undefined) return refuse('FILING_NOT_FOUND');
    const from = given.from ?? today;
    const filingIds = meantFilings(given, found.filings, from);
    if (!Array.isArray(filingIds)) return filingIds;
    const standing = await stores.codes.openMeasure(given.kind, filingIds);
    if (standing !== undefined) return saidBefore(standing, caller, given, filingIds);
    const active = await usablePacks(hub, stores, at);
    if ('kind' in active) return active;
    const measured = measuredBy(found, filingIds);
    const { regionCode } = found.institution;
    const resolved = resolvePack(active.packs, regionCode, today);
    const groundless = await terminationRefusal(stores, given, { resolved, today });
    if (groundless !== undefined) return groundless;
    const { parameters } = resolved;
    const office = measureOffice(given.kind, measured, parameters);
    const place = siteCityOf(measured) ?? regionCode;
    const measure = measureOf(hub, caller, given, {
      institutionCode: found.institution.code,
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

/** With all of its filings. */
export type FiledInstitution = Measured;

/** The filings that a measure names, and the institution that they are of. */
export const measuredBy = (found: FiledInstitution, filingIds: readonly string[]): Measured => ({
  ...found,
  filings: found.filings.filter(({ id }) => filingIds.includes(id)),
});

/**
 * `undefined` for what is not there and for what stands elsewhere alike. A city also sees the filings that are its own
 * because all of their sites lie there (内人社办发〔2024〕53号 第四十三条), when it names them.
 */
export async function institutionInSight(
  { registry }: Stores,
  caller: Caller,
  { institutionCode, filingIds }: Pick<GivenMeasure, 'institutionCode' | 'filingIds'>,
): Promise<FiledInstitution | undefined> {
  const { institutions = [], filings = [], sites = [] } = await registry.documentOf(institutionCode, NO_PLAN);
  const [institution] = institutions;
  if (institution === undefined) return undefined;
  const found = { institution, filings, sites };
  const territory = territoryOf(caller);
  if (coversRegion(territory, institution.regionCode)) return found;
  const siteCity = siteCityOf(measuredBy(found, filingIds));
  return siteCity !== undefined && coversRegion(territory, siteCity) ? found : undefined;
}

function meantFilings(
  { kind, filingIds }: GivenMeasure,
  filings: readonly RegistryFiling[],
  day: string,
): string[] | Refusal {
  if (filingIds.length === 0) {
    const fitting = filings.filter((filing) => measureFits(kind, filing, day));
    return fitting.length > 0
      ? fitting.map(({ id }) => id)
      : refuse('MEASURE_DOES_NOT_FIT', { places: unfitPlaces(filings, kind, day) });
  }
  const asked = [...new Set(filingIds)];
  const unknown = asked.findIndex((id) => !filings.some((filing) => filing.id === id));
  if (unknown >= 0) return refuse('FILING_NOT_FOUND', { places: [filingPlace(unknown)] });
  const unfit = unfitPlaces(
    filings.filter(({ id }) => asked.includes(id)),
    kind,
    day,
  );
  return unfit.length > 0 ? refuse('MEASURE_DOES_NOT_FIT', { places: unfit }) : asked;
}

export const unfitPlaces = (
  filings: readonly RegistryFiling[],
  kind: GivenMeasure['kind'],
  day: string,
): readonly Place[] =>
  filings
    .filter((filing) => !measureFits(kind, filing, day))
    .map(({ id }) => ({
      record: null,
      field: 'filingIds',
      message: { zh: `备案 ${id} 在 ${day} 的状态不适用`, en: `Filing ${id} is in another state on ${day}` },
    }));

const filingPlace = (index: number): Place => ({
  record: null,
  field: `filingIds/${index}`,
  message: { zh: '该机构没有这项备案', en: 'The institution has no such filing' },
});

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
  decidedAt: null,
  decisionReason: null,
  noticeFrom: null,
  noticeTo: null,
});

/** Two proposals about one filing would decide it twice: the one that stands is decided first. */
function saidBefore(
  standing: Measure,
  caller: Caller,
  given: GivenMeasure,
  filingIds: readonly string[],
): MeasureAnswer | Refusal {
  const same =
    standing.proposedBy === caller.clientId &&
    standing.reason === given.reason.trim() &&
    standing.reasonCode === given.reasonCode &&
    standing.filingIds.length === filingIds.length &&
    filingIds.every((id) => standing.filingIds.includes(id));
  return same ? answerOf(standing, true) : refuse('MEASURE_STATE_CONFLICT', { existingId: standing.id });
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
