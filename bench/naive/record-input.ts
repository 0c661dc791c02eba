/** What a tutorial makes of a record: an input class with a decorator for each rule that one field knows. */
import {
  IsIn,
  IsISO8601,
  IsNumber,
  IsOptional,
  Length,
  Matches,
  Max,
  Min,
  Validate,
  ValidatorConstraint,
  type ValidatorConstraintInterface,
} from 'class-validator';
import { Field, Float, InputType } from 'type-graphql';
import {
  AFFILIATIONS,
  BASES,
  CANDIDATE_CATEGORIES,
  EDUCATIONS,
  ID_TYPES,
  LEVELS,
  OVERALL_GRADES,
  SEXES,
  SOURCES,
  THEORY_SUBSTITUTES,
  type CodeLabel,
} from '../../src/domain/certificate/record';

const codesOf = (labels: readonly CodeLabel[]): string[] => labels.map(({ code }) => code);
const DAY = { strict: true } as const;
const CERTIFICATE_NO = /^[SYJ][0-9A-Z]{21}$/;
const RESIDENT_ID = /^\d{17}[\dX]$/;
const OCCUPATION = /^\d-\d{2}-\d{2}-\d{2}$/;
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_CHARACTERS = '10X98765432';

@ValidatorConstraint({ name: 'residentId' })
class ResidentId implements ValidatorConstraintInterface {
  validate(value: unknown): boolean {
    if (typeof value !== 'string' || !RESIDENT_ID.test(value)) return true;
    const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(value[index]), 0);
    return CHECK_CHARACTERS[sum % CHECK_CHARACTERS.length] === value[17];
  }
}

@InputType()
export class RecordInput {
  @Field(() => String)
  @Matches(CERTIFICATE_NO)
  certificateNo: string;
  @Field(() => String)
  @Length(1, 50)
  name: string;
  @Field(() => String)
  @IsIn(codesOf(ID_TYPES))
  idType: string;
  @Field(() => String)
  @Length(1, 32)
  @Validate(ResidentId)
  idNumber: string;
  @Field(() => String)
  @IsIn(codesOf(SEXES))
  sex: string;
  @Field(() => String)
  @IsISO8601(DAY)
  birthDate: string;
  @Field(() => String, { nullable: true })
  @IsOptional()
  @IsIn(codesOf(EDUCATIONS))
  education?: string;
  @Field(() => String)
  @IsIn(codesOf(CANDIDATE_CATEGORIES))
  candidateCategory: string;
  @Field(() => String)
  @IsIn(codesOf(AFFILIATIONS))
  affiliation: string;
  @Field(() => String)
  @Matches(OCCUPATION)
  occupationCode: string;
  @Field(() => String)
  @Length(1, 100)
  occupationName: string;
  @Field(() => String)
  @Length(1, 100)
  workType: string;
  @Field(() => String)
  @IsIn(codesOf(LEVELS))
  level: string;
  @Field(() => String)
  @IsIn(codesOf(BASES))
  basis: string;
  @Field(() => String, { nullable: true })
  @IsOptional()
  @IsIn(codesOf(SOURCES))
  source?: string;
  @Field(() => String)
  @Length(1, 20)
  eligibilityCondition: string;
  @Field(() => String)
  @IsISO8601(DAY)
  examDate: string;
  @Field(() => String)
  @Length(1, 13)
  siteCode: string;
  @Field(() => Float, { nullable: true })
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(100)
  theoryScore?: number;
  @Field(() => String, { nullable: true })
  @IsOptional()
  @IsIn(codesOf(THEORY_SUBSTITUTES))
  theorySubstitute?: string;
  @Field(() => Float)
  @IsNumber()
  @Min(0)
  @Max(100)
  skillScore: number;
  @Field(() => Float, { nullable: true })
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(100)
  reviewScore?: number;
  @Field(() => String)
  @IsIn(codesOf(OVERALL_GRADES))
  overallGrade: string;
  @Field(() => String)
  @IsISO8601(DAY)
  issuedOn: string;
  @Field(() => String)
  @Length(1, 100)
  institutionName: string;
  @Field(() => String, { nullable: true })
  @IsOptional()
  @Length(64, 64)
  photoDigest?: string;
  @Field(() => String, { nullable: true })
  @IsOptional()
  @Length(0, 200)
  remark?: string;
}
