import { Field, InputType, Int } from 'type-graphql';
import type { FindingFilter } from '../../src/app/views';
import type { Severity } from '../../src/domain/rules/rule';
import { Severities } from '../rule/type';

@InputType({ description: '结论筛选 / Filter of findings' })
export class FindingFilterInput implements FindingFilter {
  @Field(() => String, { nullable: true, description: '规则代码 / Rule code' })
  readonly code?: string | null;
  @Field(() => Severities, { nullable: true, description: '严重程度 / Severity' })
  readonly severity?: Severity | null;
  @Field(() => Int, { nullable: true, description: '行号,0 为整批 / Line; 0 for the whole batch' })
  readonly line?: number | null;
  @Field(() => String, {
    nullable: true,
    description:
      '来源:CHECK 逐条规则、HUB 跨批规则、REVIEW 审核人员,或上级接收方名称 / Source: CHECK, HUB, REVIEW (a reviewer), or the name of a feed',
  })
  readonly source?: string | null;
}
