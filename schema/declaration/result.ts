import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { DeclarationOutcome } from '../../src/domain/decision/declaration';
import type { BatchState } from '../../src/domain/decision/batch-state';
import { BatchStates, VerdictCounts } from '../batch/type';
import { resultOf } from '../refusal/type';
import { DeclarationOutcomes } from './type';

@ObjectType({ description: '一条说明的结果 / What became of one declaration', simpleResolvers: true })
export class DeclarationAnswer {
  @Field(() => Int, { nullable: true, description: '行号,空为整批 / Line; null for the whole batch' })
  readonly line: number | null;
  @Field(() => String, { description: '规则代码 / Rule code' })
  readonly rule: string;
  @Field(() => DeclarationOutcomes, { description: '结果 / Outcome' })
  readonly outcome: DeclarationOutcome;
}

@ObjectType({ description: '说明已记录 / The declarations are recorded', simpleResolvers: true })
export class FindingsDeclared {
  @Field(() => ID, { description: '批次编号 / Batch id' })
  readonly batchId: string;
  @Field(() => BatchStates, { description: '批次状态 / State of the batch now' })
  readonly state: BatchState;
  @Field(() => VerdictCounts, { description: '按结论计数 / Records by verdict now' })
  readonly counts: VerdictCounts;
  @Field(() => [DeclarationAnswer], { description: '逐条结果,顺序同请求 / One answer each, in the order given' })
  readonly answers: readonly DeclarationAnswer[];
}

@ObjectType({ description: '决定已记录 / The decision is recorded', simpleResolvers: true })
export class DeclarationsDecided {
  @Field(() => ID, { description: '批次编号 / Batch id' })
  readonly batchId: string;
  @Field(() => Int, {
    description: '所选说明中现为此决定者 / Of the chosen declarations, those that stand as decided now',
  })
  readonly decided: number;
  @Field(() => Int, { description: '省级已另有决定、保持不变者 / Those that stay as the province had decided them' })
  readonly keptByProvince: number;
  @Field(() => VerdictCounts, { description: '按结论计数 / Records by verdict now' })
  readonly counts: VerdictCounts;
}

export const DeclareFindingsResult = resultOf(
  'DeclareFindingsResult',
  FindingsDeclared,
  '说明问题的结果 / Answer to declareFindings',
);
export const DecideDeclarationsResult = resultOf(
  'DecideDeclarationsResult',
  DeclarationsDecided,
  '对说明作出决定的结果 / Answer to decideDeclarations',
);
