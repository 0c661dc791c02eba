import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, ID, Info, Mutation, Query, Resolver } from 'type-graphql';
import type { CorrectionView } from '../../src/app/certificates/change-ports';
import { approveCorrection, refuseCorrection, withdrawCorrection } from '../../src/app/certificates/decide-change';
import { requestCorrection, requestReissue } from '../../src/app/certificates/request-change';
import type { Page } from '../../src/app/paging';
import { Access, RECORD_READERS } from '../access';
import { found } from '../errors';
import { PageArgs, pageOf } from '../page';
import type { RequestContext } from '../request-context';
import { CertificateRecord } from '../records-scalar';
import { readGivenRecord } from './given-record';
import { DecideCorrectionResult, RequestCorrectionResult } from './result';
import { Correction, CorrectionFilterInput, CorrectionPage } from './type';

const CERTIFICATE_NO = { description: '证书编号 / Certificate number' };
const REASON = { description: '理由,不得含个人号码 / Reason, without numbers of persons' };
const CORRECTION_ID = { description: '更正或补发申请的编号 / Id of the correction or re-issue' };

@Resolver()
export class CorrectionResolver {
  @Access(...RECORD_READERS)
  @Query(() => Correction, { description: '证书更正或补发申请 / A correction or re-issue' })
  async correction(
    @Arg('id', () => ID, { description: '申请编号 / Id of the correction or re-issue' }) id: string,
    @Ctx() { hub, territory }: RequestContext,
  ): Promise<CorrectionView> {
    return found(await hub.views.correction(territory, id));
  }

  @Access(...RECORD_READERS)
  @Query(() => CorrectionPage, {
    description: '更正与补发申请,最早的在前 / Corrections and re-issues, the longest waiting first',
  })
  corrections(
    @Arg('filter', () => CorrectionFilterInput, { nullable: true, description: '筛选 / Filter' })
    filter: CorrectionFilterInput | null | undefined,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Ctx() { hub, caller, territory }: RequestContext,
  ): Promise<Page<CorrectionView>> {
    const mine = filter?.mine ? { role: caller.role } : null;
    return hub.views.corrections(territory, { ...filter, mine }, pageOf(page, info));
  }

  @Access('INSTITUTION')
  @Mutation(() => RequestCorrectionResult, {
    description: '申请更正证书数据(编号不变) / Asks for a correction under the same number',
  })
  async requestCorrection(
    @Arg('certificateNo', () => ID, CERTIFICATE_NO) certificateNo: string,
    @Arg('record', () => CertificateRecord, { description: '更正后的完整记录 / The whole record as it shall be' })
    record: unknown,
    @Arg('reason', () => String, REASON) reason: string,
    @Arg('evidence', () => [ID], { description: '附件编号 / Ids of attachments' }) evidence: string[],
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<typeof RequestCorrectionResult> {
    const given = readGivenRecord(record);
    if (given.kind === 'refused') return given;
    return requestCorrection(hub, caller, { certificateNo, record: given.record, reason, evidence });
  }

  @Access('INSTITUTION')
  @Mutation(() => RequestCorrectionResult, {
    description:
      '申请补发(不填新记录)或换发新编号 / Asks for the same certificate again (no new record), or under another number',
  })
  async requestReissue(
    @Arg('certificateNo', () => ID, CERTIFICATE_NO) certificateNo: string,
    @Arg('newRecord', () => CertificateRecord, {
      nullable: true,
      description: '新编号的完整记录 / Whole, under the new number',
    })
    newRecord: unknown,
    @Arg('reason', () => String, REASON) reason: string,
    @Arg('evidence', () => [ID], { description: '附件编号 / Ids of attachments' }) evidence: string[],
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<typeof RequestCorrectionResult> {
    const given = newRecord === null || newRecord === undefined ? null : readGivenRecord(newRecord);
    if (given?.kind === 'refused') return given;
    return requestReissue(hub, caller, { certificateNo, record: given?.record ?? null, reason, evidence });
  }

  @Access('CITY', 'PROVINCE')
  @Mutation(() => DecideCorrectionResult, {
    description: '同意更正或补发:市州初审,省级审定并生效 / Agrees: the city first, the province last, which applies it',
  })
  approveCorrection(
    @Arg('correctionId', () => ID, CORRECTION_ID) correctionId: string,
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<typeof DecideCorrectionResult> {
    return approveCorrection(hub, caller, { id: correctionId });
  }

  @Access('CITY', 'PROVINCE')
  @Mutation(() => DecideCorrectionResult, { description: '不予更正或补发 / Refuses it with a reason' })
  refuseCorrection(
    @Arg('correctionId', () => ID, CORRECTION_ID) correctionId: string,
    @Arg('reason', () => String, REASON) reason: string,
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<typeof DecideCorrectionResult> {
    return refuseCorrection(hub, caller, { id: correctionId, reason });
  }

  @Access('INSTITUTION')
  @Mutation(() => DecideCorrectionResult, { description: '撤回申请 / Withdraws the request' })
  withdrawCorrection(
    @Arg('correctionId', () => ID, CORRECTION_ID) correctionId: string,
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<typeof DecideCorrectionResult> {
    return withdrawCorrection(hub, caller, { id: correctionId });
  }
}
