import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, ID, Info, Query, Resolver } from 'type-graphql';
import { registryFindings } from '../../src/app/registry-checks';
import { Access, READERS } from '../access';
import { PageArgs, pageOf } from '../page';
import type { RequestContext } from '../request-context';
import { RegistryFindingsResult } from './type';

@Resolver()
export class RegistryFindingResolver {
  @Access(...READERS)
  @Query(() => RegistryFindingsResult, {
    description:
      '辖区内登记与审核队列今日的问题:重复备案、审核超期、长期未开展、备案到期 / ' +
      'What is due or at odds in the territory today: venues filed twice, reviews overdue, inactive institutions, filings about to expire',
  })
  registryFindings(
    @Arg('code', () => String, { nullable: true, description: '只看一条规则 / Only of one rule' })
    code: string | null | undefined,
    @Arg('institutionCode', () => ID, { nullable: true, description: '只看一家机构 / Only of one institution' })
    institutionCode: string | null | undefined,
    @Arg('regionCode', () => String, { nullable: true, description: '只看一个区划 / Only of one region' })
    regionCode: string | null | undefined,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<typeof RegistryFindingsResult> {
    const filter = { code: code ?? null, institutionCode: institutionCode ?? null, regionCode: regionCode ?? null };
    return registryFindings(hub, caller, filter, pageOf(page, info));
  }
}
