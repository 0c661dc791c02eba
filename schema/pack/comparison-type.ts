import { Field, ID, ObjectType } from 'type-graphql';
import { GraphQLJSON } from 'graphql-scalars';
import type { PackComparison as PackComparisonView } from '../../src/app/packs/compare-pack';
import type { PackChange as PackChangeView } from '../../src/domain/packs/compare-packs';
import { Text } from '../text/type';
import { PackGrant, ValueKinds } from './type';

@ObjectType({ description: '一处变化 / One change', simpleResolvers: true })
export class PackChange implements PackChangeView {
  @Field(() => ValueKinds, { description: '类型 / Kind' })
  readonly kind: PackChangeView['kind'];
  @Field(() => String, { description: '参数名或规则代码 / Parameter or rule' })
  readonly name: string;
  @Field(() => GraphQLJSON, { nullable: true, description: '变化前 / Before' })
  readonly before?: unknown;
  @Field(() => GraphQLJSON, { nullable: true, description: '变化后 / After' })
  readonly after?: unknown;
  @Field(() => Boolean, { description: '是否从严 / Whether it asks for as much as before, or more' })
  readonly tightens: boolean;
  @Field(() => [String], { description: '涉及的规则 / Rules concerned' })
  readonly rules: readonly string[];
}

@ObjectType({
  description: '因后继而终止的规则包 / A pack that ends because its successor begins',
  simpleResolvers: true,
})
export class EndedPack {
  @Field(() => String, { description: '名称 / Name' })
  readonly name: string;
  @Field(() => String, { description: '最后考试日期 / Last exam date' })
  readonly to: string;
}

@ObjectType({
  description: '规则包在其首日带来的变化 / What a pack changes on its first day, against all else that holds then',
  simpleResolvers: true,
})
export class PackComparison implements PackComparisonView {
  @Field(() => ID, { description: '规则包编号 / Pack' })
  readonly packId: string;
  @Field(() => String, { description: '名称 / Name' })
  readonly name: string;
  @Field(() => String, { description: '比较的考试日期:规则包首日 / Exam date compared: its first day' })
  readonly onDay: string;
  @Field(() => [String], { description: '没有它时适用的规则包 / Packs that govern without it' })
  readonly packsBefore: readonly string[];
  @Field(() => [String], { description: '有它时适用的规则包 / Packs that govern with it' })
  readonly packsAfter: readonly string[];
  @Field(() => [PackChange], { description: '变化:参数在前,规则开关在后 / Changes, parameters first' })
  readonly changes: readonly PackChange[];
  @Field(() => [PackGrant], { description: '放宽 / Grants' })
  readonly grants: readonly PackGrant[];
  @Field(() => EndedPack, { nullable: true, description: '因它而终止的规则包 / The pack that it ends' })
  readonly ends: EndedPack | null;
  @Field(() => [Text], {
    description: '目前无法与现行规则包并用的原因 / Why it cannot be used beside what is in force by now',
  })
  readonly problems: readonly Text[];
}
