import { Arg, Ctx, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import type { Role } from '../../src/app/caller';
import { createClient } from '../../src/app/create-client';
import { Access } from '../access';
import { Roles } from '../caller/resolver';
import { resultOf } from '../refusal/type';
import type { RequestContext } from '../request-context';

@InputType({ description: '新的接入系统 / A system that may call the hub' })
export class ClientInput {
  @Field(() => String, { description: '名称 / Name' })
  readonly name: string;
  @Field(() => Roles, { description: '身份 / Role' })
  readonly role: Role;
  @Field(() => String, {
    nullable: true,
    description:
      '机构身份须填所属机构;尚未备案的填统一社会信用代码 / Institution, for that role; the credit code of one that was never filed',
  })
  readonly institutionCode?: string | null;
  @Field(() => String, {
    nullable: true,
    description: '市州、省级、下级枢纽身份须填区划 / Region, for city, province and another hub',
  })
  readonly regionCode?: string | null;
}

@ObjectType({
  description: '接入系统已登记;密钥仅显示这一次 / Registered; the secret is shown this once',
  simpleResolvers: true,
})
export class ClientCreated {
  @Field(() => ID, { description: '客户端编号 / Client id' })
  readonly clientId: string;
  @Field(() => String, { description: '客户端密钥 / Client secret' })
  readonly clientSecret: string;
}

const CreateClientResult = resultOf('CreateClientResult', ClientCreated, '登记接入系统的结果 / Answer to createClient');

@Resolver()
export class ClientResolver {
  @Access('OPERATOR')
  @Mutation(() => CreateClientResult, { description: '登记接入系统 / Registers a system that may call the hub' })
  createClient(
    @Arg('client', () => ClientInput) { name, role, institutionCode, regionCode }: ClientInput,
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<typeof CreateClientResult> {
    const given = { name, role, institutionCode: institutionCode ?? null, regionCode: regionCode ?? null };
    return createClient(hub, caller, given);
  }
}
