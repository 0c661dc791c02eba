import { Entity, ForeignKey } from 'typeorm';
import { Code, Count, Key, Moment, Text, Uuid } from './columns';
import { BatchEntity } from './intake';

/** An institution's answer to a `confirm` finding. One content, one answer: it survives the batch in which it was said. */
@Entity()
export class DeclarationEntity {
  @Key() institutionCode: string;
  @Key() rule: string;
  /** Hex digest of the record's content, or `batch:` and the first batch of the chain for a finding about a whole batch. */
  @Key() subject: string;
  @Text() reason: string;
  /** Where it was first said; line 0 is the batch itself. */
  @ForeignKey(() => BatchEntity)
  @Uuid()
  batchId: string;
  @Count() line: number;
  @Code() declaredBy: string;
  @Moment() declaredAt: Date;
  /** OPEN, ACCEPTED, REFUSED. */
  @Code() state: string;
  /** CITY or PROVINCE. */
  @Code({ nullable: true }) decidedStep: string | null;
  @Code({ nullable: true }) decidedBy: string | null;
  @Moment({ nullable: true }) decidedAt: Date | null;
  @Text({ nullable: true }) decisionReason: string | null;
}
