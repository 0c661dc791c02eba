/** The applicant takes its application back, as long as it is not published. */
import { mayMoveApplication } from '../../domain/application/application';
import type { Caller } from '../caller';
import { endTerms } from '../deadlines/open-term';
import type { Hub } from '../ports';
import type { Refusal } from '../refusal';
import { type ApplicationStanding, standingOf } from './application-standing';
import { PUBLISHER } from './approved-step';
import { subjectOf } from './arrive-at-step';
import { conflict } from './due-step';
import { isRefused, ownApplication } from './find-application';
import { lapseObjections } from './objections-of-notice';
import { reopenRenewals } from './renewal-terms';
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
    if (!mayMoveApplication(state, 'WITHDRAWN')) return conflict(application, undefined);
    const withdrawn = {
      ...application,
      state: 'WITHDRAWN',
      stepIndex: null,
      stepSince: null,
      approvedAt: null,
    } as const;
    if (!(await stores.applications.update(withdrawn, { state, revision }))) return conflict(application, undefined);
    await endTerms(stores, subjectOf(application), 'CANCELLED', hub.now());
    await lapseObjections(stores, application.id, hub.now());
    if (state === 'SUBMITTED' || state === 'APPROVED') await reopenRenewals(hub, stores, application);
    const due = state === 'APPROVED' ? PUBLISHER : stepIndex === null ? undefined : steps[stepIndex];
    if (due !== undefined) await tellOffice(hub, stores, application, due, 'APPLICATION_WITHDRAWN');
    return standingOf(withdrawn);
  });
}
