import { Column, Entity, ForeignKey } from 'typeorm';
import { Bytes, KeyNumber, KeyUuid } from './columns';
import { UploadEntity } from './intake';

/** From the check of a chunk until its batch is settled. */
@Entity()
export class ChunkKeyEntity {
  @ForeignKey(() => UploadEntity)
  @KeyUuid()
  uploadId: string;
  @KeyNumber() chunkNo: number;
  /** src/domain/intake/repeat-keys.ts. */
  @Bytes() keys: Buffer;
  @Column({ type: 'int', array: true }) known: number[];
  /** As `ChunkEntity.checkedXid`. */
  @Column({ type: 'bigint' }) since: string;
}
