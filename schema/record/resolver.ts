import { Arg, Args, Ctx, ID, Query, Resolver } from 'type-graphql';
import type { Page } from '../../src/app/paging';
import type { RecordView } from '../../src/app/views';
import { Access, RECORD_READERS } from '../access';
import { found } from '../errors';
import { PageArgs, pageOf } from '../page';
import type { RequestContext } from '../request-context';
import { RecordFilterInput, RecordPage } from './type';

@Resolver()
export class RecordResolver {
  @Access(...RECORD_READERS)
  @Query(() => RecordPage, { description: '批次的记录 / Records of a batch' })
  async records(
    @Arg('batchId', () => ID) batchId: string,
    @Arg('filter', () => RecordFilterInput, { nullable: true }) filter: RecordFilterInput | null | undefined,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { hub, territory }: RequestContext,
  ): Promise<Page<RecordView>> {
    return found(await hub.views.records(territory, batchId, filter ?? {}, pageOf(page)));
  }
}
