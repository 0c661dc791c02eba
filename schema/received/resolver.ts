import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import { answerHeldItems, answerHeldRanges } from '../../src/app/forwarding/answer-held';
import { receiveParcel } from '../../src/app/forwarding/receive-parcel';
import { Access } from '../access';
import { found } from '../errors';
import type { RequestContext } from '../request-context';
import { ParcelInput } from './input';
import { HeldItemsResult, HeldRangesResult, ParcelReceived, ReceiveParcelResult } from './result';

/** What another hub may ask: it hands up parcels, reads its answers, and compares (docs/hub-to-hub.md). */
@Resolver()
export class ReceivedResolver {
  @Access('HUB')
  @Mutation(() => ReceiveParcelResult, {
    description: '下级枢纽上交一包证书;重发无害 / Another hub hands up a parcel; sending it again is harmless',
  })
  async receiveParcel(
    @Arg('parcel', () => ParcelInput, { description: '包 / Parcel' }) { certificates: given, ...parcel }: ParcelInput,
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<typeof ReceiveParcelResult> {
    const { certificates, refusal } = given;
    const parcelId = parcel.parcelId.toLowerCase();
    return refusal ?? receiveParcel(hub, caller, { ...parcel, parcelId, certificates });
  }

  @Access('HUB')
  @Query(() => ParcelReceived, {
    description: '所上交的一包的逐证答复 / Answers of a parcel that the caller handed up',
  })
  async parcelAnswers(
    @Arg('parcelId', () => ID, { description: '包编号 / Id of the parcel' }) parcelId: string,
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<ParcelReceived> {
    const answers = found(await hub.views.parcelAnswers(caller.regionCode ?? '', parcelId));
    return { parcelId: parcelId.toLowerCase(), repeated: true, answers };
  }

  @Access('HUB')
  @Query(() => HeldRangesResult, {
    description: '所上交的证书,按编号前缀计数 / What is held of the caller, by beginnings of numbers',
  })
  heldRanges(
    @Arg('prefix', () => String, { description: '编号前缀,空为全部 / Beginning of the numbers, empty for all' })
    prefix: string,
    @Arg('length', () => Int, { description: '分段长度 / Characters of the ranges' }) length: number,
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<typeof HeldRangesResult> {
    return answerHeldRanges(hub, caller, { prefix, length });
  }

  @Access('HUB')
  @Query(() => HeldItemsResult, { description: '所上交的证书,逐证 / What is held of the caller, one by one' })
  heldItems(
    @Arg('prefix', () => String, { description: '编号前缀 / Beginning of the numbers' }) prefix: string,
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<typeof HeldItemsResult> {
    return answerHeldItems(hub, caller, prefix);
  }
}
