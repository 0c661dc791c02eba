/** An institution announces an exam (湘人社函〔2020〕47号 四(一)): checked at once, then before its city. */
import { cstDate } from '../../domain/calendar/cst';
import { filingPlaces, judgePlan } from '../../domain/plan/judge-plan';
import { placeAt, type PlanFiling } from '../../domain/plan/plan-filing';
import { planNumber } from '../../domain/plan/plan-number';
import { planRemarks } from '../../domain/plan/plan-remarks';
import { keptRoster } from '../../domain/plan/plan-roster';
import { canonicalDigest } from '../../domain/reference/canonical-digest';
import type { RegistryPlan } from '../../domain/registry/document';
import type { Caller } from '../caller';
import type { Hub, Stores } from '../ports';
import { type Refusal, refuse } from '../refusal';
import { movedTo, movePlan, type PlanMoved } from './move-plan';
import { newsOfFiling } from './plan-news';
import type { PlanCase } from './plan-ports';
import { judgedBy, namedIn } from './plan-world';

/** The same for the same words; keyed, because a roster stands among them. */
export const contentKeyOf = (hub: Hub, filing: PlanFiling): Buffer => hub.keyedDigest(canonicalDigest(filing));

export async function filePlan(hub: Hub, caller: Caller, filing: PlanFiling): Promise<PlanMoved | Refusal> {
  const { institutionCode } = caller;
  if (caller.role !== 'INSTITUTION' || institutionCode === null) return refuse('FORBIDDEN');
  const places = filingPlaces(filing, cstDate(hub.now()));
  if (places.length > 0) return refuse('PLAN_INVALID', { places });
  const contentKey = contentKeyOf(hub, filing);
  return hub.transaction(async (stores) => {
    await stores.registry.lock();
    const same = await stores.plans.sameContent(institutionCode, contentKey);
    if (same) return movedTo(same, true);
    const regionCode = (await stores.registry.institutionRegions([institutionCode])).get(institutionCode);
    if (regionCode === undefined) return refuse('PLAN_INVALID', { places: [NOT_FILED] });
    const planNo = filing.planNo ?? (await freeNumber(hub, stores, regionCode));
    const owner = await stores.registry.planOwner(planNo);
    if (owner !== undefined) {
      return refuse('PLAN_NO_TAKEN', owner === institutionCode ? { existingId: planNo } : {});
    }
    const draft = { planNo, institutionCode, regionCode, revision: 1, contentKey };
    return standAnew(hub, stores, caller, { filing, draft, before: null });
  });
}

const NOT_FILED = placeAt('institutionCode', '本机构尚未备案', 'The institution is not filed yet');

/** Institutions may have chosen numbers of the same form. */
const NUMBER_TRIES_MAX = 1_000;

async function freeNumber(hub: Hub, stores: Stores, regionCode: string): Promise<string> {
  const year = cstDate(hub.now()).slice(0, 4);
  for (let tries = 0; tries < NUMBER_TRIES_MAX; tries += 1) {
    const planNo = planNumber(year, regionCode, await stores.plans.nextSerial('PLAN', regionCode, year));
    if ((await stores.registry.planOwner(planNo)) === undefined) return planNo;
  }
  throw new Error('No plan number is free.');
}

export interface StandingAnew {
  readonly filing: PlanFiling;
  readonly draft: Pick<PlanCase, 'planNo' | 'institutionCode' | 'regionCode' | 'revision' | 'contentKey'>;
  /** What stood before a change. */
  readonly before: PlanCase | null;
}

/** Judges what is filed, and has it stand as FILED: for a filing and for a change. */
export async function standAnew(
  hub: Hub,
  stores: Stores,
  caller: Caller,
  { filing, draft, before }: StandingAnew,
): Promise<PlanMoved | Refusal> {
  const at = hub.now();
  const filedOn = cstDate(at);
  const registry = await stores.registry.documentOf(draft.institutionCode, draft.planNo);
  const judged = await judgedBy(hub, stores, registry, { regionCode: draft.regionCode, content: filing });
  if (judged.kind === 'refused') return judged;
  const { world } = judged;
  const judgement = judgePlan(filing, filedOn, world);
  if (judgement) return refuse(judgement.code, { places: judgement.places });
  const roster = keptRoster(draft.planNo, filing);
  const elsewhere = await stores.plans.namedElsewhere({ ...filing, planNo: draft.planNo, ids: namedIn(filing) });
  const remarks = planRemarks(filing, { ...world, filedOn, rosterLength: roster?.length ?? null, elsewhere });
  const after: PlanCase = {
    ...draft,
    state: 'FILED',
    throughHub: true,
    audience: filing.audience,
    remarks,
    filedBy: caller.clientId,
    filedAt: at,
    cityBy: null,
    decidedAct: null,
    decidedBy: null,
    decidedAt: null,
    reason: null,
  };
  const row = registryRow(filing, { ...draft, filedOn, roster });
  const lost = await movePlan(stores, row, { before, after, by: caller.clientId, at });
  if (lost) return lost;
  await newsOfFiling(hub, stores, after, before);
  return movedTo(after, false);
}

/** The row that rules and history see; no office has approved it yet. */
function registryRow(
  filing: PlanFiling,
  { planNo, institutionCode, filedOn, roster }: Pick<RegistryPlan, 'planNo' | 'institutionCode' | 'filedOn' | 'roster'>,
): RegistryPlan {
  const { enrolmentClosedOn, occupationCode, workType, level, siteCode, examFrom, examTo, headcount } = filing;
  return {
    planNo,
    institutionCode,
    status: 'FILED',
    provinceApproved: false,
    filedOn,
    enrolmentClosedOn,
    occupationCode,
    workType,
    level,
    siteCode,
    examFrom,
    examTo,
    headcount,
    roster,
    assessors: filing.assessors,
    internalSupervisors: filing.internalSupervisors,
    invigilators: filing.invigilators,
    trainers: filing.trainers,
  };
}
