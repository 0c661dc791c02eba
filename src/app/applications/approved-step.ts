/**
 * What must hold before an approved application is returned or refused instead of published: it waits for its publication,
 * the caller is of the province, and other hands recorded it.
 */
import type { ApplicationStep } from '../../domain/application/application';
import type { RouteStep } from '../../domain/application/route';
import type { Caller } from '../caller';
import type { Stores } from '../ports';
import { type Refusal, refuse } from '../refusal';
import { type ApplicationStanding, standingOf } from './application-standing';
import { conflict, type DueStep, placeOfStep, type StepNamed } from './due-step';
import { isRefused, lockedApplication, officeOf } from './find-application';

/** The office that publishes: what it sends back is its word about the record. */
export const PUBLISHER = { by: 'PROVINCE', act: 'RECORD' } as const satisfies RouteStep;

export async function approvedStep(
  stores: Stores,
  caller: Caller,
  { applicationId, revision }: Pick<StepNamed, 'applicationId' | 'revision'>,
  outcome: 'RETURNED' | 'REFUSED',
): Promise<DueStep | ApplicationStanding | Refusal> {
  const office = officeOf(caller);
  if (office === undefined) return refuse('FORBIDDEN');
  const application = await lockedApplication(stores, caller, applicationId);
  if (isRefused(application)) return application;
  const decided = (await stores.applications.steps(applicationId)).filter((each) => each.revision === revision);
  if (application.state !== 'APPROVED' || application.revision !== revision) {
    const taken = decided.find((each) => each.outcome !== 'PASSED');
    return isOwn(caller, taken, outcome) ? standingOf(application, { repeated: true }) : conflict(application, taken);
  }
  if (office !== PUBLISHER.by) return refuse('APPLICATION_ELSEWHERE', { places: [placeOfStep(PUBLISHER)] });
  const hands = [...application.enteredBy, decided.at(-1)?.decidedBy];
  if (hands.includes(caller.clientId)) return refuse('FOUR_EYES');
  // Kept behind the steps of its route.
  return { kind: 'due', application, step: PUBLISHER, stepIndex: application.steps.length };
}

const isOwn = ({ clientId }: Caller, taken: ApplicationStep | undefined, outcome: string): boolean =>
  taken?.decidedBy === clientId && taken.outcome === outcome;
