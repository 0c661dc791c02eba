/** The office that shows a proposed filing answers an objection to it, never by the hand that wrote it down or entered the application. */
import type { Application } from '../../domain/application/application';
import { reasonFault } from '../../domain/decision/declared-reason';
import type { ObjectionDecision } from '../../domain/results/results-state';
import { coversRegion, territoryOf } from '../../domain/tenancy/territory';
import type { Caller } from '../caller';
import { endTerms } from '../deadlines/open-term';
import type { Hub, Stores } from '../ports';
import { type Refusal, refuse } from '../refusal';
import { basisFaults } from '../results/basis';
import { placeOfStep } from './due-step';
import type { FilingObjection } from './filing-objection-ports';
import { officeOf } from './find-application';
import { noticeStepOf, tellObjection } from './objections-of-notice';

export interface GivenFilingDecision {
  readonly objectionId: string;
  readonly decision: ObjectionDecision;
  readonly reason: string;
  readonly basis: readonly string[];
}
export interface FilingObjectionDecided {
  readonly kind: 'decided';
  readonly objection: FilingObjection;
  /** This caller had decided so before. */
  readonly repeated: boolean;
}

export async function decideFilingObjection(
  hub: Hub,
  caller: Caller,
  given: GivenFilingDecision,
): Promise<FilingObjectionDecided | Refusal> {
  if (officeOf(caller) === undefined) return refuse('FORBIDDEN');
  const unfit = reasonFault(given.reason);
  const places = [
    ...(unfit === undefined ? [] : [{ record: null, field: 'reason', message: unfit }]),
    ...basisFaults(given.basis),
  ];
  if (places.length > 0) return refuse('OBJECTION_INVALID', { places });
  const trimmed = { ...given, reason: given.reason.trim(), basis: given.basis.map((clause) => clause.trim()) };
  return hub.transaction((stores) => decide(hub, stores, caller, trimmed));
}

async function decide(
  hub: Hub,
  stores: Stores,
  caller: Caller,
  given: GivenFilingDecision,
): Promise<FilingObjectionDecided | Refusal> {
  const seen = await stores.applications.objection(given.objectionId);
  if (seen === undefined || !coversRegion(territoryOf(caller), seen.regionCode)) return refuse('OBJECTION_NOT_FOUND');
  const application = await stores.applications.lock(seen.applicationId);
  // Read again under the lock: somebody may have decided meanwhile.
  const objection = await stores.applications.objection(given.objectionId);
  if (application === undefined || objection === undefined) throw new Error('An objection without its application.');
  if (objection.state !== 'OPEN') {
    const isOwn = objection.decidedBy === caller.clientId && objection.state === given.decision;
    return isOwn
      ? { kind: 'decided', objection, repeated: true }
      : refuse('OBJECTION_DECIDED', { existingId: objection.id });
  }
  const step = noticeStepOf(application);
  if (step === undefined) throw new Error('An open objection to what is not on notice.');
  if (step.by !== officeOf(caller)) return refuse('APPLICATION_ELSEWHERE', { places: [placeOfStep(step)] });
  if (handsOf(application, objection).includes(caller.clientId)) return refuse('FOUR_EYES');
  const at = hub.now();
  const { decision, reason, basis } = given;
  const decided = { decision, by: caller.clientId, role: caller.role, at, reason, basis };
  if (!(await stores.applications.decideObjection(objection.id, decided))) {
    return refuse('OBJECTION_DECIDED', { existingId: objection.id });
  }
  await note(hub, stores, caller, objection, { ...given, at });
  await tellObjection(hub, stores, objection, { topic: `FILING_OBJECTION_${decision}`, office: step.by });
  const after: FilingObjection = {
    ...objection,
    ...{ state: decision, decidedBy: caller.clientId, decidedRole: caller.role, decidedAt: at, reason, basis },
  };
  return { kind: 'decided', objection: after, repeated: false };
}

const handsOf = ({ enteredBy }: Application, { recordedBy }: FilingObjection): readonly string[] => [
  recordedBy,
  ...enteredBy,
];

async function note(
  hub: Hub,
  stores: Stores,
  { clientId, role }: Caller,
  { id, institutionCode, regionCode }: FilingObjection,
  { decision, reason, basis, at }: GivenFilingDecision & { readonly at: Date },
): Promise<void> {
  const subject = { kind: 'OBJECTION', id } as const;
  await stores.decisions.note({
    id: hub.newId(),
    subject,
    institutionCode,
    regionCode,
    act: `FILING_OBJECTION_${decision}`,
    reason,
    basis,
    decidedBy: clientId,
    role,
    decidedAt: at,
  });
  await endTerms(stores, subject, 'MET', at);
}
