/** The headings of a table: the Chinese ones of the contract or its field names; to any other, what may have been meant. */
import type { RecordField } from '../../domain/certificate/record';
import { RECORD_FIELDS } from '../../domain/certificate/record';
import { type Say, unreadable } from '../unreadable';
import { sameLabel } from './cells';

export const COLUMNS_MAX = 200;
/** A longer heading is not repeated: it may be a value that slipped into the first row. */
const HEADING_SHOWN_CHARACTERS_MAX = 20;
/** A longer one is no name of a field, in whatever writing; the marks of templates are counted in. */
const HEADING_CHARACTERS_MAX = 100;
/** Of those only tabs and line breaks are typed into headings; half a character cannot be kept. */
const UNPRINTABLE = /[\p{Cc}\p{Surrogate}]/u;
const TYPED_CONTROLS = /[\t\r\n]/g;
/** Runs of digits in a heading could be somebody's number. */
const LOOKS_LIKE_A_VALUE = /[0-9]{6}/;
/** Edits, as a share of the longer heading, that still make a slip of the keyboard. */
const SLIP_SHARE_MAX = 0.5;

export interface Column {
  /** 1-based. */
  readonly position: number;
  readonly heading: string;
  readonly field: RecordField | undefined;
  /** Also each code by itself. */
  readonly codesByLabel: ReadonlyMap<string, string>;
}

/** Headings of the forms in use, by what the contract calls them. */
const OTHER_NAMES: Readonly<Record<string, readonly string[]>> = {
  证书编号: ['证书号', '证书号码', '编号', '证书代码'],
  姓名: ['名字', '考生姓名', '学员姓名', '持证人'],
  证件类型: ['证件类别', '证件名称', '证件种类'],
  证件号码: ['身份证号', '身份证', '身份证号码', '证件号', '证件编号', '身份证件号码', '公民身份号码'],
  出生日期: ['出生年月', '出生年月日', '生日'],
  文化程度: ['学历', '最高学历', '受教育程度'],
  考生类别: ['人员类别', '考生来源', '人员性质', '申报人员类别'],
  与机构关系: ['是否本单位职工', '人员关系', '考生身份'],
  职业编码: ['职业代码', '职业编号', '工种编码', '职业(工种)编码', '职业小类编码'],
  职业名称: ['职业', '职业工种', '职业(工种)', '工种(职业)名称', '认定职业'],
  '工种/职业方向': ['工种', '职业方向', '工种名称', '方向', '专业方向'],
  职业技能等级: ['等级', '级别', '技能等级', '认定等级', '申报级别', '证书等级'],
  认定依据: ['评价依据', '依据', '标准'],
  认定方式: ['评价方式', '认定来源', '考核方式'],
  申报条件: ['申报条件编号', '条件', '报考条件'],
  考试日期: ['考试时间', '考核日期', '认定日期', '认定时间', '评价日期', '鉴定日期'],
  站点编码: ['站点', '考点编码', '站点代码', '评价站点', '站点备案编码'],
  理论成绩: ['理论', '理论分数', '理论知识成绩', '理论知识考试成绩'],
  技能成绩: ['实操成绩', '实操', '操作技能成绩', '技能考核成绩', '操作技能考核成绩'],
  综合评审成绩: ['综合评审', '评审成绩'],
  评定成绩: ['总评', '评定等级', '成绩评定', '综合成绩', '评定结果'],
  发证日期: ['颁证日期', '发证时间', '证书日期', '核发日期'],
  评价机构名称: ['机构名称', '评价机构', '认定机构', '发证机构', '单位名称'],
  照片摘要: ['照片', '照片校验值'],
  备注: ['说明', '备注说明'],
};

const FIELDS_BY_HEADING: ReadonlyMap<string, RecordField> = new Map(
  RECORD_FIELDS.flatMap((field) => [
    [field.name, field],
    [sameLabel(field.zh), field],
  ]),
);
const FIELDS_BY_OTHER_NAME: ReadonlyMap<string, string> = new Map(
  Object.entries(OTHER_NAMES).flatMap(([heading, others]) => others.map((other) => [sameLabel(other), heading])),
);

/** Marks of templates for a column that must be filled in; they are no part of the name. */
const MUST_BE_FILLED = /^\*+|\*+$|\((?:必填|必填项|选填|required|optional)\)$/gi;
const withoutMarks = (label: string): string => label.replaceAll('＊', '*').replaceAll(MUST_BE_FILLED, '').trim();
const fieldOf = (heading: string): RecordField | undefined => {
  if (heading.length > HEADING_CHARACTERS_MAX) return undefined;
  const label = sameLabel(heading);
  return FIELDS_BY_HEADING.get(label) ?? FIELDS_BY_HEADING.get(withoutMarks(label));
};

/** Levenshtein's distance, in characters. */
function editsBetween(one: string, other: string): number {
  const left = [...one];
  const right = [...other];
  let row = right.map((_, index) => index + 1);
  left.forEach((character, above) => {
    let diagonal = above;
    let before = above + 1;
    row = row.map((up, index) => {
      const edits = Math.min(up + 1, before + 1, diagonal + (character === right[index] ? 0 : 1));
      diagonal = up;
      before = edits;
      return edits;
    });
  });
  return row.at(-1) ?? left.length;
}

/** The heading of the contract that may have been meant; `undefined` when none comes near. */
export function suggestedHeading(heading: string): string | undefined {
  if (heading.length > HEADING_CHARACTERS_MAX) return undefined;
  const label = withoutMarks(sameLabel(heading));
  const known = FIELDS_BY_OTHER_NAME.get(label);
  if (known !== undefined) return known;
  const [nearest] = RECORD_FIELDS.flatMap(({ name, zh }) => [
    { zh, edits: editsBetween(label, zh), longer: Math.max(label.length, zh.length) },
    { zh, edits: editsBetween(label.toLowerCase(), name.toLowerCase()), longer: Math.max(label.length, name.length) },
  ])
    .filter(({ edits, longer }) => edits <= longer * SLIP_SHARE_MAX)
    .sort((one, other) => one.edits / one.longer - other.edits / other.longer);
  return nearest?.zh;
}

function columnOf(heading: string, index: number): Column {
  const field = fieldOf(heading);
  const codesByLabel = new Map(
    (field?.codes ?? []).flatMap(({ code, zh }) => [
      [code, code],
      [sameLabel(zh), code],
    ]),
  );
  return { position: index + 1, heading: heading.trim(), field, codesByLabel };
}

function sayUnknown({ position, heading }: Column, taken: ReadonlySet<string>, say: Say): void {
  const isShown = heading.length <= HEADING_SHOWN_CHARACTERS_MAX && !LOOKS_LIKE_A_VALUE.test(heading);
  const shownZh = isShown ? `“${heading}”` : '的表头';
  const shownEn = isShown ? ` (${heading})` : '';
  const meant = suggestedHeading(heading);
  const field = meant === undefined || taken.has(meant) ? undefined : FIELDS_BY_HEADING.get(sameLabel(meant));
  say({
    zh: `第 ${position} 列${shownZh}不是规定表头${field === undefined ? '' : `,是否为“${field.zh}”?`}`,
    en: `The heading of column ${position}${shownEn} is not in the contract${field === undefined ? '.' : `; is ${field.name} meant?`}`,
  });
}

/** What the column is called in a record. */
export const nameOf = ({ field, heading, position }: Column): string =>
  field?.name ?? (heading || `column ${position}`);

/** Throws Unreadable when the first row holds no headings, one twice, or one that is no text. */
export function columnsOf(headings: readonly string[], say: Say): readonly Column[] {
  if (headings.length > COLUMNS_MAX) throw unreadable(`列数超过 ${COLUMNS_MAX}。`, `More than ${COLUMNS_MAX} columns.`);
  const unprintable = headings.findIndex((heading) => UNPRINTABLE.test(heading.replaceAll(TYPED_CONTROLS, '')));
  if (unprintable >= 0) {
    throw unreadable(
      `第 ${unprintable + 1} 列的表头含控制字符。`,
      `The heading of column ${unprintable + 1} holds a control character.`,
    );
  }
  const columns = headings.map(columnOf);
  // An empty heading has a name too, by which another column may be called.
  const names = columns.map(nameOf);
  const twice = names.findIndex((name, index) => names.indexOf(name) !== index);
  if (twice >= 0) {
    throw unreadable(`第 ${twice + 1} 列的表头重复。`, `The heading of column ${twice + 1} stands twice.`);
  }
  if (!columns.some(({ field }) => field !== undefined)) {
    throw unreadable(
      '第一行中没有规定的表头:表头上方的标题行请删除,CSV 的列以逗号分隔。',
      'The first row holds no known heading: remove title rows above the headings; the columns of CSV are separated by commas.',
    );
  }
  const taken = new Set(columns.flatMap(({ field }) => field?.zh ?? []));
  for (const column of columns) if (column.field === undefined && column.heading !== '') sayUnknown(column, taken, say);
  return columns;
}
