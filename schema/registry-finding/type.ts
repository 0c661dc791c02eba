import { Field, ID, ObjectType } from 'type-graphql';
import type { RegistryFinding as RegistryFindingView } from '../../src/app/registry-checks';
import type { Severity } from '../../src/domain/rules/rule';
import { codeType } from '../codes';
import { pageType } from '../page';
import { resultOf } from '../refusal/type';
import { Severities } from '../rule/type';
import { Text } from '../text/type';

const SubjectKinds = codeType('RegistrySubjectKind', '登记问题的对象 / What a registry finding is about', [
  { code: 'FILING', zh: '备案' },
  { code: 'BATCH', zh: '待审批次' },
  { code: 'INSTITUTION', zh: '机构' },
]);

@ObjectType('RegistryFinding', {
  description: '登记数据或审核队列中的问题 / What is due, overdue or at odds in the registry or in the queues today',
  simpleResolvers: true,
})
export class RegistryFinding implements RegistryFindingView {
  @Field(() => String, { description: '规则代码 / Code of the rule' })
  readonly code: string;
  @Field(() => Severities, { description: '严重程度 / Severity' })
  readonly severity: Severity;
  @Field(() => SubjectKinds, { description: '对象类别 / Kind of subject' })
  readonly kind: RegistryFindingView['kind'];
  @Field(() => ID, { description: '备案、批次或机构的编号 / Id of the filing, the batch or the institution' })
  readonly subjectId: string;
  @Field(() => ID, { description: '机构 / Institution' })
  readonly institutionCode: string;
  @Field(() => Text, { description: '说明 / What is wrong' })
  readonly message: Text;
  @Field(() => [String], { nullable: true, description: '规定的值 / What is expected' })
  readonly expected: readonly string[] | null;
  @Field(() => [String], { description: '依据:文件与条款 / Documents and articles' })
  readonly basis: readonly string[];
}

export const RegistryFindingPage = pageType('RegistryFindingPage', RegistryFinding);

export const RegistryFindingsResult = resultOf(
  'RegistryFindingsResult',
  RegistryFindingPage,
  '一页登记问题,或范围过大时的拒绝 / A page of registry findings, or a refusal where there is too much to look at',
);
