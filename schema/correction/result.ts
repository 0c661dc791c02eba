import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { ChangeState } from '../../src/domain/certificate-change/change-state';
import { resultOf } from '../refusal/type';
import { ChangeStates } from './type';

@ObjectType({ description: '申请已提交 / The request was made', simpleResolvers: true })
export class CorrectionRequested {
  @Field(() => ID, { description: '申请编号 / Id' })
  readonly correctionId: string;
  @Field(() => ChangeStates, { description: '状态 / State' })
  readonly state: ChangeState;
  @Field(() => Boolean, { description: '相同申请此前已提交 / The same request was open already' })
  readonly repeated: boolean;
}

@ObjectType({ description: '申请的决定已记录 / The decision about the request is recorded', simpleResolvers: true })
export class CorrectionDecided {
  @Field(() => ID, { description: '申请编号 / Id' })
  readonly correctionId: string;
  @Field(() => ChangeStates, { description: '新状态 / New state' })
  readonly state: ChangeState;
  @Field(() => ID, { description: '证书编号,换发的为新编号 / Certificate number, the new one where there is one' })
  readonly certificateNo: string;
  @Field(() => Int, { nullable: true, description: '生效后的证书版本 / The version that it made' })
  readonly appliedVersion: number | null;
}

export const RequestCorrectionResult = resultOf(
  'RequestCorrectionResult',
  CorrectionRequested,
  '申请更正或补发的结果 / Answer to requestCorrection and requestReissue',
);
export const DecideCorrectionResult = resultOf(
  'DecideCorrectionResult',
  CorrectionDecided,
  '办理更正或补发的结果 / Answer to approveCorrection, refuseCorrection and withdrawCorrection',
);
