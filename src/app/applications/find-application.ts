/** The application that a verb is about, locked, and what the caller may do with it. */
import type { Application } from '../../domain/application/application';
import type { RouteOffice } from '../../domain/application/route';
import { isUuid } from '../../domain/intake/check-header';
import { coversRegion, territoryOf } from '../../domain/tenancy/territory';
import type { Caller } from '../caller';
import type { Stores } from '../ports';
import { type Refusal, refuse } from '../refusal';

export const officeOf = ({ role }: Caller): RouteOffice | undefined =>
  role === 'CITY' || role === 'PROVINCE' ? role : undefined;

/** What an institution drafts is its own until it is submitted; what an office entered at its counter is the office's too. */
function isSeen(caller: Caller, { institutionCode, regionCode, submittedAt, openedRole }: Application): boolean {
  const territory = territoryOf(caller);
  if (territory.institutionCode !== null) return territory.institutionCode === institutionCode;
  return coversRegion(territory, regionCode) && (submittedAt !== null || openedRole !== 'INSTITUTION');
}

/** Answered alike: what is not there, and what is not the caller's. */
export async function lockedApplication(
  { applications }: Stores,
  caller: Caller,
  id: string,
): Promise<Application | Refusal> {
  const application = isUuid(id) ? await applications.lock(id) : undefined;
  return application !== undefined && isSeen(caller, application) ? application : refuse('APPLICATION_NOT_FOUND');
}

/** For the applicant's own acts: the institution, or the office at whose counter it was entered. */
export async function ownApplication(stores: Stores, caller: Caller, id: string): Promise<Application | Refusal> {
  if (caller.role !== 'INSTITUTION' && officeOf(caller) === undefined) return refuse('FORBIDDEN');
  const application = await lockedApplication(stores, caller, id);
  if (isRefused(application)) return application;
  return caller.role === 'INSTITUTION' || application.openedRole === caller.role ? application : refuse('FORBIDDEN');
}

/** Applications have a kind too, but none of them is `refused`. */
export const isRefused = (outcome: { readonly kind: string }): outcome is Refusal => outcome.kind === 'refused';
