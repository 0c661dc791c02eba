import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { BylawView } from '../../src/app/bylaws/bylaw-ports';
import { publishBylaw } from '../../src/app/bylaws/publish-bylaw';
import { ROLES } from '../../src/app/caller';
import type { BylawKind } from '../../src/domain/registry/bylaw';
import { Access } from '../access';
import { found } from '../errors';
import type { RequestContext } from '../request-context';
import { Bylaw, BylawKinds, PublishBylawResult } from './type';

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
}
