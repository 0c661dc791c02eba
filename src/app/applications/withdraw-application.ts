/** The applicant takes its application back, as long as it is not approved. */
import { mayMoveApplication } from '../../domain/application/application';
import type { Caller } from '../caller';
import { endTerms } from '../deadlines/open-term';
import type { Hub } from '../ports';
import { type Refusal, refuse } from '../refusal';
import { type ApplicationStanding, standingOf } from './application-standing';
import { subjectOf } from './arrive-at-step';
import { isRefused, ownApplication } from './find-application';
import { tellOffice } from './tell-application';

export async function withdrawApplication(
  hub: Hub,
  caller: Caller,
  { applicationId }: { readonly applicationId: string },
): Promise<ApplicationStanding | Refusal> {
  return hub.transaction(async (stores) => {
    const application = await ownApplication(stores, caller, applicationId);
    if (isRefused(application)) return application;
    const { state, revision, steps, stepIndex } = application;
    if (state === 'WITHDRAWN') return standingOf(application, { repeated: true });
    if (!mayMoveApplication(state, 'WITHDRAWN')) return refuse('APPLICATION_STATE_CONFLICT');
    const withdrawn = { ...application, state: 'WITHDRAWN', stepIndex: null, stepSince: null } as const;
    if (!(await stores.applications.update(withdrawn, { state, revision })))
      return refuse('APPLICATION_STATE_CONFLICT');
    await endTerms(stores, subjectOf(application), 'CANCELLED', hub.now());
    const due = stepIndex === null ? undefined : steps[stepIndex];
    if (due !== undefined) await tellOffice(hub, stores, application, due, 'APPLICATION_WITHDRAWN');
    return standingOf(withdrawn);
  });
}
