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

/** Getters live on the prototype: Apollo copies own properties, and would ask for the caller of every request. */
class IdentifiedRequest {
  constructor(
    readonly hub: Hub,
    private readonly identity: Caller | 'absent',
  ) {}

  get caller(): Caller {
    if (this.identity === 'absent') throw unauthenticated('absent');
    return this.identity;
  }

  get territory(): Territory {
    return territoryOf(this.caller);
  }
}

export const requestContext = (hub: Hub, identity: Caller | 'absent'): RequestContext =>
  new IdentifiedRequest(hub, identity);
