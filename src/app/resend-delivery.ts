/**
 * Lets a delivery that was given up be handed over again, once a person has mended what stood in its way. The parcel and
 * its id stay the same, so a receiver that took it after all takes nothing twice; the attempts made stay as they were.
 */
import { isUuid } from '../domain/intake/check-header';
import { coversRegion, territoryOf } from '../domain/tenancy/territory';
import type { Caller } from './caller';
import type { Hub } from './ports';
import { type Refusal, refuse } from './refusal';

export interface DeliveryResent {
  readonly kind: 'resent';
  readonly deliveryId: string;
  readonly state: 'DUE';
  readonly attemptsMade: number;
}

const SENDERS: readonly Caller['role'][] = ['OPERATOR', 'PROVINCE'];

/** A province resends what holds certificates of its own batches; to it no other delivery exists. */
export async function resendDelivery(
  hub: Hub,
  caller: Caller,
  { deliveryId }: { readonly deliveryId: string },
): Promise<DeliveryResent | Refusal> {
  if (!SENDERS.includes(caller.role)) return refuse('FORBIDDEN');
  if (!isUuid(deliveryId)) return refuse('DELIVERY_NOT_FOUND');
  let batchId: string | undefined;
  const outcome = await hub.transaction(async ({ deliveries }): Promise<DeliveryResent | Refusal> => {
    const delivery = await deliveries.lock(deliveryId);
    if (!delivery || !coversRegion(territoryOf(caller), delivery.regionCode)) return refuse('DELIVERY_NOT_FOUND');
    const resent = await deliveries.resend(deliveryId, hub.now());
    batchId = delivery.batchId;
    return resent ? { kind: 'resent', deliveryId, state: 'DUE', ...resent } : refuse('DELIVERY_NOT_GIVEN_UP');
  });
  if (outcome.kind === 'refused') return outcome;
  const { attemptsMade } = outcome;
  hub.log.info(
    { deliveryId, batchId, by: caller.clientId, attemptsMade },
    'A delivery that was given up is sent again.',
  );
  await hub.reminders.remind('deliver', [{ deliveryId }], { round: `a${attemptsMade + 1}` });
  return outcome;
}
