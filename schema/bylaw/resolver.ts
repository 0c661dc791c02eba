import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { BylawView } from '../../src/app/bylaws/bylaw-ports';
import { publishBylaw } from '../../src/app/bylaws/publish-bylaw';
import { withdrawBylaw } from '../../src/app/bylaws/withdraw-bylaw';
import { ROLES } from '../../src/app/caller';
import type { BylawKind } from '../../src/domain/registry/bylaw';
import { Access } from '../access';
import { found } from '../errors';
import type { RequestContext } from '../request-context';
import { Bylaw, BylawKinds, PublishBylawResult, WithdrawBylawResult } from './type';

@Resolver()
export class BylawResolver {
  @Access(...ROLES)
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

  @Access('INSTITUTION', 'CITY', 'PROVINCE')
  @Mutation(() => WithdrawBylawResult, {
    description:
      '撤下公开的管理办法:机构撤下自己的;市级、省级撤下辖区内机构的,须写理由和依据 / Takes a bylaw down: an institution its own, an office one of its territory, with reason and basis',
  })
  withdrawBylaw(
    @Arg('bylawId', () => ID, { description: '编号 / Id' }) bylawId: string,
    @Arg('reason', () => String, {
      nullable: true,
      description: '理由(主管部门必填),不写个人信息 / Why, of an office; without personal data',
    })
    reason: string | null,
    @Arg('basis', () => [String], {
      defaultValue: [],
      description: '依据(主管部门必填):文件和条款 / Documents and articles, of an office',
    })
    basis: readonly string[],
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<typeof WithdrawBylawResult> {
    return withdrawBylaw(hub, caller, { bylawId, reason, basis });
  }
}
