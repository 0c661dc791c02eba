/** What has left the database for cold storage. */
import { Column, Entity, ForeignKey, Index } from 'typeorm';
import { Bytes, Code, KeyUuid, Moment } from './columns';
import { UploadEntity } from './intake';

/** An upload whose chunks have moved. Without a place where none of them had a body any more. */
@Entity()
@Index(['decidedAt', 'uploadId'])
export class ColdUploadEntity {
  @ForeignKey(() => UploadEntity)
  @KeyUuid()
  uploadId: string;
  /** Batches move in this order. */
  @Moment() decidedAt: Date;
  @Index({ where: 'place IS NOT NULL' })
  @Code({ nullable: true })
  place: string | null;
  /** SHA-256 of the file. */
  @Bytes({ nullable: true }) digest: Buffer | null;
  @Column({ type: 'bigint', nullable: true }) bytes: number | null;
  @Moment() movedAt: Date;
}

export const COLD_ENTITIES = [ColdUploadEntity];
