import type { Caller } from '../src/app/caller';
import type { Hub } from '../src/app/ports';
import { territoryOf, type Territory } from '../src/domain/tenancy/territory';
import { unauthenticated } from './errors';

/** What a resolver may know of its request. Asking for the caller of a request without a token is refused. */
export type RequestContext = {
  readonly hub: Hub;
  readonly caller: Caller;
  readonly territory: Territory;
};

export const requestContext = (hub: Hub, identity: Caller | 'absent'): RequestContext => ({
  hub,
  get caller() {
    if (identity === 'absent') throw unauthenticated('absent');
    return identity;
  },
  get territory() {
    return territoryOf(this.caller);
  },
});
