import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { DeliveryView } from '../../src/app/forwarding-views';
import { resultOf } from '../refusal/type';
import { DeliveryStates } from './type';

@ObjectType({
  description: '报送任务已重新排入,重试间隔从头计算 / The delivery is due again, its waits from the beginning',
  simpleResolvers: true,
})
export class DeliveryResent {
  @Field(() => ID, { description: '报送编号 / Id' })
  readonly deliveryId: string;
  @Field(() => DeliveryStates, { description: '新状态 / New state' })
  readonly state: DeliveryView['state'];
  @Field(() => Int, { description: '此前已尝试次数 / Attempts made before' })
  readonly attemptsMade: number;
}

export const ResendDeliveryResult = resultOf(
  'ResendDeliveryResult',
  DeliveryResent,
  '重新报送的结果 / Answer to resendDelivery',
);
