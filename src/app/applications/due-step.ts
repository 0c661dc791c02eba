/** What must hold before an office decides a step: it is due, it is this office's, and other hands took what came before. */
import type { Application, ApplicationStep } from '../../domain/application/application';
import {
  APPLICATION_STATE_TEXTS,
  ROUTE_ACT_TEXTS,
  ROUTE_OFFICE_TEXTS,
  STEP_OUTCOME_TEXTS,
} from '../../domain/application/application-texts';
import type { RouteStep } from '../../domain/application/route';
import type { Bilingual } from '../../domain/bilingual';
import type { Caller } from '../caller';
import { endTerms } from '../deadlines/open-term';
import type { Hub, Stores } from '../ports';
import { type Place, type Refusal, refuse } from '../refusal';
import { stateNow } from '../state-now';
import { type ApplicationStanding, standingOf } from './application-standing';
import { subjectOf } from './arrive-at-step';
import { isRefused, lockedApplication, officeOf } from './find-application';

/** The step as the caller read it: a decision never falls on a later one. */
export interface StepNamed {
  readonly applicationId: string;
  readonly revision: number;
  readonly stepIndex: number;
}

export interface DueStep {
  readonly kind: 'due';
  readonly application: Application;
  readonly step: RouteStep;
  readonly stepIndex: number;
}

export async function dueStep(
  stores: Stores,
  caller: Caller,
  { applicationId, revision, stepIndex }: StepNamed,
  outcome: ApplicationStep['outcome'],
): Promise<DueStep | ApplicationStanding | Refusal> {
  const office = officeOf(caller);
  if (office === undefined) return refuse('FORBIDDEN');
  const application = await lockedApplication(stores, caller, applicationId);
  if (isRefused(application)) return application;
  const decided = await stores.applications.steps(applicationId);
  const step = application.steps[stepIndex];
  const isDue =
    application.state === 'SUBMITTED' && application.revision === revision && application.stepIndex === stepIndex;
  if (!isDue || step === undefined) {
    const taken = decided.find((each) => each.revision === revision && each.stepIndex === stepIndex);
    const isOwn = taken?.decidedBy === caller.clientId && taken.outcome === outcome;
    return isOwn ? standingOf(application, { repeated: true }) : conflict(application, taken);
  }
  if (step.by !== office) return refuse('APPLICATION_ELSEWHERE', { places: [placeOfStep(step)] });
  const earlier = decided.filter((each) => each.revision === revision);
  const hands = step.act === 'RECORD' ? earlier : earlier.slice(-1);
  const isSameHand = [...application.enteredBy, ...hands.map(({ decidedBy }) => decidedBy)].includes(caller.clientId);
  return isSameHand ? refuse('FOUR_EYES') : { kind: 'due', application, step, stepIndex };
}

const stepText = ({ by, act }: RouteStep): Bilingual => ({
  zh: `${ROUTE_OFFICE_TEXTS[by].zh}${ROUTE_ACT_TEXTS[act].zh}`,
  en: `${ROUTE_ACT_TEXTS[act].en} by ${ROUTE_OFFICE_TEXTS[by].en}`,
});

export const placeOfStep = ({ by, act }: RouteStep): Place => ({
  record: null,
  field: null,
  message: { zh: `当前环节:${stepText({ by, act }).zh}`, en: `The step that is due: ${stepText({ by, act }).en}` },
});

/** The loser of a race hears what happened meanwhile. */
export function conflict({ id, state }: Application, taken: ApplicationStep | undefined): Refusal {
  const now = stateNow(APPLICATION_STATE_TEXTS[state]);
  if (taken === undefined) return refuse('APPLICATION_STATE_CONFLICT', { places: [now], existingId: id });
  const { step, outcome, decidedBy, decidedAt } = taken;
  const at = decidedAt.toISOString();
  const done: Place = {
    record: null,
    field: null,
    message: {
      zh: `${stepText(step).zh}已由 ${decidedBy} 于 ${at} 办理:${STEP_OUTCOME_TEXTS[outcome].zh}`,
      en: `The ${stepText(step).en} was decided by ${decidedBy} at ${at}: ${STEP_OUTCOME_TEXTS[outcome].en}`,
    },
  };
  return refuse('APPLICATION_STATE_CONFLICT', { places: [done, now], existingId: id });
}

export interface StepDecision {
  readonly outcome: ApplicationStep['outcome'];
  readonly opinion: string | null;
  /** Empty: the clauses of the route. */
  readonly basis: readonly string[];
}

/** Of the record, which is passed without words: what let it pass. */
const ALL_PASSED = '各环节均已通过 / Every step before was passed';

/** Of a notice also the days on which it was shown. */
const reasonOf = (
  { noticeFrom, noticeTo }: Application,
  { act }: RouteStep,
  { outcome, opinion }: StepDecision,
): string =>
  act === 'NOTICE' && outcome === 'PASSED' && noticeFrom !== null
    ? `公示期满(${noticeFrom} 至 ${noticeTo ?? '-'}):${opinion ?? ''}`
    : (opinion ?? ALL_PASSED);

/** Keeps the decision, among the steps and among all decisions, and stops the clock of the office. */
export async function noteDecision(
  hub: Hub,
  stores: Stores,
  caller: Caller,
  { application, step, stepIndex }: DueStep,
  decision: StepDecision,
): Promise<void> {
  const { outcome, opinion, basis: given } = decision;
  const { id, revision, institutionCode, regionCode, route } = application;
  const at = hub.now();
  const basis = given.length > 0 ? given : (route?.basis ?? []);
  const { clientId: decidedBy, role } = caller;
  await stores.applications.noteStep(id, {
    revision,
    stepIndex,
    step,
    outcome,
    opinion,
    basis,
    decidedBy,
    decidedAt: at,
  });
  await stores.decisions.note({
    id: hub.newId(),
    subject: subjectOf(application),
    institutionCode,
    regionCode,
    act: `${step.act}_${outcome}`,
    reason: reasonOf(application, step, decision),
    basis,
    decidedBy,
    role,
    decidedAt: at,
  });
  await endTerms(stores, subjectOf(application), 'MET', at);
}
