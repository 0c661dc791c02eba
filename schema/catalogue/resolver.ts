import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, ArgsType, Ctx, Field, ID, Info, Mutation, Query, Resolver } from 'type-graphql';
import type { Page } from '../../src/app/paging';
import { applyCatalogue } from '../../src/app/registry/apply-catalogue';
import type { CatalogueChangeView, CatalogueDraftView } from '../../src/app/registry/catalogue-ports';
import { draftCatalogue, type GivenCatalogue } from '../../src/app/registry/draft-catalogue';
import type { CatalogueChangeKind } from '../../src/domain/registry/catalogue-difference';
import { Access } from '../access';
import { found } from '../errors';
import { PageArgs, pageOf } from '../page';
import type { RequestContext } from '../request-context';
import {
  ApplyCatalogueResult,
  CatalogueChangeKinds,
  CatalogueChangePage,
  CatalogueDraft,
  CatalogueKinds,
  DraftCatalogueResult,
} from './type';

const CATALOGUE_KEEPERS = ['NATION', 'OPERATOR'] as const;

@ArgsType()
class DraftCatalogueArgs implements GivenCatalogue {
  @Field(() => ID, { description: '版本,如 2022 / Edition, such as 2022' })
  readonly edition: string;
  @Field(() => CatalogueKinds, { description: '种类 / Kind' })
  readonly kind: GivenCatalogue['kind'];
  @Field(() => ID, {
    nullable: true,
    defaultValue: null,
    description: '增补所属版本 / The edition that a supplement adds to',
  })
  readonly supplementTo: string | null;
  @Field(() => String, { description: '起始日 YYYY-MM-DD / First day' })
  readonly from: string;
  @Field(() => String, { nullable: true, defaultValue: null, description: '截止日,空为未定 / Last day; null is open' })
  readonly to: string | null;
  @Field(() => [String], { defaultValue: [], description: '发布文件 / Documents that ordain it' })
  readonly basis: readonly string[];
  @Field(() => String, { description: 'CSV:code,name,workTypes(工种以 | 分隔) / CSV; work types parted by |' })
  readonly csv: string;
}

const DRAFT_ID = { description: '草案编号 / Draft id' };

@Resolver()
export class CatalogueResolver {
  @Access(...CATALOGUE_KEEPERS)
  @Query(() => CatalogueDraft, { description: '一份目录草案与差异报告 / A draft of the catalogue with its report' })
  async catalogueDraft(
    @Arg('id', () => ID, { description: '草案编号 / Draft id' }) id: string,
    @Ctx() { hub }: RequestContext,
  ): Promise<CatalogueDraftView> {
    return found(await hub.views.catalogueDraft(id));
  }

  @Access(...CATALOGUE_KEEPERS)
  @Query(() => CatalogueChangePage, { description: '差异报告逐项 / What a draft changes, occupation by occupation' })
  async catalogueChanges(
    @Arg('draftId', () => ID, DRAFT_ID) draftId: string,
    @Arg('kind', () => CatalogueChangeKinds, { nullable: true, description: '只看一种 / Only of one kind' })
    kind: CatalogueChangeKind | null | undefined,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Ctx() { hub }: RequestContext,
  ): Promise<Page<CatalogueChangeView>> {
    return found(await hub.views.catalogueChanges(draftId, kind ?? null, pageOf(page, info)));
  }

  @Access(...CATALOGUE_KEEPERS)
  @Mutation(() => DraftCatalogueResult, {
    description: '导入职业目录并出具差异报告,不生效 / Takes in an edition and reports what it would change',
  })
  draftCatalogue(
    @Args(() => DraftCatalogueArgs) given: DraftCatalogueArgs,
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<typeof DraftCatalogueResult> {
    return draftCatalogue(hub, caller, given);
  }

  @Access(...CATALOGUE_KEEPERS)
  @Mutation(() => ApplyCatalogueResult, {
    description: '应用目录草案,须由导入人以外的人办理 / Applies a draft; by another person than drafted it',
  })
  applyCatalogue(
    @Arg('draftId', () => ID, DRAFT_ID) draftId: string,
    @Arg('digest', () => String, { description: '所阅差异报告的摘要 / Digest of the report that was read' })
    digest: string,
    @Arg('reason', () => String, { nullable: true, description: '说明 / Reason' }) reason: string | null | undefined,
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<typeof ApplyCatalogueResult> {
    return applyCatalogue(hub, caller, { draftId, digest, reason: reason ?? null });
  }
}
