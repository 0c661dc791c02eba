import { Arg, Ctx, GraphQLISODateTime, ID, Int, Mutation, Resolver } from 'type-graphql';
import { GraphQLJSON } from 'graphql-scalars';
import { TRIAL_DAYS_MAX } from '../../src/app/limits';
import { approvePack } from '../../src/app/packs/approve-pack';
import { draftPack } from '../../src/app/packs/draft-pack';
import { tryPack } from '../../src/app/packs/try-pack';
import { withdrawPack } from '../../src/app/packs/withdraw-pack';
import { Access, REGULATORS } from '../access';
import type { RequestContext } from '../request-context';
import { ApprovePackResult, DraftPackResult, TryPackResult, WithdrawPackResult } from './result';

@Resolver()
export class PackPublishingResolver {
  @Access(...REGULATORS)
  @Mutation(() => DraftPackResult, { description: '提交规则包草案 / Takes in a pack that is to be published' })
  draftPack(
    @Arg('content', () => GraphQLJSON, {
      description: '规则包,格式见 docs/packs.md / The pack, format in docs/packs.md',
    })
    content: unknown,
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<typeof DraftPackResult> {
    return draftPack(hub, caller, content);
  }

  @Access(...REGULATORS)
  @Mutation(() => TryPackResult, {
    description:
      '试算:以草案重查近期封存的批次 / What-if: judges the batches of the last days once more, with the pack',
  })
  tryPack(
    @Arg('id', () => ID) packId: string,
    @Arg('days', () => Int, { description: `1 至 ${TRIAL_DAYS_MAX} / 1 to ${TRIAL_DAYS_MAX}` }) days: number,
    @Arg('onItsDaysOnly', () => Boolean, {
      defaultValue: false,
      description:
        '真:仅试算其适用日期内的考试;假:视同一直适用 / ' +
        'True: exam dates of its own term only; false: as if it had always governed',
    })
    onItsDaysOnly: boolean,
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<typeof TryPackResult> {
    return tryPack(hub, caller, { packId, days, onItsDaysOnly });
  }

  @Access(...REGULATORS)
  @Mutation(() => ApprovePackResult, {
    description: '审定并签名,须由起草人以外的人办理 / Approves and signs; by another person than drafted it',
  })
  approvePack(
    @Arg('id', () => ID) packId: string,
    @Arg('activeFrom', () => GraphQLISODateTime, {
      nullable: true,
      description:
        '生效时刻,此后封存的批次按其检查;空为立即 / Batches sealed from then on are judged by it; at once by default',
    })
    activeFrom: Date | null | undefined,
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<typeof ApprovePackResult> {
    return approvePack(hub, caller, { packId, activeFrom: activeFrom ?? null });
  }

  @Access(...REGULATORS)
  @Mutation(() => WithdrawPackResult, { description: '撤回草案或尚未生效的规则包 / Withdraws what is not active yet' })
  withdrawPack(
    @Arg('id', () => ID) packId: string,
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<typeof WithdrawPackResult> {
    return withdrawPack(hub, caller, { packId });
  }
}
