import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, ID, Info, Query, Resolver } from 'type-graphql';
import type { Decision } from '../../src/app/decisions/decision-ports';
import type { Page } from '../../src/app/paging';
import { Access, READERS } from '../access';
import { PageArgs, pageOf } from '../page';
import type { RequestContext } from '../request-context';
import { WorkSubjectInput } from './subject-type';
import { DecisionPage } from './type';

@Resolver()
export class DecisionResolver {
  @Access(...READERS)
  @Query(() => DecisionPage, {
    description:
      '主管部门的决定及理由、依据、作出者,最近在前 / Decisions of regulators with reason, basis and author, the latest first',
  })
  decisions(
    @Arg('subject', () => WorkSubjectInput, { nullable: true, description: '只看一个对象 / Only about one subject' })
    subject: WorkSubjectInput | null | undefined,
    @Arg('institutionCode', () => ID, { nullable: true, description: '只看一家机构 / Only of one institution' })
    institutionCode: string | null | undefined,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Ctx() { hub, territory }: RequestContext,
  ): Promise<Page<Decision>> {
    const filter = { subject: subject ?? null, institutionCode: institutionCode ?? null };
    return hub.views.decisions(territory, filter, pageOf(page, info));
  }
}
