import { Field, ObjectType } from 'type-graphql';
import type { TallyCell } from '../../src/domain/statistics/revision';
import { DIMENSION_TITLES, type TallyDimension } from '../../src/domain/statistics/definition';

const dimension = (name: TallyDimension) => {
  const { zh, en } = DIMENSION_TITLES[name];
  return { description: `${zh} / ${en}` };
};

/** What rows are told apart by; no type of its own in the schema. */
@ObjectType({ simpleResolvers: true })
export abstract class TallyReportCell implements TallyCell {
  @Field(() => String, dimension('regionCode'))
  readonly regionCode: string;
  @Field(() => String, dimension('institutionKind'))
  readonly institutionKind: string;
  @Field(() => String, dimension('schoolType'))
  readonly schoolType: string;
  @Field(() => String, dimension('occupationCode'))
  readonly occupationCode: string;
  @Field(() => String, dimension('level'))
  readonly level: string;
  @Field(() => String, dimension('sex'))
  readonly sex: string;
  @Field(() => String, dimension('ageBand'))
  readonly ageBand: string;
  @Field(() => String, dimension('candidateCategory'))
  readonly candidateCategory: string;
}
