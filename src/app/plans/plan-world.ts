/** What a plan is judged by: the institution's own registry, the people it names, and the packs of its region. */
import { workingDaysOf } from '../../domain/calendar/working-days';
import { resolvePack, type ResolvedPack } from '../../domain/packs/resolve-pack';
import type { PlanWorld } from '../../domain/plan/judge-plan';
import { PLAN_POSTS, type PlanContent } from '../../domain/plan/plan-filing';
import type { RegistryDocument } from '../../domain/registry/document';
import { usablePacks } from '../packs/usable-packs';
import type { Hub, Stores } from '../ports';
import type { Refusal } from '../refusal';

export interface JudgedBy {
  readonly kind: 'world';
  readonly world: PlanWorld;
  readonly pack: ResolvedPack;
}

/** Each person once. */
export const namedIn = (content: PlanContent): readonly string[] => [
  ...new Set(PLAN_POSTS.flatMap((post) => content[post])),
];

/** By the packs that will judge the records: those of the first exam day, as the hub uses them now. */
export async function judgedBy(
  hub: Hub,
  stores: Stores,
  { sites = [], filings = [] }: RegistryDocument,
  { regionCode, content }: { readonly regionCode: string; readonly content: PlanContent },
): Promise<JudgedBy | Refusal> {
  const usable = await usablePacks(hub, stores, hub.now());
  if ('kind' in usable) return usable;
  const pack = resolvePack(usable.packs, regionCode, content.examFrom);
  const { parameters } = pack;
  const register = await stores.plans.register(namedIn(content));
  return {
    kind: 'world',
    pack,
    world: { sites, filings, register, parameters, workingDays: workingDaysOf(parameters.calendar) },
  };
}
