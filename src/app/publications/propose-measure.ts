/** A regulator proposes to suspend, resume or revoke filings; somebody else confirms it (decide-measure.ts). */
import { cstDate } from '../../domain/calendar/cst';
import { measureFits, type MeasureState } from '../../domain/filing/measure';
import type { RegistryFiling, RegistryInstitution } from '../../domain/registry/document';
import { coversRegion, territoryOf } from '../../domain/tenancy/territory';
import type { Caller } from '../caller';
import type { Hub, Stores } from '../ports';
import { type Place, type Refusal, refuse } from '../refusal';
import { announce, toCity, toProvince } from './announce';
import { faultsOf, type GivenMeasure } from './given-measure';
import type { Measure } from './measure-ports';

export interface MeasureAnswer {
  readonly kind: 'measure';
  readonly measureId: string;
  readonly state: MeasureState;
  readonly filingIds: readonly string[];
  readonly from: string;
  readonly to: string | null;
  /** The same had been said before. */
  readonly repeated: boolean;
}

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
    const found = await institutionInSight(stores, caller, given.institutionCode);
    if (found === undefined) return refuse('FILING_NOT_FOUND');
    const from = given.from ?? today;
    const filingIds = meantFilings(given, found.filings, from);
    if (!Array.isArray(filingIds)) return filingIds;
    const standing = await stores.codes.openMeasure(given.kind, filingIds);
    if (standing !== undefined) return saidBefore(standing, caller, given, filingIds);
    const measure = measureOf(hub, caller, given, { institution: found.institution, filingIds, from, at });
    await stores.codes.insertMeasure(measure);
    await noteAndTell(hub, stores, caller, measure, found.institution);
    return answerOf(measure, false);
  });
}

export interface FiledInstitution {
  readonly institution: RegistryInstitution;
  readonly filings: readonly RegistryFiling[];
}

/** `undefined` for what is not there and for what stands elsewhere alike. */
export async function institutionInSight(
  { registry }: Stores,
  caller: Caller,
  institutionCode: string,
): Promise<FiledInstitution | undefined> {
  const { institutions = [], filings = [] } = await registry.documentOf(institutionCode, NO_PLAN);
  const [institution] = institutions;
  if (institution === undefined || !coversRegion(territoryOf(caller), institution.regionCode)) return undefined;
  return { institution, filings };
}

function meantFilings(
  { kind, filingIds }: GivenMeasure,
  filings: readonly RegistryFiling[],
  day: string,
): string[] | Refusal {
  if (filingIds.length === 0) {
    const fitting = filings.filter((filing) => measureFits(kind, filing, day));
    return fitting.length > 0 ? fitting.map(({ id }) => id) : refuse('MEASURE_DOES_NOT_FIT');
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
  readonly institution: RegistryInstitution;
  readonly filingIds: readonly string[];
  readonly from: string;
  readonly at: Date;
}

const measureOf = (
  hub: Hub,
  caller: Caller,
  given: GivenMeasure,
  { institution, filingIds, from, at }: Meant,
): Measure => ({
  id: hub.newId(),
  kind: given.kind,
  state: 'PROPOSED',
  institutionCode: institution.code,
  regionCode: institution.regionCode,
  filingIds,
  from,
  to: given.to,
  reasonCode: given.reasonCode,
  reason: given.reason.trim(),
  basis: given.basis.map((text) => text.trim()),
  proposedBy: caller.clientId,
  proposedAt: at,
  decidedBy: null,
  decidedAt: null,
  decisionReason: null,
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
  { code, grade, regionCode }: RegistryInstitution,
): Promise<void> {
  const { kind, reason, basis, proposedAt } = measure;
  const subject = { kind: 'INSTITUTION', id: code } as const;
  await stores.decisions.note({
    id: hub.newId(),
    subject,
    institutionCode: code,
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
  const office = grade === 'PROVINCE' ? toProvince(regionCode) : toCity(regionCode);
  await announce(hub, stores, [{ topic: 'MEASURE_PROPOSED', subject, text, audiences: [office] }], proposedAt);
}

export const MEASURE_LABELS = {
  SUSPENSION: { zh: '暂停备案', en: 'suspension' },
  RESUMPTION: { zh: '恢复备案', en: 'resumption' },
  REVOCATION: { zh: '撤销备案', en: 'revocation' },
} as const;

export const answerOf = ({ id, state, filingIds, from, to }: Measure, repeated: boolean): MeasureAnswer => ({
  kind: 'measure',
  measureId: id,
  ...{ state, filingIds, from, to },
  repeated,
});
