import { Field, ObjectType } from 'type-graphql';
import type { ParameterName } from '../../src/domain/packs/parameters';
import type { Dimension, RuleHead, Scope, Severity } from '../../src/domain/rules/rule';
import { codeType } from '../codes';
import { Text } from '../text/type';

export const Severities = codeType('Severity', '严重程度 / Severity', [
  { code: 'error', zh: '必须更正' },
  { code: 'confirm', zh: '须更正或说明理由' },
  { code: 'signal', zh: '仅供监管参考' },
]);
export const Dimensions = codeType('Dimension', '检查维度 / Dimension of a rule', [
  { code: 'authenticity', zh: '真实性' },
  { code: 'compliance', zh: '合规性' },
  { code: 'completeness', zh: '完整性' },
  { code: 'timeliness', zh: '时效性' },
  { code: 'security', zh: '安全性' },
]);
const Scopes = codeType('RuleScope', '检查范围 / What a rule looks at', [
  { code: 'record', zh: '单条记录' },
  { code: 'batch', zh: '整个批次' },
  { code: 'hub', zh: '全库' },
  { code: 'registry', zh: '登记数据' },
]);

@ObjectType({ description: '检查规则 / One check', simpleResolvers: true })
export class Rule implements RuleHead {
  @Field(() => String, { description: '规则代码 / Code' })
  readonly code: string;
  @Field(() => Text, { description: '名称 / Title' })
  readonly title: Text;
  @Field(() => Text, { description: '何时提出 / When it speaks' })
  readonly about: Text;
  @Field(() => Text, { description: '如何处理 / What to do about it' })
  readonly mend: Text;
  @Field(() => Severities, { description: '严重程度 / Severity' })
  readonly severity: Severity;
  @Field(() => Dimensions, { description: '维度 / Dimension' })
  readonly dimension: Dimension;
  @Field(() => Scopes, { description: '范围 / Scope' })
  readonly scope: Scope;
  @Field(() => [String], { description: '依据:文件与条款 / Documents and articles that ask for it' })
  readonly basis: readonly string[];
  @Field(() => [String], { description: '规则包中的参数 / Parameters of the packs that it reads' })
  readonly parameters: readonly ParameterName[];
}
