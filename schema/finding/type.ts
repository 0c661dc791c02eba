import { Field, Int, ObjectType } from 'type-graphql';
import { GraphQLJSON } from 'graphql-scalars';
import type { FindingView } from '../../src/app/views';
import type { Dimension, JsonPatch, Severity } from '../../src/domain/rules/rule';
import { FindingDeclaration } from '../declaration/type';
import { pageType } from '../page';
import { Dimensions, Severities } from '../rule/type';
import { Text } from '../text/type';

@ObjectType({
  description: '一条规则对一条记录或整批的结论 / What one rule says of one record or of the batch',
  simpleResolvers: true,
})
export class Finding implements FindingView {
  @Field(() => Int, { nullable: true, description: '行号,空为整批 / Line; null for the whole batch' })
  readonly line: number | null;
  @Field(() => String, { description: '规则代码 / Rule code' })
  readonly code: string;
  @Field(() => Severities, { description: '严重程度 / Severity' })
  readonly severity: Severity;
  @Field(() => Dimensions, { description: '维度 / Dimension' })
  readonly dimension: Dimension;
  @Field(() => String, { description: '位置,JSON Pointer / Place, JSON Pointer' })
  readonly path: string;
  @Field(() => Text, { description: '说明 / Message' })
  readonly message: Text;
  @Field(() => [String], { nullable: true, description: '允许值或应有值 / Allowed set or expected value' })
  readonly expected: readonly string[] | null;
  @Field(() => [String], { description: '依据 / Basis' })
  readonly basis: readonly string[];
  @Field(() => GraphQLJSON, {
    nullable: true,
    description: '机械更正(JSON Patch),仅机构可见 / Mechanical fix, for the institution',
  })
  readonly fix: JsonPatch | null;
  @Field(() => String, { description: '来源:CHECK、HUB 或上级接收方 / CHECK, HUB, or the feed that refused' })
  readonly source: string;
  @Field(() => String, {
    nullable: true,
    description: '机构说明的理由,有值即不再待说明 / The declared reason, where it counts',
  })
  readonly declaredReason: string | null;
  @Field(() => FindingDeclaration, {
    nullable: true,
    description: '机构的说明及决定,不予认可时结论仍为待说明 / Its declaration; a refused one leaves the finding open',
  })
  readonly declaration: FindingDeclaration | null;
}

export const FindingPage = pageType('FindingPage', Finding);
