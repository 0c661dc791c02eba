import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, ID, Info, Mutation, Query, Resolver } from 'type-graphql';
import type { Page } from '../../src/app/paging';
import { barStaff, confirmBar, dismissBar } from '../../src/app/staff/bar-staff';
import { confirmStaff, dismissStaff } from '../../src/app/staff/decide-staff';
import { liftBar } from '../../src/app/staff/lift-bar';
import { registerStaff } from '../../src/app/staff/register-staff';
import type { StaffView } from '../../src/app/staff/staff-ports';
import { Access, READERS } from '../access';
import { found } from '../errors';
import { PageArgs, pageOf } from '../page';
import { ProposeResult } from '../proposal/result';
import type { RequestContext } from '../request-context';
import { StaffFilingInput, StaffFilterInput } from './input';
import { DecideStaffResult, RegisterStaffResult, StaffBarResult } from './result';
import { StaffBarItem, StaffMember, StaffPage } from './type';

const EVERYBODY: StaffFilterInput = { kind: null, institutionCode: null, occupationCode: null, waiting: false };

const PROPOSAL_ID = { description: '登记申请编号 / Proposal id' };
const REASON = { description: '理由,不得含个人号码 / Reason, without numbers of persons' };
const BASIS = { description: '文件与条款 / Documents and articles' };
const BAR_ID = { description: '禁止从业编号 / Bar id' };

@Resolver()
export class StaffResolver {
  @Access(...READERS)
  @Query(() => StaffPage, {
    description:
      '人员库:考评员、督导员、监考员、培训教师 / The register of assessors, supervisors, invigilators and trainers',
  })
  staff(
    @Arg('filter', () => StaffFilterInput, { nullable: true, description: '筛选 / Filter' })
    filter: StaffFilterInput | null | undefined,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Ctx() { hub, territory }: RequestContext,
  ): Promise<Page<StaffView>> {
    return hub.views.staff(territory, filter ?? EVERYBODY, pageOf(page, info));
  }

  @Access(...READERS)
  @Query(() => StaffMember, { description: '一名人员 / One person' })
  async staffMember(
    @Arg('id', () => ID, { description: '人员编号 / Id of the person' }) id: string,
    @Ctx() { hub, territory }: RequestContext,
  ): Promise<StaffMember> {
    const member = found(await hub.views.staffMember(territory, id));
    const bars = member.bars.map((bar) => Object.assign(new StaffBarItem(), bar));
    return Object.assign(new StaffMember(), member, { bars });
  }

  @Access('INSTITUTION', 'CITY', 'PROVINCE')
  @Mutation(() => RegisterStaffResult, {
    description: '提交人员登记、续聘或变更 / Proposes a person, a renewal or a change',
  })
  registerStaff(
    @Arg('staff', () => StaffFilingInput, { description: '人员 / The person' }) staff: StaffFilingInput,
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<typeof RegisterStaffResult> {
    return registerStaff(hub, caller, staff);
  }

  @Access('CITY', 'PROVINCE')
  @Mutation(() => DecideStaffResult, { description: '确认人员登记 / Confirms a proposal' })
  confirmStaff(
    @Arg('proposalId', () => ID, PROPOSAL_ID) proposalId: string,
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<typeof DecideStaffResult> {
    return confirmStaff(hub, caller, { proposalId });
  }

  @Access('CITY', 'PROVINCE')
  @Mutation(() => DecideStaffResult, { description: '不予确认人员登记 / Dismisses a proposal' })
  dismissStaff(
    @Arg('proposalId', () => ID, PROPOSAL_ID) proposalId: string,
    @Arg('reason', () => String, REASON) reason: string,
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<typeof DecideStaffResult> {
    return dismissStaff(hub, caller, { proposalId, reason });
  }

  @Access('CITY', 'PROVINCE')
  @Mutation(() => StaffBarResult, {
    description: '提出禁止从业,由另一人确认 / Proposes to bar a person; another confirms',
  })
  barStaff(
    @Arg('staffId', () => ID, { description: '人员编号 / Id of the person' }) staffId: string,
    @Arg('from', () => String, { description: '起始日(含) / First day' }) from: string,
    @Arg('to', () => String, { nullable: true, description: '截止日(含),空为未定 / Last day; null is open' })
    to: string | null | undefined,
    @Arg('reason', () => String, REASON) reason: string,
    @Arg('basis', () => [String], BASIS) basis: string[],
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<typeof StaffBarResult> {
    return barStaff(hub, caller, { staffId, from, to: to ?? null, reason, basis });
  }

  @Access('CITY', 'PROVINCE')
  @Mutation(() => StaffBarResult, { description: '确认禁止从业 / Confirms a bar' })
  confirmBar(
    @Arg('barId', () => ID, BAR_ID) barId: string,
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<typeof StaffBarResult> {
    return confirmBar(hub, caller, { barId });
  }

  @Access('CITY', 'PROVINCE')
  @Mutation(() => StaffBarResult, {
    description: '不予确认,或由提出人撤回 / Dismisses a bar that waits; its proposer may take it back',
  })
  dismissBar(
    @Arg('barId', () => ID, BAR_ID) barId: string,
    @Arg('reason', () => String, REASON) reason: string,
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<typeof StaffBarResult> {
    return dismissBar(hub, caller, { barId, reason });
  }

  @Access('CITY', 'PROVINCE')
  @Mutation(() => ProposeResult, {
    description:
      '提出解除禁止从业,由另一人以 confirmProposal 确认 / Proposes to lift a bar; another confirms by confirmProposal',
  })
  liftBar(
    @Arg('barId', () => ID, BAR_ID) barId: string,
    @Arg('reason', () => String, REASON) reason: string,
    @Arg('basis', () => [String], BASIS) basis: string[],
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<typeof ProposeResult> {
    return liftBar(hub, caller, { barId, reason, basis });
  }
}
