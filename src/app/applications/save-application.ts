/** Replaces the content of a draft or of what was returned, whole; the revision keeps two editors from losing work. */
import type { GivenContent } from '../../domain/application/content-shape';
import { mayMoveApplication } from '../../domain/application/application';
import { coversRegion, territoryOf } from '../../domain/tenancy/territory';
import type { Caller } from '../caller';
import type { Hub } from '../ports';
import { type Refusal, refuse } from '../refusal';
import { type ApplicationStanding, standingOf } from './application-standing';
import { conflict } from './due-step';
import { digestOfContent, enterContent, handlingCity, isContent } from './enter-content';
import { isRefused, ownApplication } from './find-application';

export interface ContentSaved {
  readonly applicationId: string;
  /** That was read. */
  readonly revision: number;
  readonly content: GivenContent;
}

export async function saveApplication(
  hub: Hub,
  caller: Caller,
  { applicationId, revision, content: given }: ContentSaved,
): Promise<ApplicationStanding | Refusal> {
  const content = enterContent(hub, given);
  if (!isContent(content)) return content;
  return hub.transaction(async (stores) => {
    const application = await ownApplication(stores, caller, applicationId);
    if (isRefused(application)) return application;
    const { kind, institutionCode, state } = application;
    // What may be submitted may be edited.
    if (state === 'SUBMITTED' || !mayMoveApplication(state, 'SUBMITTED')) return conflict(application, undefined);
    const digest = digestOfContent({ kind, institutionCode, content });
    if (application.revision !== revision) {
      const isSame =
        revision + 1 === application.revision && (await stores.applications.digestOf(applicationId)) === digest;
      return isSame ? standingOf(application, { repeated: true }) : refuse('APPLICATION_REVISION_CONFLICT');
    }
    const registered = (await stores.registry.institutionRegions([institutionCode])).get(institutionCode);
    const regionCode = handlingCity(kind, content, registered) ?? application.regionCode;
    const isOutside = caller.institutionCode === null && !coversRegion(territoryOf(caller), regionCode);
    if (isOutside) return refuse('APPLICANT_UNKNOWN');
    const saved = {
      ...application,
      content,
      regionCode,
      revision: revision + 1,
      enteredBy: [...new Set([...application.enteredBy, caller.clientId])],
    };
    const isFirst = await stores.applications.update(saved, { state, revision }, digest);
    return isFirst ? standingOf(saved) : refuse('APPLICATION_REVISION_CONFLICT');
  });
}
