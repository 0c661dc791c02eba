import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, ID, Info, Query, Resolver } from 'type-graphql';
import type { Page } from '../../src/app/paging';
import { shownInstitution } from '../../src/app/registry/shown-institution';
import type { FilingView, InstitutionView, PlanView, SiteView } from '../../src/app/registry-views';
import type { RegistryRegion } from '../../src/domain/registry/document';
import type { RegistrySigningKey } from '../../src/domain/registry/signing-key';
import { Access, READERS } from '../access';
import { found } from '../errors';
import { PageArgs, pageOf } from '../page';
import type { RequestContext } from '../request-context';
import { SigningKeyPage } from './signing-key';
import { FilingPage, Institution, InstitutionPage, PlanPage, RegionPage, SitePage } from './type';

@Resolver()
export class RegistryResolver {
  @Access(...READERS)
  @Query(() => RegionPage, { description: '区划 / Regions' })
  regions(
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Ctx() { hub }: RequestContext,
  ): Promise<Page<RegistryRegion>> {
    return hub.views.regions(pageOf(page, info));
  }

  @Access(...READERS)
  @Query(() => Institution, { description: '一家评价机构 / One institution' })
  async institution(
    @Arg('code', () => ID) code: string,
    @Ctx() { hub, caller, territory }: RequestContext,
  ): Promise<InstitutionView> {
    return shownInstitution(caller, found(await hub.views.institution(territory, code)));
  }

  @Access(...READERS)
  @Query(() => InstitutionPage, { description: '可见的评价机构 / Institutions in sight' })
  async institutions(
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Ctx() { hub, caller, territory }: RequestContext,
  ): Promise<Page<InstitutionView>> {
    const listed = await hub.views.institutions(territory, pageOf(page, info));
    return { ...listed, items: listed.items.map((each) => shownInstitution(caller, each)) };
  }

  @Access(...READERS)
  @Query(() => SitePage, { description: '机构的站点 / Sites of an institution' })
  async sites(
    @Arg('institutionCode', () => ID) institutionCode: string,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Ctx() { hub, territory }: RequestContext,
  ): Promise<Page<SiteView>> {
    return found(await hub.views.sites(territory, institutionCode, pageOf(page, info)));
  }

  @Access(...READERS)
  @Query(() => FilingPage, { description: '机构的备案 / Filings of an institution' })
  async filings(
    @Arg('institutionCode', () => ID) institutionCode: string,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Ctx() { hub, territory }: RequestContext,
  ): Promise<Page<FilingView>> {
    return found(await hub.views.filings(territory, institutionCode, pageOf(page, info)));
  }

  @Access(...READERS)
  @Query(() => PlanPage, { description: '机构的认定计划 / Plans of an institution' })
  async plans(
    @Arg('institutionCode', () => ID) institutionCode: string,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Ctx() { hub, territory }: RequestContext,
  ): Promise<Page<PlanView>> {
    return found(await hub.views.plans(territory, institutionCode, pageOf(page, info)));
  }

  @Access(...READERS)
  @Query(() => SigningKeyPage, { description: '机构的签名公钥 / Public keys with which an institution signs' })
  async signingKeys(
    @Arg('institutionCode', () => ID) institutionCode: string,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Ctx() { hub, territory }: RequestContext,
  ): Promise<Page<RegistrySigningKey>> {
    return found(await hub.views.signingKeys(territory, institutionCode, pageOf(page, info)));
  }
}
