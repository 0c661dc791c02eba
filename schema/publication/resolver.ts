import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, ID, Info, Mutation, Query, Resolver } from 'type-graphql';
import type { Page } from '../../src/app/paging';
import { draftPublication } from '../../src/app/publications/draft-publication';
import { PUBLICATION_APPLICATIONS_MAX } from '../../src/app/publications/due-applications';
import type { PublicationSummaryView, PublicationView } from '../../src/app/publications/publication-ports';
import { publishFilings } from '../../src/app/publications/publish-filings';
import {
  waitingForPublication,
  type WaitingApplication as WaitingView,
} from '../../src/app/publications/waiting-for-publication';
import { regionPrefixOf } from '../../src/domain/tenancy/region-prefix';
import { Access, READERS } from '../access';
import { found } from '../errors';
import { PageArgs, pageOf } from '../page';
import type { RequestContext } from '../request-context';
import { PublicationDraftResult, PublishFilingsResult } from './result';
import { Publication, PublicationPage, WaitingApplicationPage } from './type';

const IDS = `申请编号,最多 ${PUBLICATION_APPLICATIONS_MAX} 件;空为全部到期的 / Applications, at most ${PUBLICATION_APPLICATIONS_MAX}; by default all that are due`;

@Resolver()
export class PublicationResolver {
  @Access(...READERS)
  @Query(() => PublicationPage, {
    description: '备案公布,对所有调用方公开 / Publications of filings, open to every caller',
  })
  publications(
    @Arg('regionCode', () => String, { nullable: true, description: '只看一个区划 / Only of one region' })
    regionCode: string | null | undefined,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Ctx() { hub }: RequestContext,
  ): Promise<Page<PublicationSummaryView>> {
    return hub.views.publications({ regionPrefix: regionPrefixOf(regionCode ?? '') }, pageOf(page, info));
  }

  @Access(...READERS)
  @Query(() => Publication, { description: '一次公布及其备案 / One publication with its filings' })
  async publication(
    @Arg('id', () => ID, { description: '公布编号 / Publication id' }) id: string,
    @Ctx() { hub }: RequestContext,
  ): Promise<PublicationView> {
    return found(await hub.views.publication(id));
  }

  @Access(...READERS)
  @Query(() => WaitingApplicationPage, {
    description: '已获批、待公布的申请 / Approved applications that are not in force yet',
  })
  waitingForPublication(
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<Page<WaitingView>> {
    return waitingForPublication(hub, caller, pageOf(page, info));
  }

  @Access('PROVINCE')
  @Query(() => PublicationDraftResult, {
    description: '公布草案:核对后以其摘要确认 / What would be published: look through it and confirm its digest',
  })
  publicationDraft(
    @Arg('applicationIds', () => [ID], { nullable: true, description: IDS })
    applicationIds: string[] | null | undefined,
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<typeof PublicationDraftResult> {
    return draftPublication(hub, caller, { applicationIds: applicationIds ?? null });
  }

  @Access('PROVINCE')
  @Mutation(() => PublishFilingsResult, {
    description:
      '公布备案并赋码,须由审定人以外的人办理 / Publishes filings and gives their codes; by another person than recorded them',
  })
  publishFilings(
    @Arg('digest', () => String, { description: 'publicationDraft 的摘要 / Digest of publicationDraft' })
    digest: string,
    @Arg('applicationIds', () => [ID], { nullable: true, description: IDS })
    applicationIds: string[] | null | undefined,
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<typeof PublishFilingsResult> {
    return publishFilings(hub, caller, { digest, applicationIds: applicationIds ?? null });
  }
}
