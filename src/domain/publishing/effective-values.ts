/** What governs a region on a day, value by value, with the pack and the clause that each comes from. */
import type { Bilingual } from '../bilingual';
import type { ResolvedPack } from '../packs/resolve-pack';

export interface EffectiveValue {
  readonly kind: 'PARAMETER' | 'RULE';
  /** Name of the parameter or code of the rule. */
  readonly name: string;
  readonly value: unknown;
  /** `sichuan@2021-06-16` */
  readonly pack: string;
  readonly basis: readonly string[];
  readonly note: Bilingual | null;
  /** True where a grant lets the pack ask for less than the one under it. */
  readonly granted: boolean;
}

/** Parameters by name, then rule switches by code. */
export function effectiveValues({ parameters, rules, origins, grants }: ResolvedPack): readonly EffectiveValue[] {
  const valueOf = (kind: EffectiveValue['kind'], name: string, value: unknown): readonly EffectiveValue[] => {
    const origin = origins[name];
    if (origin === undefined) return [];
    const { pack, basis, note = null } = origin;
    const granted = grants.some((grant) => grant.of === name && grant.pack === pack);
    return [{ kind, name, value, pack, basis, note, granted }];
  };
  return [
    ...Object.entries(parameters)
      .sort(byName)
      .flatMap(([name, value]) => valueOf('PARAMETER', name, value)),
    ...Object.entries(rules)
      .sort(byName)
      .flatMap(([code, { enabled, severity }]) => valueOf('RULE', code, { enabled, severity })),
  ];
}

const byName = ([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number =>
  one < other ? -1 : 1;
