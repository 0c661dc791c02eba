import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, GraphQLISODateTime, ID, Info, Query, Resolver } from 'type-graphql';
import type { PackTrialView, PackVersionView, TrialFlipView, TrialInstitutionView } from '../../src/app/pack-views';
import { comparePack, type PackComparison as PackComparisonView } from '../../src/app/packs/compare-pack';
import { NOT_ASKED_ANEW } from '../../src/app/packs/judge-twice';
import { packsInForce, type PacksInForce as PacksInForceView } from '../../src/app/packs/packs-in-force';
import type { PublicPackKey } from '../../src/app/packs/pack-ports';
import type { Page } from '../../src/app/paging';
import { isDate } from '../../src/domain/calendar/dates';
import { Access, READERS, REGULATORS, SUPERVISORS } from '../access';
import { found, packQuestionInvalid } from '../errors';
import { PageArgs, pageOf } from '../page';
import type { RequestContext } from '../request-context';
import { PackComparison } from './comparison-type';
import { PackTrial, TrialFlipFilterInput, TrialFlipPage, TrialInstitutionPage } from './trial-type';
import { PackKey, PacksInForce, PackVersionPage } from './type';

const REGION = /^\d{6}$/;

@Resolver()
export class PackResolver {
  @Access(...READERS)
  @Query(() => PacksInForce, {
    description:
      '某区划某考试日期适用的各值及出处;可查过去某时刻 / What governs a region on an exam date, also as of a past moment',
  })
  packs(
    @Arg('region', () => String, { description: '六位区划代码 / Region code of six digits' }) region: string,
    @Arg('examDate', () => String, { description: 'YYYY-MM-DD' }) examDate: string,
    @Arg('asOf', () => GraphQLISODateTime, { nullable: true, description: '默认现在 / Now by default' })
    asOf: Date | null | undefined,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Ctx() { hub }: RequestContext,
  ): Promise<PacksInForceView> {
    if (!REGION.test(region) || !isDate(examDate)) throw packQuestionInvalid();
    return packsInForce(hub, { region, examDate, asOf: asOf ?? null }, pageOf(page, info));
  }

  @Access(...READERS)
  @Query(() => PackVersionPage, {
    description:
      '规则包版本,最近起草在前;草案仅在其辖区内可见 / Versions of packs, the latest first; drafts stay in their territory',
  })
  packVersions(
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Ctx() { hub, territory }: RequestContext,
  ): Promise<Page<PackVersionView>> {
    return hub.views.packVersions(territory, pageOf(page, info));
  }

  @Access(...READERS)
  @Query(() => [PackKey], {
    description: '验证规则包签名的公钥,第一把用于签名 / Keys that verify packs; the first one signs now',
  })
  packKeys(@Ctx() { hub }: RequestContext): readonly PublicPackKey[] {
    return hub.packSigner.publicKeys;
  }

  @Access(...READERS)
  @Query(() => PackComparison, { description: '规则包带来的变化 / What a pack changes' })
  async packComparison(
    @Arg('id', () => ID) id: string,
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<PackComparisonView> {
    return found(await comparePack(hub, caller, id));
  }

  @Access(...SUPERVISORS)
  @Query(() => PackTrial, { description: '试算进度与合计 / Progress and totals of a what-if' })
  async packTrial(
    @Arg('id', () => ID) id: string,
    @Ctx() { hub, territory }: RequestContext,
  ): Promise<PackTrialView & { readonly skipped: readonly string[] }> {
    return { ...found(await hub.views.packTrial(territory, id)), skipped: NOT_ASKED_ANEW };
  }

  @Access(...SUPERVISORS)
  @Query(() => TrialInstitutionPage, {
    description: '试算:按机构,变化多者在前 / A what-if by institution, most flips first',
  })
  async packTrialInstitutions(
    @Arg('id', () => ID) id: string,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Ctx() { hub, territory }: RequestContext,
  ): Promise<Page<TrialInstitutionView>> {
    return found(await hub.views.packTrialInstitutions(territory, id, pageOf(page, info)));
  }

  @Access(...REGULATORS)
  @Query(() => TrialFlipPage, { description: '试算:结论会变化的记录 / The records whose verdict would be another' })
  async packTrialFlips(
    @Arg('id', () => ID) id: string,
    @Arg('filter', () => TrialFlipFilterInput, { nullable: true }) filter: TrialFlipFilterInput | null | undefined,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Ctx() { hub, territory }: RequestContext,
  ): Promise<Page<TrialFlipView>> {
    return found(await hub.views.packTrialFlips(territory, id, filter ?? {}, pageOf(page, info)));
  }
}
