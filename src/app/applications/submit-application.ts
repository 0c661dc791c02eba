/** Submits an application: everything is checked at once, and the route of the packs in force is frozen with it. */
import { mayMoveApplication, type Application } from '../../domain/application/application';
import { checkApplication } from '../../domain/application/check-application';
import { routeOf } from '../../domain/application/route-of';
import { territoryOf } from '../../domain/tenancy/territory';
import type { Caller } from '../caller';
import type { Hub, Stores } from '../ports';
import { type Refusal, refuse } from '../refusal';
import { type ApplicationStanding, standingOf } from './application-standing';
import { announceStep, atStep } from './arrive-at-step';
import { barred } from './barred-applicant';
import { refuseContent } from './enter-content';
import { conflict } from './due-step';
import { isRefused, ownApplication } from './find-application';
import { gatherFacts } from './gather-facts';
import { meetRenewals } from './renewal-terms';

export interface ApplicationNamed {
  readonly applicationId: string;
  /** That was read. */
  readonly revision: number;
}

export async function submitApplication(
  hub: Hub,
  caller: Caller,
  { applicationId, revision }: ApplicationNamed,
): Promise<ApplicationStanding | Refusal> {
  return hub.transaction(async (stores) => {
    const application = await ownApplication(stores, caller, applicationId);
    if (isRefused(application)) return application;
    const { state } = application;
    if (state === 'SUBMITTED') {
      const isSame = application.revision === revision + 1 && application.enteredBy.includes(caller.clientId);
      return isSame ? standingOf(application, { repeated: true }) : conflict(application, undefined);
    }
    if (!mayMoveApplication(state, 'SUBMITTED')) return conflict(application, undefined);
    if (application.revision !== revision) return refuse('APPLICATION_REVISION_CONFLICT');
    // Two applications of one institution for the same thing must not both find it free.
    await stores.applications.lockApplicant(application.institutionCode);
    const submitted = await checked(hub, stores, caller, application);
    if (isRefused(submitted)) return submitted;
    if (!(await stores.applications.update(submitted, { state, revision }))) return conflict(application, undefined);
    // An applicant stands in no region before this; from here on the offices of the route read what it sent.
    const materials = submitted.content.materials.map(({ attachmentId }) => attachmentId);
    await stores.attachments.place(materials, submitted.institutionCode, submitted.regionCode);
    await announceStep(hub, stores, submitted);
    await meetRenewals(hub, stores, submitted);
    return standingOf(submitted);
  });
}

async function checked(
  hub: Hub,
  stores: Stores,
  caller: Caller,
  application: Application,
): Promise<Application | Refusal> {
  const { kind, content } = application;
  const facts = await gatherFacts(hub, stores, application, territoryOf(caller));
  if ('code' in facts) return facts;
  const bar = await barred(stores, application, facts);
  if (bar !== undefined) return bar;
  const problems = checkApplication(kind, content, facts);
  if (problems.length > 0) return refuseContent(problems);
  const route = routeOf(kind, content, facts);
  if (route === undefined) return refuse('ROUTE_UNKNOWN');
  const submitted: Application = {
    ...application,
    state: 'SUBMITTED',
    route: { title: route.title, basis: route.basis },
    steps: route.steps,
    revision: application.revision + 1,
    submittedAt: hub.now(),
    enteredBy: [...new Set([...application.enteredBy, caller.clientId])],
    noticeFrom: null,
    noticeTo: null,
  };
  return atStep(hub, submitted, { stepIndex: 0, parameters: facts.parameters });
}
