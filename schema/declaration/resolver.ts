import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, ID, Info, Int, Mutation, Query, Resolver } from 'type-graphql';
import { decideDeclarations } from '../../src/app/decide-declarations';
import type { DeclarationView } from '../../src/app/declaration-views';
import { declareOnBatch } from '../../src/app/declare-on-batch';
import type { Page } from '../../src/app/paging';
import type { DeclarationDecision, DeclarationState } from '../../src/domain/decision/declaration';
import { Access, RECORD_READERS } from '../access';
import { found } from '../errors';
import { PageArgs, pageOf } from '../page';
import type { RequestContext } from '../request-context';
import { FindingDeclarationInput } from './input';
import { DecideDeclarationsResult, DeclareFindingsResult } from './result';
import { DeclarationDecisions, DeclarationPage, DeclarationStates } from './type';

@Resolver()
export class DeclarationResolver {
  @Access(...RECORD_READERS)
  @Query(() => DeclarationPage, { description: '批次中的说明 / Declarations in a batch' })
  async declarations(
    @Arg('batchId', () => ID) batchId: string,
    @Arg('state', () => DeclarationStates, { nullable: true }) state: DeclarationState | null | undefined,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Ctx() { hub, territory }: RequestContext,
  ): Promise<Page<DeclarationView>> {
    return found(await hub.views.declarations(territory, batchId, state ?? null, pageOf(page, info)));
  }

  @Access('INSTITUTION')
  @Mutation(() => DeclareFindingsResult, {
    description: '对待确认的问题说明理由 / Answers findings that ask for confirmation, each with a reason',
  })
  declareFindings(
    @Arg('batchId', () => ID) batchId: string,
    @Arg('declarations', () => [FindingDeclarationInput]) declarations: FindingDeclarationInput[],
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<typeof DeclareFindingsResult> {
    return declareOnBatch(hub, caller, { batchId, declarations });
  }

  @Access('CITY', 'PROVINCE')
  @Mutation(() => DecideDeclarationsResult, {
    description: '认可或不予认可机构的说明 / Accepts or refuses what the institution declared about a batch in review',
  })
  decideDeclarations(
    @Arg('batchId', () => ID) batchId: string,
    @Arg('decision', () => DeclarationDecisions) decision: DeclarationDecision,
    @Arg('lines', () => [Int], { nullable: true, description: '行号,0 为整批 / Lines; 0 for the whole batch' })
    lines: number[] | null | undefined,
    @Arg('rule', () => String, { nullable: true, description: '规则代码 / Rule code' }) rule: string | null | undefined,
    @Arg('reason', () => String, { nullable: true, description: '不予认可须说明理由 / A refusal needs one' })
    reason: string | null | undefined,
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<typeof DecideDeclarationsResult> {
    return decideDeclarations(hub, caller, {
      batchId,
      decision,
      lines: lines ?? null,
      rule: rule ?? null,
      reason: reason ?? null,
    });
  }
}
