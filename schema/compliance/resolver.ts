import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, Info, Query, Resolver } from 'type-graphql';
import type { Page } from '../../src/app/paging';
import type { ComplianceView } from '../../src/app/views';
import { regionPrefixOf } from '../../src/domain/tenancy/region-prefix';
import { Access, SUPERVISORS } from '../access';
import { PageArgs, pageOf } from '../page';
import type { RequestContext } from '../request-context';
import { CompliancePage } from './type';

@Resolver()
export class ComplianceResolver {
  @Access(...SUPERVISORS)
  @Query(() => CompliancePage, { description: '辖区内各机构的合规情况 / How the institutions of a region stand' })
  compliance(
    @Arg('regionCode', () => String, { nullable: true, description: '空为全部辖区 / The whole territory by default' })
    regionCode: string | null | undefined,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Ctx() { hub, territory }: RequestContext,
  ): Promise<Page<ComplianceView>> {
    const asked = { regionPrefix: regionPrefixOf(regionCode ?? ''), now: hub.now() };
    return hub.views.compliance(territory, asked, pageOf(page, info));
  }
}
