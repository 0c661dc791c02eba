import { Field, InputType, Int } from 'type-graphql';
import type { GivenDeclaration } from '../../src/app/declare-on-batch';

@InputType({
  description: '对批次中一个待确认问题的说明 / A reason for one finding of a batch that asks for confirmation',
})
export class FindingDeclarationInput implements GivenDeclaration {
  @Field(() => Int, { nullable: true, description: '行号,从 1 起;空为整批 / 1-based line; null for the whole batch' })
  readonly line?: number | null;
  @Field(() => String, { description: '规则代码 / Rule code' })
  readonly rule: string;
  @Field(() => String, { description: '理由,不得含个人号码 / Reason, without numbers of persons' })
  readonly reason: string;
}
