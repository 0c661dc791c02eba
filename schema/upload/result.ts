import { Field, ID, ObjectType } from 'type-graphql';
import type { PreflightStanding } from '../../src/domain/intake/preflight';
import { resultOf } from '../refusal/type';
import { Standing } from './preflight';
import { Receipt } from './type';

@ObjectType({ description: '上传已开启 / The upload is open', simpleResolvers: true })
export class UploadOpened {
  @Field(() => ID, { description: '上传编号 / Upload id' })
  readonly uploadId: string;
  @Field(() => String, { description: 'NDJSON 流式上传的路径 / Path for streamed NDJSON (PUT)' })
  readonly path: string;
  @Field(() => [Receipt], { description: '已收到的分块 / What was received already' })
  readonly receipts: readonly Receipt[];
  @Field(() => Boolean, { description: '此前已用同一表头开启 / The same header had opened it before' })
  readonly repeated: boolean;
}

@ObjectType({ description: '分块已收到并保存 / The chunk is received and stored', simpleResolvers: true })
export class RecordsAppended {
  @Field(() => Receipt, { description: '回执 / Receipt' })
  readonly receipt: Receipt;
  @Field(() => Boolean, { description: '此前已收到 / It had been received before' })
  readonly repeated: boolean;
}

@ObjectType({ description: '上传已封存为批次 / The upload is sealed and is a batch now', simpleResolvers: true })
export class UploadSealed {
  @Field(() => ID, { description: '批次编号 / Batch id' })
  readonly batchId: string;
  @Field(() => Boolean, { description: '此前已封存 / It had been sealed before' })
  readonly repeated: boolean;
  @Field(() => Standing, {
    nullable: true,
    description: '所附预检清单的比对;未附则为空 / How the pre-flight manifest stands; null without one',
  })
  readonly preflight: PreflightStanding | null;
}

export const OpenUploadResult = resultOf('OpenUploadResult', UploadOpened, '开启上传的结果 / Answer to openUpload');
export const AppendRecordsResult = resultOf(
  'AppendRecordsResult',
  RecordsAppended,
  '追加记录的结果 / Answer to appendRecords',
);
export const SealUploadResult = resultOf(
  'SealUploadResult',
  UploadSealed,
  '封存或整批报送的结果 / Answer to sealUpload and pushBatch',
);
