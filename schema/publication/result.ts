import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { MeasureAnswer } from '../../src/app/publications/measure-answer';
import type { FilingsPublished as PublishedAnswer } from '../../src/app/publications/publish-filings';
import type { MeasureState } from '../../src/domain/filing/measure';
import { resultOf } from '../refusal/type';
import { MeasureStates, PublicationDraft } from './type';

@ObjectType({ description: '备案已公布 / The filings are published', simpleResolvers: true })
export class FilingsPublished implements Omit<PublishedAnswer, 'kind'> {
  @Field(() => ID, { description: '公布编号 / Publication id' })
  readonly publicationId: string;
  @Field(() => String, { description: '生效日期 / In force from' })
  readonly on: string;
  @Field(() => Int, { description: '机构数 / Institutions' })
  readonly institutions: number;
  @Field(() => Int, { description: '备案项数 / Filings' })
  readonly filings: number;
  @Field(() => Int, { description: '站点数 / Sites' })
  readonly sites: number;
  @Field(() => Boolean, { description: '此前已公布相同内容 / The same had been published before' })
  readonly repeated: boolean;
}

@ObjectType({ description: '处理措施的当前状态 / The measure as it stands now', simpleResolvers: true })
export class MeasureTaken implements Omit<MeasureAnswer, 'kind'> {
  @Field(() => ID, { description: '编号 / Id' })
  readonly measureId: string;
  @Field(() => MeasureStates, { description: '状态 / State' })
  readonly state: MeasureState;
  @Field(() => [ID], { description: '备案编号 / Filings' })
  readonly filingIds: readonly string[];
  @Field(() => String, { description: '起始日 / First day' })
  readonly from: string;
  @Field(() => String, { nullable: true, description: '暂停截止日 / Last day of a suspension' })
  readonly to: string | null;
  @Field(() => String, { nullable: true, description: '公示末日;空为不公示 / Last day of its notice; null: none' })
  readonly noticeTo: string | null;
  @Field(() => Boolean, { description: '此前已作相同表示 / The same had been said before' })
  readonly repeated: boolean;
}

export const PublicationDraftResult = resultOf(
  'PublicationDraftResult',
  PublicationDraft,
  '公布草案 / Answer to publicationDraft',
);
export const PublishFilingsResult = resultOf(
  'PublishFilingsResult',
  FilingsPublished,
  '公布的结果 / Answer to publishFilings',
);
export const MeasureResult = resultOf(
  'MeasureResult',
  MeasureTaken,
  '提出、确认、公示、撤回处理措施的结果 / Answer to proposeMeasure, confirmMeasure, publishEnding and withdrawMeasure',
);
