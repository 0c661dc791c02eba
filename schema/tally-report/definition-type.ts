import { Field, Int, ObjectType } from 'type-graphql';
import {
  definitionDigest,
  definitionName,
  DIMENSION_TITLES,
  TALLY_DEFINITION,
} from '../../src/domain/statistics/definition';
import { Text } from '../text/type';

@ObjectType({ description: '统计的一个维度 / What rows are told apart by', simpleResolvers: true })
export class TallyDimension {
  @Field(() => String, { description: '字段 / Field' })
  readonly field: string;
  @Field(() => Text, { description: '名称 / Title' })
  readonly title: Text;
}

@ObjectType({ description: '年龄段 / An age band', simpleResolvers: true })
export class TallyAgeBand {
  @Field(() => String, { description: '代码 / Code' })
  readonly code: string;
  @Field(() => Int, { description: '起始周岁 / First full year of age' })
  readonly from: number;
  @Field(() => String, { description: '名称 / Title' })
  readonly zh: string;
}

@ObjectType({ description: '统计口径 / What a tally counts, and how', simpleResolvers: true })
export class TallyDefinition {
  @Field(() => String, { description: '名称及版本,如 tally@1 / Name and version' })
  readonly name: string;
  @Field(() => String, { description: '口径的 SHA-256 / SHA-256 of the definition' })
  readonly digest: string;
  @Field(() => String, { description: '计入的证书状态 / State of the certificates that count' })
  readonly counted: string;
  @Field(() => String, { description: '按哪个日期的月份归期 / Day whose month is the period' })
  readonly periodOf: string;
  @Field(() => String, { description: '周岁计算日 / Day on which full years of age are counted' })
  readonly ageOn: string;
  @Field(() => [TallyDimension], { description: '维度,按行内次序 / Dimensions, in the order of a row' })
  readonly dimensions: readonly TallyDimension[];
  @Field(() => [TallyAgeBand], { description: '年龄段 / Age bands' })
  readonly ageBands: readonly TallyAgeBand[];
  @Field(() => [String], { description: '高技能人才的等级 / Levels that are highly skilled' })
  readonly highSkilledLevels: readonly string[];
}

const { counted, periodOf, ageOn, dimensions, ageBands, highSkilledLevels } = TALLY_DEFINITION;

export const SHOWN_DEFINITION: TallyDefinition = {
  name: definitionName(TALLY_DEFINITION),
  digest: definitionDigest(TALLY_DEFINITION),
  counted,
  periodOf,
  ageOn,
  dimensions: dimensions.map((field) => ({ field, title: DIMENSION_TITLES[field] })),
  ageBands,
  highSkilledLevels,
};
