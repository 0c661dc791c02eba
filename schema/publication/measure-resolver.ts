import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, ID, Info, Mutation, Query, Resolver } from 'type-graphql';
import type { Page } from '../../src/app/paging';
import { confirmMeasure, withdrawMeasure } from '../../src/app/publications/decide-measure';
import type { EndedFilingsView, Measure as MeasureRow } from '../../src/app/publications/measure-ports';
import { proposeMeasure } from '../../src/app/publications/propose-measure';
import { publishEnding } from '../../src/app/publications/publish-ending';
import { cstDate } from '../../src/domain/calendar/cst';
import { regionPrefixOf } from '../../src/domain/tenancy/region-prefix';
import { Access, READERS, RECORD_READERS } from '../access';
import { found } from '../errors';
import { PageArgs, pageOf } from '../page';
import type { RequestContext } from '../request-context';
import { MeasureFilterInput, MeasureInput } from './input';
import { MeasureResult } from './result';
import { EndedFilingsPage, Measure, MeasurePage } from './type';

const MEASURE_ID = { description: '措施编号 / Measure id' };

@Resolver()
export class MeasureResolver {
  @Access(...RECORD_READERS)
  @Query(() => Measure, {
    description: '一项处理措施;机构只能看到已确认的 / One measure; an institution sees what is confirmed',
  })
  async measure(
    @Arg('id', () => ID, { description: '措施编号 / Measure id' }) id: string,
    @Ctx() { hub, territory }: RequestContext,
  ): Promise<MeasureRow> {
    return found(await hub.views.measure(territory, id));
  }

  @Access(...RECORD_READERS)
  @Query(() => MeasurePage, {
    description:
      '处理措施,最新在前;机构只能看到已确认的 / Measures, latest first; an institution sees what is confirmed',
  })
  measures(
    @Arg('filter', () => MeasureFilterInput, { nullable: true, description: '筛选 / Filter' })
    filter: MeasureFilterInput | null | undefined,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Ctx() { hub, territory }: RequestContext,
  ): Promise<Page<MeasureRow>> {
    const { institutionCode = null, state = null, awaitsNotice } = filter ?? {};
    const asked = { institutionCode, state, awaitsNotice: awaitsNotice === true };
    return hub.views.measures(territory, asked, pageOf(page, info));
  }

  @Access(...READERS)
  @Query(() => EndedFilingsPage, {
    description:
      '公示中的终止备案,先结束公示者在前,对所有调用方公开 / Filings that ended and are shown to the public, the first to end first; open to all',
  })
  endedFilings(
    @Arg('regionCode', () => String, { nullable: true, description: '只看一个区划 / Only of one region' })
    regionCode: string | null | undefined,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Ctx() { hub }: RequestContext,
  ): Promise<Page<EndedFilingsView>> {
    const regionPrefix = regionPrefixOf(regionCode ?? '');
    return hub.views.endedFilings(cstDate(hub.now()), { regionPrefix }, pageOf(page, info));
  }

  @Access('CITY', 'PROVINCE')
  @Mutation(() => MeasureResult, {
    description: '提出暂停、恢复、撤销或终止备案 / Proposes to suspend, resume, revoke or end filings',
  })
  proposeMeasure(
    @Arg('measure', () => MeasureInput, { description: '处理措施 / The measure' })
    { from, to, ...measure }: MeasureInput,
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<typeof MeasureResult> {
    return proposeMeasure(hub, caller, { ...measure, from: from ?? null, to: to ?? null });
  }

  @Access('CITY', 'PROVINCE')
  @Mutation(() => MeasureResult, {
    description: '确认处理措施,须由提出人以外的人办理 / Confirms a measure; by another person than proposed it',
  })
  confirmMeasure(
    @Arg('measureId', () => ID, MEASURE_ID) measureId: string,
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<typeof MeasureResult> {
    return confirmMeasure(hub, caller, { measureId });
  }

  @Access('PROVINCE')
  @Mutation(() => MeasureResult, {
    description:
      '公示因变更场地终止的备案,并报全国机关 / Opens the public notice of an end by a changed venue, and reports it to the nation',
  })
  publishEnding(
    @Arg('measureId', () => ID, MEASURE_ID) measureId: string,
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<typeof MeasureResult> {
    return publishEnding(hub, caller, { measureId });
  }

  @Access('CITY', 'PROVINCE')
  @Mutation(() => MeasureResult, { description: '撤回尚未确认的处理措施 / Withdraws a measure that is not confirmed' })
  withdrawMeasure(
    @Arg('measureId', () => ID, MEASURE_ID) measureId: string,
    @Arg('reason', () => String, { description: '理由 / Reason' }) reason: string,
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<typeof MeasureResult> {
    return withdrawMeasure(hub, caller, { measureId, reason });
  }
}
