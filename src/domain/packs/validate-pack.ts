import type { Pack } from './pack';
import { NATION_REGION } from './pack';
import { PARAMETER_NAMES } from './parameter-shapes';
import { unknownName } from './nearest-name';
import type { ShapeIssue } from './pack-schema';
import { isShapedLikePack, knownKeysAt, shapeIssues } from './pack-schema';

const PROBLEMS_MAX = 50;

/** `parameters.ladders.value.SCHOOL.0` */
const placeOf = (path: readonly PropertyKey[]): string => path.map(String).join('.');
const said = (path: readonly PropertyKey[], problem: string): string =>
  path.length === 0 ? `the pack ${problem}` : `${placeOf(path)} ${problem}`;

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined),
    value,
  );
}

function problemsOfIssue(issue: ShapeIssue, pack: unknown): readonly string[] {
  const { path } = issue;
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownName(key, knownKeysAt(path), placeOf([...path, key])));
    case 'invalid_key':
      return [said(path, issue.issues[0]?.message ?? 'is not allowed')];
    case 'invalid_value':
      return [said(path, valueAt(pack, path) === undefined ? 'is missing' : `is none of ${issue.values.join(', ')}`)];
    case 'invalid_type':
      return [said(path, valueAt(pack, path) === undefined ? 'is missing' : `is not of type ${issue.expected}`)];
    case 'too_small':
      return [said(path, issue.origin === 'array' ? 'has too few entries' : `is less than ${issue.minimum}`)];
    case 'too_big':
      return [said(path, issue.origin === 'number' || issue.origin === 'int' ? `is more than ${issue.maximum}` : 'is too long')];
    default:
      return [said(path, issue.message)];
  }
}

function problemsOfTerm({ from, to, region, base, parameters }: Pack): readonly string[] {
  const problems: string[] = [];
  if (to !== null && to < from) problems.push('to lies before from');
  if ((region === NATION_REGION) !== (base === null)) {
    problems.push(base === null ? 'base is missing: only the nation has none' : 'base must be null: nothing lies under the nation');
  }
  if (region === NATION_REGION) {
    problems.push(...PARAMETER_NAMES.filter((name) => !(name in parameters)).map((name) => `parameters.${name} is missing`));
  }
  return problems;
}

/** What is wrong with one pack as read from its file, by place, never with a value; empty when it is a `Pack`. */
export function problemsOfPack(value: unknown): readonly string[] {
  if (isShapedLikePack(value)) return problemsOfTerm(value);
  const problems = shapeIssues(value).flatMap((issue) => problemsOfIssue(issue, value));
  const more = problems.length - PROBLEMS_MAX;
  return more > 0 ? [...problems.slice(0, PROBLEMS_MAX), `and ${more} more`] : problems;
}

export const isPack = (value: unknown): value is Pack => problemsOfPack(value).length === 0;
