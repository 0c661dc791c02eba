import { Ctx, Field, ID, ObjectType, Query, Resolver } from 'type-graphql';
import { ROLES, type Caller, type Role } from '../../src/app/caller';
import { Access } from '../access';
import { codeType } from '../codes';
import type { RequestContext } from '../request-context';

export const ROLE_LABELS = [
  { code: ROLES[0], zh: '评价机构' },
  { code: ROLES[1], zh: '市州主管部门' },
  { code: ROLES[2], zh: '省级主管部门' },
  { code: ROLES[3], zh: '国家主管部门' },
  { code: ROLES[4], zh: '系统管理员' },
  { code: ROLES[5], zh: '下级枢纽' },
] as const;
export const Roles = codeType('Role', '调用方身份 / What kind of body a caller belongs to', ROLE_LABELS);

@ObjectType({ description: '持有令牌的系统 / The system that holds the token', simpleResolvers: true })
export class Me {
  @Field(() => ID, { description: '客户端编号 / Client id' })
  readonly clientId: string;
  @Field(() => Roles, { description: '身份 / Role' })
  readonly role: Role;
  @Field(() => String, { nullable: true, description: '所属机构 / Its institution' })
  readonly institutionCode: string | null;
  @Field(() => String, { nullable: true, description: '所属区划 / Its region' })
  readonly regionCode: string | null;
}

@Resolver()
export class CallerResolver {
  @Access(...ROLES)
  @Query(() => Me, { description: '当前调用方 / Who is calling' })
  me(@Ctx() { caller }: RequestContext): Caller {
    return caller;
  }
}
