import { Field, Int, ObjectType } from 'type-graphql';
import type { RegistryCounts as Counts } from '../../src/app/registry/registry-ports';
import { resultOf } from '../refusal/type';

@ObjectType({ description: '各表保存的行数 / Rows saved, by list', simpleResolvers: true })
export class RegistryCounts implements Counts {
  @Field(() => Int, { description: '区划 / Regions' })
  readonly regions: number;
  @Field(() => Int, { description: '主管部门 / Regulators' })
  readonly regulators: number;
  @Field(() => Int, { description: '机构 / Institutions' })
  readonly institutions: number;
  @Field(() => Int, { description: '站点 / Sites' })
  readonly sites: number;
  @Field(() => Int, { description: '备案 / Filings' })
  readonly filings: number;
  @Field(() => Int, { description: '计划 / Plans' })
  readonly plans: number;
  @Field(() => Int, { description: '目录版本 / Catalogue editions' })
  readonly catalogue: number;
  @Field(() => Int, { description: '考评员 / Assessors' })
  readonly assessors: number;
  @Field(() => Int, { description: '签名公钥 / Signing keys' })
  readonly signingKeys: number;
}

@ObjectType({ description: '登记数据已保存 / The registry data is saved', simpleResolvers: true })
export class RegistrySaved {
  @Field(() => RegistryCounts, { description: '各表行数 / Rows by list' })
  readonly counts: RegistryCounts;
}

export const SaveRegistryResult = resultOf(
  'SaveRegistryResult',
  RegistrySaved,
  '保存登记数据的结果 / Answer to the save mutations',
);
