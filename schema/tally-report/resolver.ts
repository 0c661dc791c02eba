import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, ID, Info, Mutation, Query, Resolver } from 'type-graphql';
import { askReports } from '../../src/app/forwarding/ask-reports';
import { certificatesSince, checkReport } from '../../src/app/forwarding/check-report';
import { resendReport } from '../../src/app/forwarding/resend-report';
import type { TallyReportRow as TallyReportRowView } from '../../src/app/forwarding/tally-report-ports';
import type {
  CertificateDifferenceView,
  TallyReportCheckView,
  TallyReportDifferenceView,
  TallyReportView,
} from '../../src/app/forwarding/tally-report-views';
import type { Page } from '../../src/app/paging';
import { Access, REGULATORS, SUPERVISORS } from '../access';
import { found } from '../errors';
import { PageArgs, pageOf } from '../page';
import type { RequestContext } from '../request-context';
import { SHOWN_DEFINITION, TallyDefinition } from './definition-type';
import { MakeTallyReportsResult, ResendTallyReportResult } from './result';
import {
  TallyReport,
  TallyReportCertificatePage,
  TallyReportCheck,
  TallyReportDifferencePage,
  TallyReportFilterInput,
  TallyReportPage,
  TallyReportRowPage,
} from './type';

@Resolver()
export class TallyReportResolver {
  @Access(...SUPERVISORS)
  @Query(() => TallyDefinition, { description: '现行统计口径 / The definition by which is counted now' })
  tallyDefinition(): TallyDefinition {
    return SHOWN_DEFINITION;
  }

  @Access(...SUPERVISORS)
  @Query(() => TallyReportPage, { description: '统计报送,最近在前 / Reports of tallies, the latest first' })
  tallyReports(
    @Arg('filter', () => TallyReportFilterInput, { nullable: true }) filter: TallyReportFilterInput | null | undefined,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Ctx() { hub, territory }: RequestContext,
  ): Promise<Page<TallyReportView>> {
    return hub.views.tallyReports(territory, filter ?? {}, pageOf(page, info));
  }

  @Access(...SUPERVISORS)
  @Query(() => TallyReport, { description: '一份统计报送 / One report of tallies' })
  async tallyReport(
    @Arg('id', () => ID) id: string,
    @Ctx() { hub, territory }: RequestContext,
  ): Promise<TallyReportView> {
    return found(await hub.views.tallyReport(territory, id));
  }

  @Access(...SUPERVISORS)
  @Query(() => TallyReportRowPage, { description: '统计报送的各行 / Rows of a report of tallies' })
  async tallyReportRows(
    @Arg('reportId', () => ID) reportId: string,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Ctx() { hub, territory }: RequestContext,
  ): Promise<Page<TallyReportRowView>> {
    return found(await hub.views.tallyReportRows(territory, reportId, pageOf(page, info)));
  }

  @Access(...SUPERVISORS)
  @Query(() => TallyReportDifferencePage, {
    description: '与上一修订不同的各行 / Rows that differ from the revision before',
  })
  async tallyReportDifferences(
    @Arg('reportId', () => ID) reportId: string,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Ctx() { hub, territory }: RequestContext,
  ): Promise<Page<TallyReportDifferenceView>> {
    return found(await hub.views.tallyReportDifferences(territory, reportId, pageOf(page, info)));
  }

  @Access(...SUPERVISORS)
  @Query(() => TallyReportCheck, {
    description: '统计报送与其证书是否一致 / Whether a report still equals the certificates behind it',
  })
  async tallyReportCheck(
    @Arg('reportId', () => ID) reportId: string,
    @Ctx() { hub, territory }: RequestContext,
  ): Promise<TallyReportCheckView> {
    return found(await checkReport(hub, territory, reportId));
  }

  @Access(...REGULATORS)
  @Query(() => TallyReportCertificatePage, {
    description: '统计之后有变化的证书 / Certificates that came, went or changed since a report',
  })
  async tallyReportCertificates(
    @Arg('reportId', () => ID) reportId: string,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Ctx() { hub, territory }: RequestContext,
  ): Promise<Page<CertificateDifferenceView>> {
    return found(await certificatesSince(hub, territory, { reportId, page: pageOf(page, info) }));
  }

  @Access('OPERATOR')
  @Mutation(() => MakeTallyReportsResult, {
    description: '立即核对一个接收方的各期统计,有变则报送修订 / Looks now for counts to tell a feed',
  })
  makeTallyReports(
    @Arg('feed', () => String) feed: string,
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<typeof MakeTallyReportsResult> {
    return askReports(hub, caller, { feed });
  }

  @Access('OPERATOR', 'PROVINCE')
  @Mutation(() => ResendTallyReportResult, {
    description: '重新报送被拒绝或已放弃的统计 / Sends a report again that was refused or given up',
  })
  resendTallyReport(
    @Arg('reportId', () => ID) reportId: string,
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<typeof ResendTallyReportResult> {
    return resendReport(hub, caller, { reportId });
  }
}
