/** The clauses by which an office decides: those of the place, never those of another province. */
import { cstDate } from '../../domain/calendar/cst';
import type { ParameterName } from '../../domain/packs/parameters';
import { type ResolvedPack, resolvePack } from '../../domain/packs/resolve-pack';
import { EVALUATION_RULES } from '../../domain/rules/documents';
import type { Hub, Stores } from '../ports';
import { usablePacks } from './usable-packs';

/** Where only the nation's pack speaks: its defaults may be drawn from the document of one province. */
export const NATIONAL_BASIS: readonly string[] = [EVALUATION_RULES];

export function basisFrom(
  { origins, names: [nation] }: Pick<ResolvedPack, 'origins' | 'names'>,
  name: ParameterName,
): readonly string[] {
  const origin = origins[name];
  return origin === undefined || origin.pack === nation ? NATIONAL_BASIS : origin.basis;
}

/** On the day of `at`. Packs that cannot be used undo no decision: then the nation's rules are named. */
export async function basisIn(
  hub: Hub,
  stores: Stores,
  { regionCode, at }: { readonly regionCode: string; readonly at: Date },
  name: ParameterName,
): Promise<readonly string[]> {
  const active = await usablePacks(hub, stores, at);
  return 'kind' in active ? NATIONAL_BASIS : basisFrom(resolvePack(active.packs, regionCode, cstDate(at)), name);
}
