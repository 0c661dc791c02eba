import { Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';
import type { Attachment as AttachmentRow } from '../../src/app/attachments/attachment-ports';

@ObjectType({
  description:
    '附件的登记信息;内容由 GET /attachments/{id} 取回 / What is known of a file; GET /attachments/{id} gives its bytes',
  simpleResolvers: true,
})
export class Attachment implements Pick<
  AttachmentRow,
  'id' | 'institutionCode' | 'fileName' | 'mediaType' | 'bytes' | 'digest' | 'sentAt'
> {
  @Field(() => ID, { description: '附件编号 / Attachment id' })
  readonly id: string;
  @Field(() => ID, { nullable: true, description: '所属机构;空为主管部门 / Institution; null for an office' })
  readonly institutionCode: string | null;
  @Field(() => String, { description: '文件名 / File name' })
  readonly fileName: string;
  @Field(() => String, { description: '内容类型 / Media type' })
  readonly mediaType: string;
  @Field(() => Int, { description: '字节数 / Bytes' })
  readonly bytes: number;
  @Field(() => String, { description: 'SHA-256,十六进制 / SHA-256, hexadecimal' })
  readonly digest: string;
  @Field(() => GraphQLISODateTime, { description: '接收时刻 / Received at' })
  readonly sentAt: Date;
}
