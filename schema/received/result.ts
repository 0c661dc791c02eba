import { Field, ID, ObjectType } from 'type-graphql';
import type { HeldItemsFound, HeldRangesFound } from '../../src/app/forwarding/answer-held';
import type { ReceivedAnswer } from '../../src/app/forwarding/received-ports';
import type { HeldItem, HeldRange } from '../../src/domain/forwarding/held';
import { resultOf } from '../refusal/type';
import { HeldItems, HeldRanges, ParcelAnswers } from './list-scalars';

@ObjectType({
  description: '已接收的包及逐证答复 / A parcel that was received, and its answers',
  simpleResolvers: true,
})
export class ParcelReceived {
  @Field(() => ID, { description: '包编号 / Id' })
  readonly parcelId: string;
  @Field(() => Boolean, { description: '此前已接收,未重复登记 / Received before; nothing was taken again' })
  readonly repeated: boolean;
  @Field(() => ParcelAnswers, { description: '逐证答复 / Answers' })
  readonly answers: readonly ReceivedAnswer[];
}

@ObjectType({ description: '按编号前缀的持有情况 / What is held, by beginnings of numbers', simpleResolvers: true })
export class HeldRangesAnswer implements HeldRangesFound {
  readonly kind: 'ranges';
  @Field(() => HeldRanges, { description: '各段 / Ranges' })
  readonly ranges: readonly HeldRange[];
}

@ObjectType({ description: '逐证持有情况 / What is held, one by one', simpleResolvers: true })
export class HeldItemsAnswer implements HeldItemsFound {
  readonly kind: 'items';
  @Field(() => HeldItems, { description: '证书版本 / Certificate versions' })
  readonly items: readonly HeldItem[];
}

export const ReceiveParcelResult = resultOf(
  'ReceiveParcelResult',
  ParcelReceived,
  '接收结果 / Answer to receiveParcel',
);
export const HeldRangesResult = resultOf('HeldRangesResult', HeldRangesAnswer, '对账答复 / Answer to heldRanges');
export const HeldItemsResult = resultOf('HeldItemsResult', HeldItemsAnswer, '对账答复 / Answer to heldItems');
