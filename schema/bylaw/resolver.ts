import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { BylawView } from '../../src/app/bylaws/bylaw-ports';
import { publishBylaw } from '../../src/app/bylaws/publish-bylaw';
import { withdrawBylaw } from '../../src/app/bylaws/withdraw-bylaw';
import { proposeBylawWithdrawal } from '../../src/app/bylaws/withdraw-by-office';
import type { BylawKind } from '../../src/domain/registry/bylaw';
import { Access, READERS } from '../access';
import { found } from '../errors';
import { gathered } from '../gather';
import { ProposeResult } from '../proposal/result';
import type { RequestContext } from '../request-context';
import { Bylaw, BylawKinds, PublishBylawResult, WithdrawBylawResult } from './type';

const BYLAW_ID = { description: '编号 / Id' };

const openProposalOf = gathered(({ hub, territory }, ids) =>
  hub.views.openProposals(territory, 'BYLAW_WITHDRAWAL', ids),
);

@Resolver(() => Bylaw)
export class BylawResolver {
  @Access(...READERS)
  @Query(() => [Bylaw], {
    description:
      '机构公开的管理办法,每种最多一项,对所有调用方公开 / Bylaws of an institution, one of a kind; open to all',
  })
  async bylaws(
    @Arg('institutionCode', () => ID, { description: '机构代码 / Institution' }) institutionCode: string,
    @Ctx() { hub }: RequestContext,
  ): Promise<readonly BylawView[]> {
    return found(await hub.views.bylaws(institutionCode));
  }

  @FieldResolver(() => ID, {
    nullable: true,
    description:
      '待第二人确认的撤下提议,仅辖区主管部门可见 / The proposal to take it down that waits; its city and province see it',
  })
  async openProposalId(@Root() { id }: BylawView, @Ctx() context: RequestContext): Promise<string | null> {
    const { role } = context.caller;
    // Bylaws are open to all, and what is only proposed is the offices' own matter.
    return role === 'CITY' || role === 'PROVINCE' ? ((await openProposalOf(context, id)) ?? null) : null;
  }

  @Access('INSTITUTION')
  @Mutation(() => PublishBylawResult, {
    description: '公开一项管理办法,取代同种的原有文件 / Publishes a bylaw in the place of the one of its kind',
  })
  publishBylaw(
    @Arg('kind', () => BylawKinds, { description: '种类 / Kind' }) kind: BylawKind,
    @Arg('attachmentId', () => ID, { description: '已上传的 PDF 或 OFD 附件 / An attachment, PDF or OFD' })
    attachmentId: string,
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<typeof PublishBylawResult> {
    return publishBylaw(hub, caller, { kind, attachmentId });
  }

  @Access('INSTITUTION')
  @Mutation(() => WithdrawBylawResult, {
    description: '机构撤下自己公开的管理办法 / The institution takes down a bylaw of its own',
  })
  withdrawBylaw(
    @Arg('bylawId', () => ID, BYLAW_ID) bylawId: string,
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<typeof WithdrawBylawResult> {
    return withdrawBylaw(hub, caller, { bylawId });
  }

  @Access('CITY', 'PROVINCE')
  @Mutation(() => ProposeResult, {
    description:
      '主管部门提出撤下辖区内机构公开的管理办法,由另一人以 confirmProposal 确认 / An office proposes to take down a bylaw of its territory; another confirms by confirmProposal',
  })
  proposeBylawWithdrawal(
    @Arg('bylawId', () => ID, BYLAW_ID) bylawId: string,
    @Arg('reason', () => String, { description: '理由,不得含个人号码 / Reason, without numbers of persons' })
    reason: string,
    @Arg('basis', () => [String], { description: '依据文号与条款 / Documents and articles' }) basis: string[],
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<typeof ProposeResult> {
    return proposeBylawWithdrawal(hub, caller, { bylawId, reason, basis });
  }
}
