import { Field, GraphQLISODateTime, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { FilingObjection as FilingObjectionRow } from '../../src/app/applications/filing-objection-ports';
import type { ObjectionChannel, ObjectionState } from '../../src/domain/results/results-state';
import { pageType } from '../page';
import { resultOf } from '../refusal/type';
import { ObjectionChannels, ObjectionStates } from '../results/codes';

@ObjectType({ description: '对拟备案的异议 / An objection to a proposed filing', simpleResolvers: true })
export class FilingObjection implements Omit<FilingObjectionRow, 'recordedRole' | 'decidedRole'> {
  @Field(() => ID, { description: '异议编号 / Objection id' })
  readonly id: string;
  @Field(() => ID, { description: '申请编号 / Application id' })
  readonly applicationId: string;
  @Field(() => Int, { description: '所公示的申请版本 / Revision of the application that was shown' })
  readonly revision: number;
  @Field(() => Int, { description: '该申请的第几件异议,从 1 起 / 1-based number within the application' })
  readonly objectionNo: number;
  @Field(() => ID, { description: '申请单位 / Applicant' })
  readonly institutionCode: string;
  @Field(() => String, { description: '受理地行政区划 / Region that handles it' })
  readonly regionCode: string;
  @Field(() => ObjectionChannels, { description: '来源 / How it arrived' })
  readonly channel: ObjectionChannel;
  @Field(() => String, { description: '收到日期 / Day of receipt' })
  readonly receivedOn: string;
  @Field(() => String, { description: '摘要 / Summary' })
  readonly summary: string;
  @Field(() => ObjectionStates, { description: '状态 / State' })
  readonly state: ObjectionState;
  @Field(() => ID, { description: '登记人(客户端编号) / Written down by, client id' })
  readonly recordedBy: string;
  @Field(() => GraphQLISODateTime, { description: '登记时刻 / Written down at' })
  readonly recordedAt: Date;
  @Field(() => ID, { nullable: true, description: '答复人(客户端编号) / Answered by, client id' })
  readonly decidedBy: string | null;
  @Field(() => GraphQLISODateTime, { nullable: true, description: '答复或失效时刻 / Answered or lapsed at' })
  readonly decidedAt: Date | null;
  @Field(() => String, { nullable: true, description: '理由 / Reason' })
  readonly reason: string | null;
  @Field(() => [String], { description: '依据 / Basis' })
  readonly basis: readonly string[];
}
export const FilingObjectionPage = pageType('FilingObjectionPage', FilingObjection);

@InputType({ description: '公示期内收到的对拟备案的异议 / An objection that was received while a filing was shown' })
export class FilingObjectionInput {
  @Field(() => ID, { description: '申请编号 / Application id' })
  readonly applicationId: string;
  @Field(() => ObjectionChannels, { description: '来源 / How it arrived' })
  readonly channel: ObjectionChannel;
  @Field(() => String, { description: '收到日期 YYYY-MM-DD,在公示期内 / Day of receipt, one of the notice' })
  readonly receivedOn: string;
  @Field(() => String, {
    description: '摘要,不写异议人姓名和号码 / Summary, without name or number of whoever objected',
  })
  readonly summary: string;
}

@InputType({ description: '拟备案异议的筛选 / Which objections to proposed filings' })
export class FilingObjectionFilterInput {
  @Field(() => ID, { nullable: true, description: '申请编号 / Application id' })
  readonly applicationId?: string | null;
  @Field(() => ID, { nullable: true, description: '申请单位 / Applicant' })
  readonly institutionCode?: string | null;
  @Field(() => ObjectionStates, { nullable: true, description: '状态 / State' })
  readonly state?: ObjectionState | null;
}

@ObjectType({
  description: '拟备案异议的现状 / The objection to a proposed filing as it is kept',
  simpleResolvers: true,
})
export class FilingObjectionStanding {
  @Field(() => FilingObjection, { description: '异议 / The objection' })
  readonly objection: FilingObjection;
  @Field(() => Boolean, { description: '此前已作相同登记或答复 / The same had been said before' })
  readonly repeated: boolean;
}

export const FilingObjectionResult = resultOf(
  'FilingObjectionResult',
  FilingObjectionStanding,
  '登记、答复拟备案异议的结果 / Answer to recordFilingObjection and decideFilingObjection',
);
