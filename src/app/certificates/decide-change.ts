/**
 * What becomes of a correction or re-issue: the city agrees first, the province last and applies it, either refuses it,
 * the institution withdraws it. Each step is another person's. The certificate is locked before the request, here as in
 * a recall, so neither waits for the other in a circle.
 */
import { cstDate } from '../../domain/calendar/cst';
import {
  CHANGE_STATE_TEXTS,
  CHANGE_STEPS,
  mayMoveChange,
  type ChangeState,
} from '../../domain/certificate-change/change-state';
import { isUuid } from '../../domain/intake/check-header';
import { reasonFault } from '../../domain/decision/declared-reason';
import { coversRegion, territoryOf } from '../../domain/tenancy/territory';
import type { Caller } from '../caller';
import { endTerms, openTerm } from '../deadlines/open-term';
import { remindOfDeliveries } from '../forwarding/remind-feed';
import { basisIn } from '../packs/basis-in';
import type { Hub, Stores } from '../ports';
import { type Refusal, refuse } from '../refusal';
import { stateNow } from '../state-now';
import { applyChange, type AppliedChange } from './apply-change';
import type { CertificateChange, LockedCertificate } from './change-ports';
import { institutionOf, officeOf, tell } from './tell-of-change';

export interface ChangeDecided {
  readonly kind: 'decided';
  readonly correctionId: string;
  readonly state: ChangeState;
  readonly certificateNo: string;
  /** The version that an APPLIED change made, of the new number where there is one. */
  readonly appliedVersion: number | null;
}

type Step = 'CITY' | 'PROVINCE';
interface Opened {
  readonly change: CertificateChange;
  readonly certificate: LockedCertificate;
}

export async function approveCorrection(
  hub: Hub,
  caller: Caller,
  { id }: { readonly id: string },
): Promise<ChangeDecided | Refusal> {
  const step = stepOf(caller);
  if (!step) return refuse('FORBIDDEN');
  let applied: AppliedChange | undefined;
  const outcome = await hub.transaction(async (stores) => {
    const opened = await open(stores, caller, id);
    if (!opened) return refuse('CORRECTION_NOT_FOUND');
    const { change, certificate } = opened;
    const to = CHANGE_STEPS[step].approved;
    const repeated = saidBefore(change, caller, to);
    if (repeated) return repeated;
    const refusal = mayDecide(change, caller, step);
    if (refusal) return refusal;
    const at = hub.now();
    if (step === 'PROVINCE') {
      const outcome = await applyChange(hub, stores, { change, certificate, at });
      if ('kind' in outcome) return outcome;
      applied = outcome;
    }
    const decided = await move(hub, stores, caller, { change, to, reason: null, at, applied });
    // Last, because recomputations of these buckets wait from here to the commit.
    if (applied) await stores.tallies.markBuckets(applied.buckets, at);
    return decided;
  });
  if (outcome.kind === 'decided' && applied) await remind(hub, applied);
  return outcome;
}

export async function refuseCorrection(
  hub: Hub,
  caller: Caller,
  { id, reason }: { readonly id: string; readonly reason: string },
): Promise<ChangeDecided | Refusal> {
  const step = stepOf(caller);
  if (!step) return refuse('FORBIDDEN');
  if (reasonFault(reason)) return refuse('REASON_MISSING');
  return hub.transaction(async (stores) => {
    const opened = await open(stores, caller, id);
    if (!opened) return refuse('CORRECTION_NOT_FOUND');
    const { change } = opened;
    const repeated = saidBefore(change, caller, 'REFUSED');
    const refusal = repeated ?? mayDecide(change, caller, step);
    if (refusal) return refusal;
    return move(hub, stores, caller, { change, to: 'REFUSED', reason: reason.trim(), at: hub.now() });
  });
}

export async function withdrawCorrection(
  hub: Hub,
  caller: Caller,
  { id }: { readonly id: string },
): Promise<ChangeDecided | Refusal> {
  if (caller.role !== 'INSTITUTION') return refuse('FORBIDDEN');
  return hub.transaction(async (stores) => {
    const opened = await open(stores, caller, id);
    if (!opened) return refuse('CORRECTION_NOT_FOUND');
    const { change } = opened;
    const repeated = saidBefore(change, caller, 'WITHDRAWN');
    if (repeated) return repeated;
    if (!mayMoveChange(change.state, 'WITHDRAWN')) return conflict(change);
    return move(hub, stores, caller, { change, to: 'WITHDRAWN', reason: null, at: hub.now() });
  });
}

const stepOf = ({ role }: Caller): Step | undefined => (role === 'CITY' || role === 'PROVINCE' ? role : undefined);

/** The request, read again under the lock of its certificate; what is outside is not there. */
async function open(stores: Stores, caller: Caller, id: string): Promise<Opened | undefined> {
  const seen = isUuid(id) ? await stores.certificateChanges.byId(id) : undefined;
  if (!seen || !mayRead(caller, seen)) return undefined;
  const certificate = await stores.certificates.lock(seen.certificateNo);
  const change = await stores.certificateChanges.byId(id);
  return change && certificate && { change, certificate };
}

const mayRead = (caller: Caller, { institutionCode, regionCode }: CertificateChange): boolean =>
  caller.role === 'INSTITUTION'
    ? caller.institutionCode === institutionCode
    : coversRegion(territoryOf(caller), regionCode);

/** Whoever says the same again hears what came of it. */
function saidBefore(change: CertificateChange, caller: Caller, to: ChangeState): ChangeDecided | undefined {
  const by = to === 'CITY_APPROVED' ? change.cityDecidedBy : change.decidedBy;
  if (by !== caller.clientId || (to !== 'CITY_APPROVED' && change.state !== to)) return undefined;
  return { ...decidedOf(change), state: to };
}

const decidedOf = ({
  id,
  state,
  certificateNo,
  newCertificateNo,
  appliedVersion,
}: CertificateChange): ChangeDecided => ({
  kind: 'decided',
  correctionId: id,
  state,
  certificateNo: newCertificateNo ?? certificateNo,
  appliedVersion,
});

/** Also of a request that has not come to this office yet. */
const conflict = ({ id, state }: CertificateChange): Refusal =>
  refuse('CORRECTION_STATE_CONFLICT', { places: [stateNow(CHANGE_STATE_TEXTS[state])], existingId: id });

function mayDecide(change: CertificateChange, caller: Caller, step: Step): Refusal | undefined {
  if (change.state !== CHANGE_STEPS[step].from) return conflict(change);
  const hands = [change.requestedBy, change.cityDecidedBy];
  return hands.includes(caller.clientId) ? refuse('FOUR_EYES') : undefined;
}

interface Move {
  readonly change: CertificateChange;
  readonly to: ChangeState;
  readonly reason: string | null;
  readonly at: Date;
  readonly applied?: AppliedChange | undefined;
}

async function move(
  hub: Hub,
  stores: Stores,
  caller: Caller,
  { change, to, reason, at, applied }: Move,
): Promise<ChangeDecided | Refusal> {
  const { id, institutionCode, regionCode } = change;
  const appliedVersion = applied?.versions[0]?.version ?? null;
  const step = { to, by: caller.clientId, at, reason, appliedVersion };
  if (!(await stores.certificateChanges.move(id, change.state, step))) {
    return refuse('CORRECTION_STATE_CONFLICT', { existingId: id });
  }
  const subject = { kind: 'CORRECTION', id } as const;
  await endTerms(stores, subject, to === 'WITHDRAWN' ? 'CANCELLED' : 'MET', at);
  if (to === 'CITY_APPROVED') {
    const on = cstDate(at);
    await openTerm(hub, stores, { term: 'CORRECTION_PROVINCE', subject, institutionCode, regionCode, on });
  }
  if (to !== 'WITHDRAWN') await note(hub, stores, caller, { change, to, reason, at });
  await tellOf(hub, stores, { change, to, at });
  return { ...decidedOf(change), state: to, appliedVersion };
}

async function note(hub: Hub, stores: Stores, caller: Caller, { change, to, reason, at }: Move): Promise<void> {
  const { regionCode } = change;
  await stores.decisions.note({
    id: hub.newId(),
    subject: { kind: 'CORRECTION', id: change.id },
    institutionCode: change.institutionCode,
    regionCode,
    act: `${change.kind}_${to}`,
    reason: reason ?? change.reason,
    // As of data that are mended before they are approved.
    basis: await basisIn(hub, stores, { regionCode, at }, 'resubmitWorkingDays'),
    decidedBy: caller.clientId,
    role: caller.role,
    decidedAt: at,
  });
}

const TEXTS = {
  CITY_APPROVED: { zh: '证书更正或补发申请已通过市级初审', en: 'The city agreed to a correction or re-issue' },
  APPLIED: { zh: '证书更正或补发已生效,并将报送上级', en: 'A correction or re-issue is applied and goes to the feeds' },
  REFUSED: { zh: '证书更正或补发申请未获通过', en: 'A correction or re-issue was refused' },
  WITHDRAWN: { zh: '证书更正或补发申请已撤回', en: 'A correction or re-issue was withdrawn' },
  REQUESTED: { zh: '证书更正或补发申请已提交', en: 'A correction or re-issue was requested' },
} as const satisfies Record<ChangeState, { zh: string; en: string }>;

async function tellOf(hub: Hub, stores: Stores, { change, to, at }: Omit<Move, 'reason'>): Promise<void> {
  const { id, institutionCode, regionCode } = change;
  const told = { topic: `CORRECTION_${to}`, subject: { kind: 'CORRECTION', id }, text: TEXTS[to], at } as const;
  // Who withdrew needs no word of it; the office that had it before it does.
  if (to !== 'WITHDRAWN') await tell(hub, stores, { ...told, audience: institutionOf(institutionCode) });
  if (to === 'CITY_APPROVED') await tell(hub, stores, { ...told, audience: officeOf('PROVINCE', regionCode) });
  if (to === 'WITHDRAWN') {
    const office = change.state === 'REQUESTED' ? 'CITY' : 'PROVINCE';
    await tell(hub, stores, { ...told, audience: officeOf(office, regionCode) });
  }
}

async function remind(hub: Hub, { deliveryIds, buckets }: AppliedChange): Promise<void> {
  await remindOfDeliveries(hub, deliveryIds);
  await hub.reminders.remind(
    'tally',
    buckets.map(({ batchId }) => ({ batchId })),
  );
}
