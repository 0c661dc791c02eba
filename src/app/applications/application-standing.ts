/** What every verb about an application answers: where it stands now. */
import type { Application, ApplicationState } from '../../domain/application/application';
import type { RouteAct, RouteOffice } from '../../domain/application/route';

export interface ApplicationStanding {
  readonly kind: 'standing';
  readonly applicationId: string;
  readonly state: ApplicationState;
  readonly revision: number;
  readonly stepIndex: number | null;
  readonly dueBy: RouteOffice | null;
  readonly dueAct: RouteAct | null;
  /** Last day of the notice to the public, `YYYY-MM-DD`. */
  readonly noticeTo: string | null;
  /** First day on which an approved application may be published. */
  readonly publishableFrom: string | null;
  readonly publishedOn: string | null;
  /** The same had been said before; nothing was done again. */
  readonly repeated: boolean;
}

export function standingOf(
  application: Application,
  { repeated = false, publishableFrom = null }: { repeated?: boolean; publishableFrom?: string | null } = {},
): ApplicationStanding {
  const { id, state, revision, steps, stepIndex, noticeTo, publishedOn } = application;
  const due = stepIndex === null ? undefined : steps[stepIndex];
  return {
    kind: 'standing',
    applicationId: id,
    state,
    revision,
    stepIndex,
    dueBy: due?.by ?? null,
    dueAct: due?.act ?? null,
    noticeTo,
    publishableFrom,
    publishedOn,
    repeated,
  };
}
