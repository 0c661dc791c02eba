import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, ID, Info, Query, Resolver } from 'type-graphql';
import type { Page } from '../../src/app/paging';
import { recordsOfNumber, recordsOfPerson } from '../../src/app/find-records';
import type { FoundRecordView, RecordView } from '../../src/app/views';
import { Access, RECORD_READERS } from '../access';
import { found } from '../errors';
import { PageArgs, pageOf } from '../page';
import type { RequestContext } from '../request-context';
import { FoundRecordPage, IdTypes, RecordFilterInput, RecordPage } from './type';

@Resolver()
export class RecordResolver {
  @Access(...RECORD_READERS)
  @Query(() => RecordPage, { description: '批次的记录 / Records of a batch' })
  async records(
    @Arg('batchId', () => ID) batchId: string,
    @Arg('filter', () => RecordFilterInput, { nullable: true }) filter: RecordFilterInput | null | undefined,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Ctx() { hub, territory }: RequestContext,
  ): Promise<Page<RecordView>> {
    return found(await hub.views.records(territory, batchId, filter ?? {}, pageOf(page, info)));
  }

  @Access(...RECORD_READERS)
  @Query(() => FoundRecordPage, {
    description:
      '按证件查找本机构或本辖区各批次中的记录 / Records of one person in all batches of the caller’s territory',
  })
  async recordsOfPerson(
    @Arg('idType', () => IdTypes) idType: string,
    @Arg('idNumber', () => String, { description: '证件号码 / Document number' }) idNumber: string,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<Page<FoundRecordView>> {
    return recordsOfPerson(hub, caller, { idType, idNumber }, pageOf(page, info));
  }

  @Access(...RECORD_READERS)
  @Query(() => FoundRecordPage, {
    description: '按证书编号查找各批次中的记录 / Records of one certificate number in all batches of the territory',
  })
  async recordsOfNumber(
    @Arg('certificateNo', () => String, { description: '证书编号 / Certificate number' }) certificateNo: string,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<Page<FoundRecordView>> {
    return recordsOfNumber(hub, caller, certificateNo, pageOf(page, info));
  }
}
