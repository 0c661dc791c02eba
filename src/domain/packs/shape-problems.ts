/**
 * What the schema of a pack says about a value, after the place. A schema carries one text for each problem, so it
 * carries the name, and both languages stand here.
 */
import type { Bilingual } from '../bilingual';

const SHAPE_PROBLEMS = {
  BLANK: { zh: '为空白,请填写', en: 'is blank' },
  NO_DATE: { zh: '应为日期 YYYY-MM-DD', en: 'is no date YYYY-MM-DD' },
  NO_DAY: { zh: '不是历法中的日期', en: 'is no day of the calendar' },
  REPEATED: { zh: '有重复项,请删去', en: 'repeats an entry' },
  NO_OCCUPATION_CODE: { zh: '应为职业编码,如 6-31-01-03', en: 'is no code like 6-31-01-03' },
  NO_PATTERN: {
    zh: '应为由 ^ 至 $ 的格式,只用大写字母、数字和 []{}()|,-',
    en: 'is no pattern from ^ to $ of capital letters, digits and []{}()|,-',
  },
  NO_EXPRESSION: { zh: '不是有效的正则表达式', en: 'is no regular expression' },
  YEARS_WITHOUT_LEVEL: { zh: '填了年限而未填原等级', en: 'has years after no level' },
  CONDITION_TWICE: { zh: '同一等级的同一条件出现两次', en: 'names a condition twice for one level' },
  NO_YEAR: { zh: '不是年份', en: 'is no year' },
  OTHER_YEAR: { zh: '含有不属于该年份的日期', en: 'has a day of another year' },
  HOLIDAY_AND_WORKDAY: { zh: '有日期既是假日又是工作日', en: 'has a day that is both holiday and workday' },
  NO_LETTER: { zh: '应为一个大写字母', en: 'is no capital letter' },
  NO_LEVEL_CODE: { zh: '应为一位数字或大写字母', en: 'is not one digit or capital letter' },
  NO_MAJOR: { zh: '应为职业大类 1 至 8', en: 'is no major 1 to 8' },
  NO_NAME: { zh: '应为小写英文名称', en: 'is no lower-case name' },
  NEITHER_PARAMETER_NOR_RULE: { zh: '既不是参数名也不是规则代码', en: 'is neither a parameter nor a rule' },
  NO_REGION: {
    zh: '应为全国、省或市的行政区划代码(GB/T 2260)',
    en: 'is no code of the nation, a province or a city (GB/T 2260)',
  },
  ROUTE_END: { zh: '路径须以且仅以备案(RECORD)结束', en: 'does not end, or ends early, with RECORD' },
  PROHIBITIONS_OF_NOT_PROHIBITED: {
    zh: 'NOT_PROHIBITED 须列 prohibitions,其他条件不列',
    en: 'names its prohibitions where, and only where, it is NOT_PROHIBITED',
  },
  NO_RANGE: { zh: '起始值大于终止值', en: 'begins after its end' },
  NO_RULE_CODE: { zh: '不是规则代码', en: 'is no code of a rule' },
} as const satisfies Readonly<Record<string, Bilingual>>;

type ShapeProblem = keyof typeof SHAPE_PROBLEMS;

/** For a schema: the problem that its check finds. */
export const named = (name: ShapeProblem): string => name;

const isShapeProblem = (name: string): name is ShapeProblem => Object.hasOwn(SHAPE_PROBLEMS, name);

/** What a schema's text stands for; a text of the package itself, which is English, is told as it is. */
export const shapeProblem = (text: string): Bilingual =>
  isShapeProblem(text) ? SHAPE_PROBLEMS[text] : { zh: `格式不符(${text})`, en: `does not fit (${text})` };
