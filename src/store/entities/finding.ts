import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import { Code, Json, KeyNumber, KeyUuid, Moment, Text } from './columns';

/** `line` 0 is the batch itself. `source`: CHECK, HUB or the name of the feed that refused the certificate. */
@Entity()
@Index(['batchId', 'line'], { where: 'subject IS NOT NULL' })
export class FindingEntity {
  @KeyUuid() batchId: string;
  @KeyNumber() line: number;
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'BY DEFAULT' }) id: number;
  @Code() code: string;
  @Code() severity: string;
  @Code() dimension: string;
  @Code() path: string;
  @Text() messageZh: string;
  @Text() messageEn: string;
  @Json({ nullable: true }) expected: string[] | null;
  @Column({ type: 'text', array: true }) basis: string[];
  @Json({ nullable: true }) fix: unknown;
  @Code() source: string;
  /** The institution's reason for a `confirm` finding; the record is then no longer held by it. */
  @Text({ nullable: true }) declaredReason: string | null;
  /** Subject of the declaration that speaks of this finding, whether it counts or was refused. */
  @Code({ nullable: true }) subject: string | null;
  @Moment({ default: () => 'now()' }) createdAt: Date;
}
