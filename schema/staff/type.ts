import { Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';
import {
  STAFF_SESSIONS_SHOWN_MAX,
  type StaffBar,
  type StaffMemberView,
  type StaffSessionView,
  type StaffView,
} from '../../src/app/staff/staff-ports';
import type { Role } from '../../src/app/caller';
import type { Term } from '../../src/domain/reference/snapshot';
import type { StaffKind } from '../../src/domain/registry/document';
import type { BarState } from '../../src/domain/staff/staff-state';
import { Roles } from '../caller/resolver';
import { pageType } from '../page';
import { StaffKinds } from '../registry/codes';
import { BarStates } from './codes';

@ObjectType({ description: '一段日期 / A term', simpleResolvers: true })
export class StaffTerm implements Term {
  @Field(() => String, { description: '起始日(含) / First day' })
  readonly from: string;
  @Field(() => String, { nullable: true, description: '截止日(含) / Last day, inclusive' })
  readonly to: string | null;
}

@ObjectType({ description: '人员库中的一人,已脱敏 / A person of the register, masked', simpleResolvers: true })
export class StaffPerson implements StaffView {
  @Field(() => ID, { description: '编号 / Id' })
  readonly id: string;
  @Field(() => String, { nullable: true, description: '姓名(脱敏) / Name, masked' })
  readonly name: string | null;
  @Field(() => String, { nullable: true, description: '证卡编号(脱敏) / Certificate, masked' })
  readonly certificateNo: string | null;
  @Field(() => [StaffKinds], { description: '类别 / Kinds' })
  readonly kinds: readonly StaffKind[];
  @Field(() => [String], { description: '可考评职业 / Occupations' })
  readonly occupationCodes: readonly string[];
  @Field(() => String, { description: '起始日 / First day' })
  readonly from: string;
  @Field(() => String, { nullable: true, description: '截止日 / Last day' })
  readonly to: string | null;
  @Field(() => ID, { nullable: true, description: '所属机构,空为人员池 / Institution; null: of the pool' })
  readonly institutionCode: string | null;
  @Field(() => ID, { nullable: true, description: '所属区划 / Region' })
  readonly regionCode: string | null;
  @Field(() => Boolean, { description: '已确认入库 / Stands in the register' })
  readonly isRegistered: boolean;
  @Field(() => ID, { nullable: true, description: '待确认的申请 / The proposal that waits' })
  readonly openProposalId: string | null;
  @Field(() => [StaffTerm], { description: '禁止期 / Terms in which the person serves in no post' })
  readonly barred: readonly StaffTerm[];
}
export const StaffPage = pageType('StaffPage', StaffPerson);

@ObjectType({ description: '参与的一个场次 / A session served', simpleResolvers: true })
export class StaffSession implements StaffSessionView {
  @Field(() => ID, { description: '计划编号 / Plan' })
  readonly planNo: string;
  @Field(() => String, { description: '计划状态 / Status of the plan' })
  readonly status: string;
  @Field(() => ID, { description: '站点 / Site' })
  readonly siteCode: string;
  @Field(() => String, { description: '首个考试日 / First exam day' })
  readonly examFrom: string;
  @Field(() => String, { description: '最后考试日 / Last exam day' })
  readonly examTo: string;
  @Field(() => [StaffKinds], { description: '岗位 / Posts' })
  readonly posts: readonly string[];
}

@ObjectType({ description: '一次禁止从业 / A bar', simpleResolvers: true })
export class StaffBarItem extends StaffTerm implements Omit<StaffBar, 'regionCode'> {
  @Field(() => ID, { description: '编号 / Id' })
  readonly id: string;
  @Field(() => ID, { description: '人员 / Person' })
  readonly staffId: string;
  @Field(() => BarStates, {
    description:
      '状态;已解除的,解除之日以前的日子仍属禁止期 / State; of a bar that was lifted the days before the day of the lift stay barred',
  })
  readonly state: BarState;
  @Field(() => String, { description: '理由 / Reason' })
  readonly reason: string;
  @Field(() => [String], { description: '依据 / Basis' })
  readonly basis: readonly string[];
  @Field(() => ID, { description: '提出人(客户端编号) / Proposed by, client id' })
  readonly proposedBy: string;
  @Field(() => Roles, {
    description:
      '提出人身份;省级提出的由省级决定 / Role of who proposed it; what a province proposed a province decides',
  })
  readonly proposedRole: Role;
  @Field(() => GraphQLISODateTime, { description: '提出时刻 / Proposed at' })
  readonly proposedAt: Date;
  @Field(() => ID, { nullable: true, description: '最近办理人 / Decided by' })
  readonly decidedBy: string | null;
  @Field(() => Roles, {
    nullable: true,
    description:
      '最近办理人身份;省级确认的由省级解除 / Role of who decided it; what a province put in force a province ends',
  })
  readonly decidedRole: Role | null;
  @Field(() => GraphQLISODateTime, { nullable: true, description: '时刻 / Decided at' })
  readonly decidedAt: Date | null;
}

/** Built by `Object.assign(new StaffMember(), view)`: type-graphql asks an extended type by `instanceof`. */
@ObjectType({ description: '一名人员的详情 / A person in detail', simpleResolvers: true })
export class StaffMember extends StaffPerson implements StaffMemberView {
  @Field(() => [StaffBarItem], { description: '禁止从业 / Bars' })
  readonly bars: readonly StaffBarItem[];
  @Field(() => [StaffSession], {
    description: `可见场次,最近 ${STAFF_SESSIONS_SHOWN_MAX} 个 / Sessions in sight, the latest ${STAFF_SESSIONS_SHOWN_MAX}`,
  })
  readonly sessions: readonly StaffSession[];
  @Field(() => Int, { description: '可见场次总数 / Sessions in sight in all' })
  readonly sessionsTotal: number;
}
