/** What changes from one pack to another, and which rules judge otherwise for it. */
import { canonicalDigest } from '../reference/canonical-digest';
import type { RuleHead } from '../rules/rule';
import { tightensRule } from './loosening';
import type { Pack, RuleSwitch } from './pack';
import { isParameterName, PARAMETERS } from './parameter-shapes';
import type { ResolvedPack } from './resolve-pack';

export type ComparedRule = Pick<RuleHead, 'code' | 'severity' | 'parameters'>;

export interface PackChange {
  readonly kind: 'PARAMETER' | 'RULE';
  /** Name of a parameter or code of a rule. */
  readonly name: string;
  /** Value of the parameter, or switch of the rule without its basis; absent where the pack says nothing about it. */
  readonly before?: unknown;
  readonly after?: unknown;
  /** Asks for as much as before, or more. What only one of two single packs says cannot be told, and counts as false. */
  readonly tightens: boolean;
  /** Codes, ascending, that the change concerns. */
  readonly rules: readonly string[];
}

type Compared = Pack | ResolvedPack;
type Setting = Pick<RuleSwitch, 'enabled' | 'severity'>;

const isResolved = (pack: Compared): pack is ResolvedPack => 'names' in pack;

const valuesOf = (pack: Compared): ReadonlyMap<string, unknown> =>
  new Map<string, unknown>(
    isResolved(pack)
      ? Object.entries(pack.parameters)
      : Object.entries(pack.parameters).map(([name, { value }]) => [name, value]),
  );

const settingOf = (pack: Compared, code: string): Setting | undefined => {
  const { enabled, severity } = pack.rules[code] ?? {};
  if (enabled === undefined && severity === undefined) return undefined;
  return { ...(enabled === undefined ? {} : { enabled }), ...(severity === undefined ? {} : { severity }) };
};

const same = (one: unknown, other: unknown): boolean =>
  one === other || (one !== undefined && other !== undefined && canonicalDigest(one) === canonicalDigest(other));

const sides = (before: unknown, after: unknown): Pick<PackChange, 'before' | 'after'> => ({
  ...(before === undefined ? {} : { before }),
  ...(after === undefined ? {} : { after }),
});

const unionOf = (one: Iterable<string>, other: Iterable<string>): readonly string[] => [...new Set([...one, ...other])].sort();

function changedParameters(before: Compared, after: Compared, rules: readonly ComparedRule[]): readonly PackChange[] {
  const [was, is] = [valuesOf(before), valuesOf(after)];
  return unionOf(was.keys(), is.keys())
    .filter((name) => !same(was.get(name), is.get(name)))
    .map((name) => ({
      kind: 'PARAMETER' as const,
      name,
      ...sides(was.get(name), is.get(name)),
      tightens: isParameterName(name) && PARAMETERS[name].tightens(was.get(name), is.get(name)),
      rules: rules
        .filter(({ parameters }) => parameters.some((read) => read === name))
        .map(({ code }) => code)
        .sort(),
    }));
}

function changedSwitches(before: Compared, after: Compared, rules: readonly ComparedRule[]): readonly PackChange[] {
  return unionOf(Object.keys(before.rules), Object.keys(after.rules))
    .filter((code) => !same(settingOf(before, code), settingOf(after, code)))
    .map((code) => ({
      kind: 'RULE' as const,
      name: code,
      ...sides(settingOf(before, code), settingOf(after, code)),
      tightens: tightensRule(
        before.rules[code],
        after.rules[code],
        rules.find((rule) => rule.code === code)?.severity ?? 'error',
      ),
      rules: [code],
    }));
}

/**
 * Changed parameters by name, then changed switches by code; a new clause or note for the same value is no change.
 * `rules` are those of the release.
 */
export const comparePacks = (
  before: Compared,
  after: Compared,
  rules: readonly ComparedRule[],
): readonly PackChange[] => [...changedParameters(before, after, rules), ...changedSwitches(before, after, rules)];

/** Codes, ascending, of the rules that may judge otherwise under `after`. */
export const changedRules = (
  before: Compared,
  after: Compared,
  rules: readonly ComparedRule[],
): readonly string[] => [...new Set(comparePacks(before, after, rules).flatMap((change) => change.rules))].sort();
