/** The hub as each client sees it: the same verbs, on views that show it what it wrote itself. */
import { LRUCache } from 'lru-cache';
import type { Hub } from '../../app/ports';
import type { Views } from '../../app/views';
import type { WorkViews } from '../../app/work-views';
import type { Committed } from '../transaction';
import type { Query } from '../views/query';
import type { Replicas } from './replicas';

/** Clients whose hub is kept; one more is made anew each time. */
const HUBS_MAX = 1_000;

export interface HubParts {
  readonly viewsOn: (query: Query) => Views;
  /** What verbs ask after their commit to say what is due next: always of the primary. */
  readonly work: WorkViews;
  readonly transactionTold: (committed: Committed) => Hub['transaction'];
}

/** `null`: nobody is known, as at the public pages. */
export type HubOf = (clientId: string | null) => Hub;

export function hubsOfCallers(hub: Hub, replicas: Replicas, parts: HubParts): HubOf {
  const kept = new LRUCache<string, Hub>({ max: HUBS_MAX });
  const viewsOf = (clientId: string | null): Views => ({
    ...parts.viewsOn(replicas.queryFor(clientId)),
    ...parts.work,
  });
  const ofNobody: Hub = { ...hub, views: viewsOf(null) };
  return (clientId) => {
    if (clientId === null) return ofNobody;
    const known = kept.get(clientId);
    if (known) return known;
    const made: Hub = {
      ...hub,
      views: viewsOf(clientId),
      transaction: parts.transactionTold(() => replicas.committed(clientId)),
    };
    kept.set(clientId, made);
    return made;
  };
}
