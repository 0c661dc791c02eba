import { isDate } from '../calendar/dates';
import type { Pack, RuleSwitch } from './pack';
import { NATION_REGION, packName } from './pack';
import { PARAMETER_NAMES, PARAMETERS } from './parameters';
import type { ParameterName } from './parameters';

const REGION_SHAPE = /^[0-9]{6}$/;
const JURISDICTION_SHAPE = /^[a-z]+(-[a-z]+)*$/;
const RULE_CODE_SHAPE = /^[A-Z]{3}-[0-9]{3}$/;
const SEVERITY_ORDER = ['signal', 'confirm', 'error'];

type Table = Readonly<Record<string, unknown>>;
const isTable = (value: unknown): value is Table => typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
const isBasis = (value: unknown): boolean => Array.isArray(value) && value.length > 0 && value.every(isText);

export const isParameterName = (name: string): name is ParameterName => (PARAMETER_NAMES as readonly string[]).includes(name);

function problemsOfHead(pack: Table): string[] {
  const problems: string[] = [];
  const ask = (holds: boolean, problem: string): void => void (holds || problems.push(problem));
  ask(isText(pack.jurisdiction) && JURISDICTION_SHAPE.test(pack.jurisdiction), 'jurisdiction is not a lower-case name');
  ask(isText(pack.region) && REGION_SHAPE.test(pack.region), 'region is not a code of six digits');
  ask(isText(pack.version) && isDate(pack.version), 'version is not a date');
  ask(isTable(pack.title) && isText(pack.title.zh) && isText(pack.title.en), 'title lacks zh or en');
  ask(isText(pack.from) && isDate(pack.from), 'from is not a date');
  ask(pack.to === null || (isText(pack.to) && isDate(pack.to)), 'to is neither a date nor null');
  ask(!(isText(pack.to) && isText(pack.from) && pack.to < pack.from), 'to lies before from');
  return problems;
}

function problemsOfContent(pack: Table): string[] {
  const { parameters, rules, grants } = pack;
  if (!isTable(parameters) || !isTable(rules) || !Array.isArray(grants)) {
    return ['parameters, rules or grants are missing'];
  }
  const problems: string[] = [];
  for (const [name, parameter] of Object.entries(parameters)) {
    if (!isParameterName(name)) problems.push(`parameter ${name} is unknown`);
    else if (!isTable(parameter) || !isBasis(parameter.basis)) problems.push(`parameter ${name} names no basis`);
    else if (!PARAMETERS[name].fits(parameter.value)) problems.push(`parameter ${name} has a value that does not fit`);
  }
  for (const [code, entry] of Object.entries(rules)) {
    if (!RULE_CODE_SHAPE.test(code) || !isTable(entry) || !isBasis(entry.basis)) problems.push(`rule ${code} names no basis`);
    else if (entry.enabled !== undefined && typeof entry.enabled !== 'boolean') problems.push(`rule ${code}: enabled`);
    else if (entry.severity !== undefined && !SEVERITY_ORDER.includes(String(entry.severity))) problems.push(`rule ${code}: severity`);
  }
  for (const grant of grants as readonly unknown[]) {
    if (!isTable(grant) || !isText(grant.of) || !isText(grant.reason) || !isBasis(grant.basis)) {
      problems.push('a grant lacks of, reason or basis');
    }
  }
  return problems;
}

/** What is wrong with one pack as read from its file; empty when it is a `Pack`. */
export function problemsOfPack(value: unknown): readonly string[] {
  if (!isTable(value)) return ['not an object'];
  const problems = [...problemsOfHead(value), ...problemsOfContent(value)];
  if (problems.length === 0 && value.region === NATION_REGION) {
    const named = new Set(Object.keys(value.parameters as Table));
    problems.push(...PARAMETER_NAMES.filter((name) => !named.has(name)).map((name) => `the base lacks ${name}`));
  }
  return problems;
}

const loosensRule = ({ enabled, severity }: RuleSwitch, base: RuleSwitch | undefined): boolean =>
  enabled === false ||
  (severity !== undefined && SEVERITY_ORDER.indexOf(severity) < SEVERITY_ORDER.indexOf(base?.severity ?? 'error'));

/** Where `overlay` asks for less than `base` without a grant. Both must be packs without problems. */
export function looseningsOf(overlay: Pack, base: Pack): readonly string[] {
  const granted = new Set(overlay.grants.map(({ of }) => of));
  const name = `${packName(overlay)} over ${packName(base)}`;
  const problems: string[] = [];
  for (const [parameter, { value }] of Object.entries(overlay.parameters)) {
    const below = base.parameters[parameter];
    if (granted.has(parameter) || below === undefined || !isParameterName(parameter)) continue;
    if (!PARAMETERS[parameter].tightens(below.value, value)) problems.push(`${name}: ${parameter} is loosened without a grant`);
  }
  for (const [code, entry] of Object.entries(overlay.rules)) {
    if (!granted.has(code) && loosensRule(entry, base.rules[code])) problems.push(`${name}: ${code} is loosened without a grant`);
  }
  return problems;
}
