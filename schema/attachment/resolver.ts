import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import type { Attachment as AttachmentRow } from '../../src/app/attachments/attachment-ports';
import { Access, RECORD_READERS } from '../access';
import { found } from '../errors';
import type { RequestContext } from '../request-context';
import { Attachment } from './type';

@Resolver()
export class AttachmentResolver {
  @Access(...RECORD_READERS)
  @Query(() => Attachment, { description: '一个附件的登记信息 / What is known of one attachment' })
  async attachment(
    @Arg('id', () => ID, { description: '附件编号 / Attachment id' }) id: string,
    @Ctx() { hub, territory }: RequestContext,
  ): Promise<AttachmentRow> {
    return found(await hub.views.attachment(territory, id));
  }
}
