import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, ID, Info, Mutation, Query, Resolver } from 'type-graphql';
import type { AcknowledgementView, DeliveryView } from '../../src/app/forwarding-views';
import type { Page } from '../../src/app/paging';
import { resendDelivery } from '../../src/app/resend-delivery';
import { Access, READERS, RECORD_READERS } from '../access';
import { PageArgs, pageOf } from '../page';
import type { RequestContext } from '../request-context';
import { ResendDeliveryResult } from './result';
import { AcknowledgementFilterInput, AcknowledgementPage, DeliveryFilterInput, DeliveryPage } from './type';

@Resolver()
export class DeliveryResolver {
  @Access(...READERS)
  @Query(() => DeliveryPage, { description: '向上报送 / Deliveries to the feeds above' })
  deliveries(
    @Arg('filter', () => DeliveryFilterInput, { nullable: true }) filter: DeliveryFilterInput | null | undefined,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Ctx() { hub, territory }: RequestContext,
  ): Promise<Page<DeliveryView>> {
    return hub.views.deliveries(territory, filter ?? {}, pageOf(page, info));
  }

  @Access(...RECORD_READERS)
  @Query(() => AcknowledgementPage, { description: '上级逐证答复 / Acknowledgements, certificate by certificate' })
  acknowledgements(
    @Arg('filter', () => AcknowledgementFilterInput, { nullable: true })
    filter: AcknowledgementFilterInput | null | undefined,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Ctx() { hub, territory }: RequestContext,
  ): Promise<Page<AcknowledgementView>> {
    return hub.views.acknowledgements(territory, filter ?? {}, pageOf(page, info));
  }

  @Access('OPERATOR', 'PROVINCE')
  @Mutation(() => ResendDeliveryResult, {
    description: '重新报送已放弃的一包证书 / Sends a delivery again that was given up',
  })
  resendDelivery(
    @Arg('deliveryId', () => ID) deliveryId: string,
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<typeof ResendDeliveryResult> {
    return resendDelivery(hub, caller, { deliveryId });
  }
}
