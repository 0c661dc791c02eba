import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, ID, Info, Query, Resolver } from 'type-graphql';
import type {
  ApplicationSummaryView,
  ApplicationView,
  ProposedFilingView,
} from '../../src/app/applications/application-ports';
import type { Page } from '../../src/app/paging';
import { cstDate } from '../../src/domain/calendar/cst';
import { Access, READERS } from '../access';
import { found } from '../errors';
import { PageArgs, pageOf } from '../page';
import type { RequestContext } from '../request-context';
import { ApplicationFilterInput } from './input';
import { Application, ApplicationSummaryPage, ProposedFilingPage } from './type';

@Resolver()
export class ApplicationResolver {
  @Access(...READERS)
  @Query(() => Application, {
    description: '备案申请:内容、路径、当前环节与各决定 / An application with its content, route, step and decisions',
  })
  async application(
    @Arg('id', () => ID, { description: '申请编号 / Application id' }) id: string,
    @Ctx() { hub, caller, territory }: RequestContext,
  ): Promise<ApplicationView> {
    return found(await hub.views.application(caller.role, territory, id));
  }

  @Access(...READERS)
  @Query(() => ApplicationSummaryPage, {
    description: '备案申请:待本方办理的在前,先到在前 / Applications: what waits for the caller first, oldest first',
  })
  applications(
    @Arg('filter', () => ApplicationFilterInput, { nullable: true, description: '筛选 / Filter' })
    filter: ApplicationFilterInput | null | undefined,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Ctx() { hub, caller, territory }: RequestContext,
  ): Promise<Page<ApplicationSummaryView>> {
    const { state = null, kind = null, institutionCode = null, mine = false } = filter ?? {};
    return hub.views.applications(caller.role, territory, { state, kind, institutionCode, mine }, pageOf(page, info));
  }

  @Access(...READERS)
  @Query(() => ProposedFilingPage, {
    description: '公示中的拟备案,对所有调用方公开 / Filings that are proposed and shown to the public; open to all',
  })
  proposedFilings(
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Ctx() { hub }: RequestContext,
  ): Promise<Page<ProposedFilingView>> {
    return hub.views.proposedFilings(cstDate(hub.now()), pageOf(page, info));
  }
}
