import { Field, Float, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';
import type { FoundUpload } from '../../src/app/find-upload';
import type { ChunkReceipt, UploadState } from '../../src/app/intake-ports';
import { codeType } from '../codes';

const UploadStates = codeType('UploadState', '上传状态 / State of an upload', [
  { code: 'OPEN', zh: '进行中' },
  { code: 'SEALED', zh: '已封存' },
  { code: 'ABANDONED', zh: '已放弃' },
]);

@ObjectType('ChunkReceipt', {
  description: '已收到的分块 / A chunk that was received and stored',
  simpleResolvers: true,
})
export class Receipt implements ChunkReceipt {
  @Field(() => Int, { description: '分块号 / Chunk number' })
  readonly chunkNo: number;
  @Field(() => Int, { description: '记录数 / Records' })
  readonly records: number;
  @Field(() => Int, { description: '字节数 / Bytes' })
  readonly bytes: number;
  @Field(() => String, { description: 'SHA-256,十六进制 / SHA-256, hex' })
  readonly digest: string;
}

@ObjectType({ description: '上传及其已收到的分块 / An upload and what it has received', simpleResolvers: true })
export class Upload implements Omit<FoundUpload, 'content' | 'receipts'> {
  @Field(() => ID, { description: '上传编号,封存后即批次编号 / Id; the batch keeps it' })
  readonly id: string;
  @Field(() => String, { description: '机构 / Institution' })
  readonly institutionCode: string;
  @Field(() => String, { description: '机构批次号 / Client batch number' })
  readonly clientBatchNo: string;
  @Field(() => String, { description: '计划编号 / Plan number' })
  readonly planNo: string;
  @Field(() => UploadStates, { description: '状态 / State' })
  readonly state: UploadState;
  @Field(() => String, {
    nullable: true,
    description: '内容格式,以最先发送者为准 / Format of the content, fixed by what came first',
  })
  readonly format: string | null;
  @Field(() => GraphQLISODateTime, { description: '开启时刻 / Opened at' })
  readonly openedAt: Date;
  @Field(() => Int, { description: '已收到记录数 / Records received' })
  readonly records: number;
  @Field(() => Int, { description: '已收到分块数 / Chunks received' })
  readonly chunks: number;
  @Field(() => [Int], { description: '缺失的分块号 / Numbers of chunks that are missing before the last one' })
  readonly missing: readonly number[];
  @Field(() => Float, {
    description:
      '续传起点:自开头起连续收到的内容字节数(未压缩);不能续传的格式未收完时为 0 / Where to go on: bytes of the content, uncompressed, that are there without a gap; 0 for a format that begins again, until all of it came',
  })
  readonly nextOffset: number;
  @Field(() => Boolean, { description: '内容已收完 / The content has come to its end' })
  readonly isComplete: boolean;
  @Field(() => [Receipt], { description: '已收到分块 / Chunks received' })
  readonly receipts: readonly Receipt[];
}
