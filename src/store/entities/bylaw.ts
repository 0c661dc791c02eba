import { Entity, ForeignKey, Index } from 'typeorm';
import { Code, KeyUuid, Moment, Uuid } from './columns';
import { InstitutionEntity } from './registry';
import { AttachmentEntity } from './results';

/** What an institution published of its own rules; of each kind one stands. */
@Entity()
@Index(['institutionCode', 'kind'], { unique: true, where: 'replaced_at IS NULL' })
class BylawEntity {
  @KeyUuid() id: string;
  @ForeignKey(() => InstitutionEntity)
  @Code()
  institutionCode: string;
  @Code() kind: string;
  @ForeignKey(() => AttachmentEntity)
  @Uuid()
  attachmentId: string;
  @Code() publishedBy: string;
  @Moment() publishedAt: Date;
  @Moment({ nullable: true }) replacedAt: Date | null;
}

/** Bylaws of institutions. */
export const BYLAW_ENTITIES = [BylawEntity] as const;
