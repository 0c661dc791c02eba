import { Field, InputType, Int, ObjectType } from 'type-graphql';
import type { TallyFilter, TallyPage as TallyPageView, TallyView } from '../../src/app/forwarding-views';
import { PartOfList } from '../page';

@ObjectType({ description: '一个统计单元的证书数 / Certificates of one bucket', simpleResolvers: true })
export class Tally implements TallyView {
  @Field(() => String, { description: '发证年月 YYYY-MM / Month of issue' })
  readonly period: string;
  @Field(() => String, { description: '区划 / Region' })
  readonly regionCode: string;
  @Field(() => String, { description: '机构类型 / Kind of institution' })
  readonly institutionKind: string;
  @Field(() => String, { description: '院校类型,NONE 为非院校 / School type, NONE for none' })
  readonly schoolType: string;
  @Field(() => String, { description: '职业编码 / Occupation code' })
  readonly occupationCode: string;
  @Field(() => String, { description: '职业技能等级 / Level' })
  readonly level: string;
  @Field(() => String, { description: '性别 / Sex' })
  readonly sex: string;
  @Field(() => String, { description: '年龄段 / Age band' })
  readonly ageBand: string;
  @Field(() => String, { description: '考生类别 / Candidate category' })
  readonly candidateCategory: string;
  @Field(() => Int, { description: '证书数 / Certificates' })
  readonly certificates: number;
}

@ObjectType({
  description: '一页统计及全部合计 / One page of tallies, and sums over the whole list',
  simpleResolvers: true,
})
export class TallyPage extends PartOfList implements TallyPageView {
  @Field(() => [Tally], { description: '本页各行 / Rows of this page' })
  readonly items: readonly Tally[];
  @Field(() => Int, { description: '证书合计 / Certificates of the whole list' })
  readonly certificates: number;
  @Field(() => Int, { description: '其中高技能人才(三级及以上) / Of these highly skilled, level 3 and above' })
  readonly highSkilled: number;
}

@ObjectType({ description: '统计与证书核对 / Tallies against certificates', simpleResolvers: true })
export class TallyReconciliation {
  @Field(() => Int, { description: '统计合计 / Sum of the tallies' })
  readonly tallied: number;
  @Field(() => Int, { description: '有效证书 / Live certificates' })
  readonly live: number;
}

const filter = (description: string) => ({ nullable: true, description });

@InputType({ description: '统计筛选 / Filter of tallies' })
export class TallyFilterInput implements TallyFilter {
  @Field(() => String, filter('起始年月 YYYY-MM(含) / From month, inclusive'))
  readonly periodFrom?: string | null;
  @Field(() => String, filter('截止年月 YYYY-MM(含) / To month, inclusive'))
  readonly periodTo?: string | null;
  @Field(() => String, filter('区划及其下辖 / A region and everything inside it'))
  readonly regionCode?: string | null;
  @Field(() => String, filter('机构类型 / Kind of institution'))
  readonly institutionKind?: string | null;
  @Field(() => String, filter('院校类型 / School type'))
  readonly schoolType?: string | null;
  @Field(() => String, filter('职业编码 / Occupation code'))
  readonly occupationCode?: string | null;
  @Field(() => String, filter('职业技能等级 / Level'))
  readonly level?: string | null;
  @Field(() => String, filter('性别 / Sex'))
  readonly sex?: string | null;
  @Field(() => String, filter('年龄段 / Age band'))
  readonly ageBand?: string | null;
  @Field(() => String, filter('考生类别 / Candidate category'))
  readonly candidateCategory?: string | null;
}
