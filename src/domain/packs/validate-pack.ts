import type { Bilingual } from '../bilingual';
import type { Pack } from './pack';
import { NATION_REGION } from './pack';
import { problem } from './pack-problem';
import { PARAMETER_NAMES } from './parameter-shapes';
import { unknownName } from './nearest-name';
import type { ShapeIssue } from './pack-schema';
import { isShapedLikePack, knownKeysAt, shapeIssues } from './pack-schema';
import { shapeProblem } from './shape-problems';

const PROBLEMS_MAX = 50;

/** `parameters.ladders.value.SCHOOL.0` */
const placeOf = (path: readonly PropertyKey[]): string => path.map(String).join('.');
const said = (path: readonly PropertyKey[], { zh, en }: Bilingual): Bilingual =>
  path.length === 0 ? problem(`规则包${zh}`, `the pack ${en}`) : problem(`${placeOf(path)} ${zh}`, `${placeOf(path)} ${en}`);

const MISSING = problem('缺失,请补上', 'is missing');

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined),
    value,
  );
}

/** A misspelt key is more likely one that is not there. */
const missingFirst = (keys: readonly string[], value: unknown): readonly string[] => [
  ...keys.filter((key) => valueAt(value, [key]) === undefined),
  ...keys.filter((key) => valueAt(value, [key]) !== undefined),
];

function tooBig(ofNumber: boolean, maximum: number | bigint): Bilingual {
  return ofNumber
    ? problem(`不得大于 ${maximum}`, `is more than ${maximum}`)
    : problem(`过长(上限 ${maximum})`, `is too long (at most ${maximum})`);
}

function problemsOfIssue(issue: ShapeIssue, pack: unknown): readonly Bilingual[] {
  const { path } = issue;
  const unlessMissing = (other: Bilingual) => [said(path, valueAt(pack, path) === undefined ? MISSING : other)];
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownName(key, missingFirst(knownKeysAt(path), valueAt(pack, path)), placeOf([...path, key])));
    case 'invalid_key':
      return [said(path, shapeProblem(issue.issues[0]?.message ?? issue.message))];
    case 'invalid_value': {
      const values = issue.values.join(', ');
      return unlessMissing(problem(`应为其中之一:${values}`, `is none of ${values}`));
    }
    case 'invalid_type':
      return unlessMissing(problem(`类型应为 ${issue.expected}`, `is not of type ${issue.expected}`));
    case 'too_small':
      return [
        said(
          path,
          issue.origin === 'array'
            ? problem(`至少填写 ${issue.minimum} 项`, `has too few entries (at least ${issue.minimum})`)
            : problem(`不得小于 ${issue.minimum}`, `is less than ${issue.minimum}`),
        ),
      ];
    case 'too_big':
      return [said(path, tooBig(issue.origin === 'number' || issue.origin === 'int', issue.maximum))];
    default:
      return [said(path, shapeProblem(issue.message))];
  }
}

function problemsOfTerm({ from, to, region, base }: Pack): readonly Bilingual[] {
  const problems: Bilingual[] = [];
  if (to !== null && to < from) problems.push(problem('to 早于 from', 'to lies before from'));
  if (region !== NATION_REGION && base === null) {
    problems.push(problem('base 缺失:只有全国规则包没有上级', 'base is missing: only the nation has none'));
  }
  if (region === NATION_REGION && base !== null) {
    problems.push(problem('base 应为 null:全国规则包没有上级', 'base must be null: nothing lies under the nation'));
  }
  return problems;
}

/** The nation's pack names every parameter of its release. */
const missingNames = ({ region, parameters }: Pack): readonly Bilingual[] =>
  region !== NATION_REGION
    ? []
    : PARAMETER_NAMES.filter((name) => !(name in parameters)).map((name) => said(['parameters', name], MISSING));

/** What is wrong with one pack as read from its file, by place, never with a value; empty when it is a `Pack`. */
export const problemsOfPack = (value: unknown): readonly Bilingual[] => [
  ...problemsOfPublished(value),
  ...(isShapedLikePack(value) ? missingNames(value) : []),
];

/** The same of a pack that was published, perhaps under an earlier release: it need not name what came later (`completed`). */
export function problemsOfPublished(value: unknown): readonly Bilingual[] {
  if (isShapedLikePack(value)) return problemsOfTerm(value);
  const problems = shapeIssues(value).flatMap((issue) => problemsOfIssue(issue, value));
  const more = problems.length - PROBLEMS_MAX;
  return more > 0 ? [...problems.slice(0, PROBLEMS_MAX), problem(`另有 ${more} 处`, `and ${more} more`)] : problems;
}

export const isPack = (value: unknown): value is Pack => problemsOfPack(value).length === 0;
