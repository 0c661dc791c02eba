import type { Caller } from '../src/app/caller';
import type { Hub } from '../src/app/ports';
import { territoryOf, type Territory } from '../src/domain/tenancy/territory';
import { unauthenticated } from './errors';

/** What a resolver may know of its request. Asking for the caller of a request without a token is refused. */
export type RequestContext = {
  readonly hub: Hub;
  readonly caller: Caller;
  readonly territory: Territory;
  /** The trace that the request says it belongs to. */
  readonly traceparent?: string | undefined;
};

/** Getters live on the prototype: Apollo copies own properties, and would ask for the caller of every request. */
class IdentifiedRequest {
  constructor(
    readonly hub: Hub,
    private readonly identity: Caller | 'absent',
    readonly traceparent: string | undefined,
  ) {}

  get caller(): Caller {
    if (this.identity === 'absent') throw unauthenticated('absent');
    return this.identity;
  }

  get territory(): Territory {
    return territoryOf(this.caller);
  }
}

export const requestContext = (hub: Hub, identity: Caller | 'absent', traceparent?: string): RequestContext =>
  new IdentifiedRequest(hub, identity, traceparent);
