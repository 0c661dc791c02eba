import { Field, GraphQLISODateTime, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { AcknowledgementView, AttemptView, DeliveryView } from '../../src/app/forwarding-views';
import { codeType } from '../codes';
import { pageType } from '../page';
import { Text } from '../text/type';

export const DeliveryStates = codeType('DeliveryState', '报送状态 / State of a delivery', [
  { code: 'DUE', zh: '待报送' },
  { code: 'SENT', zh: '已送达,待答复' },
  { code: 'ANSWERED', zh: '已全部答复' },
  { code: 'GIVEN_UP', zh: '已放弃' },
]);
const AcknowledgementStates = codeType('AcknowledgementState', '上级答复 / What a feed says of one certificate', [
  { code: 'PENDING', zh: '待答复' },
  { code: 'ACCEPTED', zh: '已接受' },
  { code: 'REFUSED', zh: '已拒绝' },
]);

@ObjectType({ description: '一次报送尝试 / One attempt of a delivery', simpleResolvers: true })
export class Attempt implements AttemptView {
  @Field(() => Int, { description: '次序 / Number' })
  readonly attemptNo: number;
  @Field(() => GraphQLISODateTime, { description: '开始时刻 / Started at' })
  readonly startedAt: Date;
  @Field(() => GraphQLISODateTime, { nullable: true, description: '结束时刻 / Ended at' })
  readonly endedAt: Date | null;
  @Field(() => String, { nullable: true, description: '结果:taken、refused、unreachable / Outcome' })
  readonly outcome: string | null;
  @Field(() => String, { nullable: true, description: '原因代码 / Reason code' })
  readonly reason: string | null;
}

@ObjectType({
  description: '向一个接收方报送一包证书的任务 / The duty to hand one parcel to one feed',
  simpleResolvers: true,
})
export class Delivery implements DeliveryView {
  @Field(() => ID, { description: '报送编号 / Id' })
  readonly id: string;
  @Field(() => String, { description: '接收方 / Feed' })
  readonly feed: string;
  @Field(() => ID, { description: '批次编号 / Batch' })
  readonly batchId: string;
  @Field(() => Int, { description: '包序号 / Number of the parcel' })
  readonly parcelNo: number;
  @Field(() => DeliveryStates, { description: '状态 / State' })
  readonly state: DeliveryView['state'];
  @Field(() => Int, { description: '证书数 / Certificates' })
  readonly certificates: number;
  @Field(() => Int, { description: '其中已移至后续报送的 / Of these, moved on to a later delivery' })
  readonly moved: number;
  @Field(() => Int, { description: '已接受 / Accepted' })
  readonly accepted: number;
  @Field(() => Int, { description: '已拒绝 / Refused' })
  readonly refused: number;
  @Field(() => Int, { description: '待答复 / Pending' })
  readonly pending: number;
  @Field(() => Int, { description: '已尝试次数 / Attempts made' })
  readonly attemptsMade: number;
  @Field(() => GraphQLISODateTime, { description: '下次尝试时刻 / Due at' })
  readonly dueAt: Date;
  @Field(() => GraphQLISODateTime, { description: '建立时刻 / Created at' })
  readonly createdAt: Date;
  @Field(() => GraphQLISODateTime, { nullable: true, description: '对方收到时刻 / Taken at' })
  readonly sentAt: Date | null;
  @Field(() => GraphQLISODateTime, { nullable: true, description: '全部答复时刻 / Answered at' })
  readonly answeredAt: Date | null;
  @Field(() => [Attempt], { description: '各次尝试 / Attempts' })
  readonly attempts: readonly Attempt[];
}
export const DeliveryPage = pageType('DeliveryPage', Delivery);

@ObjectType({ description: '上级对一张证书的答复 / What a feed says of one certificate', simpleResolvers: true })
export class Acknowledgement implements AcknowledgementView {
  @Field(() => String, { description: '接收方 / Feed' })
  readonly feed: string;
  @Field(() => ID, { description: '报送编号 / Delivery' })
  readonly deliveryId: string;
  @Field(() => ID, { description: '批次编号 / Batch' })
  readonly batchId: string;
  @Field(() => ID, { description: '证书编号 / Certificate number' })
  readonly certificateNo: string;
  @Field(() => Int, { description: '版本号 / Version' })
  readonly version: number;
  @Field(() => Int, { description: '批次行号 / Line of the batch' })
  readonly line: number;
  @Field(() => AcknowledgementStates, { description: '答复 / Answer' })
  readonly state: AcknowledgementView['state'];
  @Field(() => String, { nullable: true, description: '拒绝代码 / Code of a refusal' })
  readonly code: string | null;
  @Field(() => Text, {
    nullable: true,
    description: '拒绝代码的含义,以接收方文件为准 / What the feeds file says of the code',
  })
  readonly codeTitle: Text | null;
  @Field(() => String, {
    nullable: true,
    description: '对应的本枢纽规则 / The rule of the hub that looks at the same thing',
  })
  readonly rule: string | null;
  @Field(() => GraphQLISODateTime, { nullable: true, description: '答复时刻 / Answered at' })
  readonly answeredAt: Date | null;
}
export const AcknowledgementPage = pageType('AcknowledgementPage', Acknowledgement);

@InputType({ description: '报送筛选 / Filter of deliveries' })
export class DeliveryFilterInput {
  @Field(() => ID, { nullable: true, description: '批次编号 / Batch' })
  readonly batchId?: string | null;
  @Field(() => String, { nullable: true, description: '接收方 / Feed' })
  readonly feed?: string | null;
  @Field(() => DeliveryStates, { nullable: true, description: '状态 / State' })
  readonly state?: DeliveryView['state'] | null;
}

@InputType({ description: '答复筛选 / Filter of acknowledgements' })
export class AcknowledgementFilterInput {
  @Field(() => ID, { nullable: true, description: '批次编号 / Batch' })
  readonly batchId?: string | null;
  @Field(() => String, { nullable: true, description: '接收方 / Feed' })
  readonly feed?: string | null;
  @Field(() => AcknowledgementStates, { nullable: true, description: '答复 / Answer' })
  readonly state?: AcknowledgementView['state'] | null;
}
