import { Field, GraphQLISODateTime, ID, InputType, Int, ObjectType } from 'type-graphql';
import type {
  DeadlineFilter,
  DeadlineView,
  TermCounts as TermCountsView,
} from '../../src/app/deadlines/deadline-ports';
import type { Subject } from '../../src/app/decisions/decision-ports';
import { DEADLINE_STATES } from '../../src/domain/deadlines/deadline-state';
import { RESPONSIBLES, TERM_NAMES, TERMS, type Responsible, type TermName } from '../../src/domain/deadlines/terms';
import { codeType } from '../codes';
import { WorkSubject } from '../decision/subject-type';
import { pageType } from '../page';
import { Text } from '../text/type';

const STATES_ZH = {
  OPEN: '期限内',
  WARNED: '已预警',
  OVERDUE: '已超期',
  ESCALATED: '已报上级',
  MET: '已办结',
  CANCELLED: '已取消',
} as const satisfies Record<DeadlineView['state'], string>;

const DeadlineStates = codeType(
  'DeadlineState',
  '期限状态 / State of a deadline',
  DEADLINE_STATES.map((code) => ({ code, zh: STATES_ZH[code] })),
);
const DeadlineTerms = codeType(
  'DeadlineTerm',
  '法定期限 / A statutory term',
  TERM_NAMES.map((code) => ({ code, zh: TERMS[code].title.zh })),
);
const RESPONSIBLES_ZH = {
  INSTITUTION: '评价机构',
  CITY: '市州',
  PROVINCE: '省级',
  NATION: '国家',
} as const satisfies Record<Responsible, string>;
const Responsibles = codeType(
  'Responsible',
  '责任方 / Who must act',
  RESPONSIBLES.map((code) => ({ code, zh: RESPONSIBLES_ZH[code] })),
);

const day = (description: string) => ({ nullable: true, description });

@ObjectType('Deadline', { description: '一项期限 / One deadline', simpleResolvers: true })
export class Deadline implements DeadlineView {
  @Field(() => ID, { description: '编号 / Id' })
  readonly id: string;
  @Field(() => DeadlineTerms, { description: '期限种类 / Which term' })
  readonly term: TermName;
  @Field(() => Text, { description: '名称 / Title' })
  readonly title: Text;
  @Field(() => WorkSubject, { description: '对象 / What it is about' })
  readonly subject: Subject;
  @Field(() => ID, {
    nullable: true,
    description: "机构;空为主管部门内部事项 / Institution; null: the offices' own matter",
  })
  readonly institutionCode: string | null;
  @Field(() => String, { description: '机构所属区划 / Region of the institution' })
  readonly regionCode: string;
  @Field(() => Responsibles, { description: '责任方 / Who must act' })
  readonly responsible: Responsible;
  @Field(() => Responsibles, { nullable: true, description: '已报至的上一级 / The level above, once it was told' })
  readonly escalatedTo: Responsible | null;
  @Field(() => DeadlineStates, { description: '状态 / State' })
  readonly state: DeadlineView['state'];
  @Field(() => String, { description: '事由发生日 / Day of the event' })
  readonly startsOn: string;
  @Field(() => Int, { description: '期限天数 / Days of the term' })
  readonly days: number;
  @Field(() => Int, { description: '提前预警的工作日 / Working days of warning' })
  readonly warningDays: number;
  @Field(() => String, day('最后一日;空为该年节假日安排未公布 / Last day; null while the calendar is not published'))
  readonly dueOn: string | null;
  @Field(() => String, day('自该日起预警 / Warned of from this day on'))
  readonly warnOn: string | null;
  @Field(() => String, day('仍未办结则于该日报上一级 / Day on which it goes one level up'))
  readonly escalateOn: string | null;
  @Field(() => Int, {
    nullable: true,
    description: '等待公布节假日安排的年份 / The year whose calendar is not published',
  })
  readonly waitsForYear: number | null;
  @Field(() => Int, {
    nullable: true,
    description: '剩余工作日,负数为已超期 / Working days left; below 0 when overdue',
  })
  readonly workingDaysLeft: number | null;
  @Field(() => Int, { nullable: true, description: '办结时已超期的工作日 / Working days by which it was met late' })
  readonly workingDaysLate: number | null;
  @Field(() => [String], { description: '依据 / Documents and articles' })
  readonly basis: readonly string[];
  @Field(() => GraphQLISODateTime, { description: '起算时刻 / Opened at' })
  readonly openedAt: Date;
  @Field(() => GraphQLISODateTime, { nullable: true, description: '办结或取消时刻 / Met or cancelled at' })
  readonly endedAt: Date | null;
}

export const DeadlinePage = pageType('DeadlinePage', Deadline);

@InputType({ description: '期限筛选 / Filter of deadlines' })
export class DeadlineFilterInput implements Partial<DeadlineFilter> {
  @Field(() => Boolean, {
    defaultValue: false,
    description: '只看本方应办及下级报来的 / Only what the caller must do, with what came up to it',
  })
  readonly mine: boolean;
  @Field(() => [DeadlineStates], {
    nullable: true,
    description: '状态,默认未办结 / States; those still open by default',
  })
  readonly states: readonly DeadlineView['state'][] | null;
  @Field(() => DeadlineTerms, { nullable: true, description: '期限种类 / Which term' })
  readonly term: TermName | null;
  @Field(() => ID, { nullable: true, description: '机构 / Institution' })
  readonly institutionCode: string | null;
}

@ObjectType('TermCounts', { description: '一种期限的未办结数 / Open deadlines of one term', simpleResolvers: true })
export class TermCounts implements TermCountsView {
  @Field(() => DeadlineTerms, { description: '期限种类 / Which term' })
  readonly term: TermName;
  @Field(() => Int, { description: '期限内 / In time' })
  readonly open: number;
  @Field(() => Int, { description: '已预警 / Warned of' })
  readonly warned: number;
  @Field(() => Int, { description: '已超期 / Overdue' })
  readonly overdue: number;
  @Field(() => Int, { description: '已报上级 / One level up' })
  readonly escalated: number;
  @Field(() => Int, { description: '其中等待节假日安排 / Of these waiting for a calendar' })
  readonly waiting: number;
}
