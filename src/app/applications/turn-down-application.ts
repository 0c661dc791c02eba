/**
 * An office returns an application to be mended, or refuses it for good; both with a reason. What is approved and cannot be
 * published leaves the queue of publication the same way.
 */
import { holdsPersonalNumber } from '../../domain/certificate/personal-numbers';
import { isStorable } from '../../domain/certificate/text';
import type { Caller } from '../caller';
import { REASON_CHARS_MAX } from '../limits';
import type { Hub } from '../ports';
import { type Refusal, refuse } from '../refusal';
import { type ApplicationStanding, standingOf } from './application-standing';
import { approvedStep } from './approved-step';
import { dueStep, noteDecision, type StepNamed } from './due-step';
import { objectionsInTheWay } from './objections-of-notice';
import { reopenRenewals } from './renewal-terms';
import { tellApplicant } from './tell-application';

export interface StepTurnedDown extends Omit<StepNamed, 'stepIndex'> {
  /** `null`: of an approved application that is not published yet. */
  readonly stepIndex: number | null;
  readonly reason: string;
  /** Documents and articles; a refusal names at least one. */
  readonly basis: readonly string[];
}

const BASIS_MAX = 20;
const BASIS_CHARS_MAX = 200;

/** The applicant mends it and submits it again; then the route begins anew. */
export const returnApplication = (hub: Hub, caller: Caller, given: StepTurnedDown) =>
  turnDown(hub, caller, given, 'RETURNED');

export const refuseApplication = (hub: Hub, caller: Caller, given: StepTurnedDown) =>
  turnDown(hub, caller, given, 'REFUSED');

async function turnDown(
  hub: Hub,
  caller: Caller,
  given: StepTurnedDown,
  outcome: 'RETURNED' | 'REFUSED',
): Promise<ApplicationStanding | Refusal> {
  const reason = given.reason.trim();
  const isReason = reason !== '' && reason.length <= REASON_CHARS_MAX && isStorable(reason);
  if (!isReason || holdsPersonalNumber(reason)) return refuse('REASON_MISSING');
  const basis = given.basis.map((clause) => clause.trim());
  if (!isBasis(basis) || (outcome === 'REFUSED' && basis.length === 0))
    return refuse('REASON_MISSING', { places: [BASIS] });
  return hub.transaction(async (stores) => {
    const { stepIndex, ...named } = given;
    const due =
      stepIndex === null
        ? await approvedStep(stores, caller, named, outcome)
        : await dueStep(stores, caller, { ...named, stepIndex }, outcome);
    if (due.kind !== 'due') return due;
    const { application } = due;
    const objected = await objectionsInTheWay(stores, application, 'TURNED_DOWN');
    if (objected !== undefined) return objected;
    await noteDecision(hub, stores, caller, due, { outcome, opinion: reason, basis });
    const ended = {
      ...application,
      state: outcome,
      stepIndex: null,
      stepSince: null,
      noticeFrom: null,
      noticeTo: null,
      droppedFilingIds: [],
      approvedAt: null,
    };
    if (!(await stores.applications.update(ended, application))) return refuse('APPLICATION_STATE_CONFLICT');
    await reopenRenewals(hub, stores, application);
    await tellApplicant(hub, stores, ended, outcome === 'RETURNED' ? 'APPLICATION_RETURNED' : 'APPLICATION_REFUSED');
    return standingOf(ended);
  });
}

const isBasis = (basis: readonly string[]): boolean =>
  basis.length <= BASIS_MAX &&
  basis.every((clause) => clause !== '' && clause.length <= BASIS_CHARS_MAX && isStorable(clause));

const BASIS = {
  record: null,
  field: 'basis',
  message: { zh: '须写明依据(文件和条款)', en: 'Name the basis: document and article' },
};
