import { Field, GraphQLISODateTime, InputType } from 'type-graphql';
import type { BatchHeader } from '../../src/domain/intake/header';
import { CertificateRecords, type GivenRecordList } from '../records-scalar';
import { BatchHeaderInput } from '../upload/input';

@InputType({ description: '试检的批次 / A batch to be checked without being sent' })
export class DryRunInput {
  @Field(() => BatchHeaderInput, { description: '表头,与报送时相同 / Header, as it would be sent' })
  readonly header: BatchHeader;
  @Field(() => CertificateRecords, { description: '记录 / Records' })
  readonly records: GivenRecordList;
  @Field(() => GraphQLISODateTime, {
    nullable: true,
    description: '接收时刻,默认现在 / Moment of receipt, by default now',
  })
  readonly at?: Date | null;
}
