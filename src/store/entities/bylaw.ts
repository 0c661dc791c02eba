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
  /** When it was open to nobody any more: another took its place, or it was taken down. */
  @Moment({ nullable: true }) replacedAt: Date | null;
  @Code({ nullable: true }) withdrawnBy: string | null;
}

/** Bylaws of institutions. */
export const BYLAW_ENTITIES = [BylawEntity] as const;
