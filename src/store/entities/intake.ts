import { Check, Column, Entity, ForeignKey, Index } from 'typeorm';
import type { BatchHeader } from '../../domain/intake/header';
import type { KeptPreflight } from '../../domain/intake/preflight';
import type { BatchFacts } from '../../domain/rules/batch-facts';
import { SMALL_BATCH_RECORDS_MAX } from '../../app/limits';
import type { FormatState } from '../../app/upload-format';
import {
  Bytes,
  Code,
  Count,
  Day,
  Json,
  Key,
  KeyDigest,
  KeyNumber,
  KeyOffset,
  KeyUuid,
  Moment,
  Text,
  Uuid,
} from './columns';
import { InstitutionEntity } from './registry';

@Entity()
@Index(['institutionCode', 'clientBatchNo'], { unique: true })
/** Of what may be abandoned, the oldest first. */
@Index('upload_open_ix', ['openedAt'], { where: `state = 'OPEN'` })
export class UploadEntity {
  @KeyUuid() id: string;
  @ForeignKey(() => InstitutionEntity)
  @Code()
  institutionCode: string;
  @Code() regionCode: string;
  @Code() clientBatchNo: string;
  @Json() header: BatchHeader;
  @Code() state: string;
  @Moment() openedAt: Date;
  @Code() openedBy: string;
  /** Of what came first; null while nothing came. */
  @Code({ nullable: true }) format: string | null;
  /** SHA-256 over the content of chunks 1 to `contentChunks`, taken while it streamed in; the seal need not read it again. */
  @Code({ nullable: true }) contentDigest: string | null;
  /** Known once a stream has brought the content to its end. */
  @Count({ nullable: true }) contentChunks: number | null;
  /** Of the content as it was sent; null where they are those of its chunks. */
  @Column({ type: 'bigint', nullable: true }) contentBytes: number | null;
  /** Raised whenever the upload is emptied: what began before lands no more. */
  @Count({ default: 0 }) epoch: number;
  /** When the latest stream of its content began. */
  @Moment({ nullable: true }) streamBegunAt: Date | null;
}

/** What was received, byte for byte (brotli, sealed), with its digest. */
@Entity()
@Index('chunk_clear_ix', ['uploadId'], { where: `substr(body, 1, 1) <> '\\x91'::bytea` })
/** What is still to be checked, in order: what has failed stands last. */
@Index('chunk_unchecked_ix', ['uploadId', 'tries', 'chunkNo'], { where: 'checked_at IS NULL' })
@Index('chunk_checked_xid_ix', ['checkedXid'])
export class ChunkEntity {
  @ForeignKey(() => UploadEntity)
  @KeyUuid()
  uploadId: string;
  @KeyNumber() chunkNo: number;
  /** Line of the batch at which the chunk begins; known once the upload is sealed. */
  @Count({ nullable: true }) firstLine: number | null;
  @Count() records: number;
  @Count() bytes: number;
  @Bytes() digest: Buffer;
  /** Empty where it has moved to cold storage. */
  @Bytes({ nullable: true }) body: Buffer | null;
  /** The file of the upload in cold storage, and where in it the body lies. */
  @Code({ nullable: true }) coldPlace: string | null;
  @Column({ type: 'bigint', nullable: true }) coldFrom: number | null;
  @Count({ nullable: true }) coldBytes: number | null;
  /** Bytes of the content as it was sent; null where they are `bytes`. */
  @Count({ nullable: true }) sourceBytes: number | null;
  /** How the reader of a converted content goes on behind this chunk. */
  @Json({ nullable: true }) resume: FormatState | null;
  /** The request that landed it, which may take it back until another one has acknowledged it. */
  @Uuid({ nullable: true }) landing: string | null;
  @Moment() receivedAt: Date;
  @Moment({ nullable: true }) checkedAt: Date | null;
  /** The transaction that stored its records: a number that only grows, without epoch borders (xid8). */
  @Column({ type: 'bigint', nullable: true }) checkedXid: string | null;
  /** Checks that failed. What failed often is reminded of last, so that it never stands before what would pass. */
  @Count({ default: 0 }) tries: number;
  /** Packs that applied to the records of this chunk. */
  @Text({ nullable: true }) packs: string | null;
  /** What its records amount to for the rules about the whole batch: packed (`kept-facts.ts`), as lists by earlier releases. */
  @Json({ nullable: true }) facts: BatchFacts | string | null;
}

/** A content that was not NDJSON, byte for byte as it was sent, in parts. */
@Entity()
export class UploadOriginalEntity {
  @ForeignKey(() => UploadEntity)
  @KeyUuid()
  uploadId: string;
  /** Of the content, uncompressed. */
  @KeyOffset() fromByte: number;
  @Count() bytes: number;
  @Bytes() digest: Buffer;
  /** Empty where it has moved to cold storage. */
  @Bytes({ nullable: true }) body: Buffer | null;
  @Code({ nullable: true }) coldPlace: string | null;
  @Column({ type: 'bigint', nullable: true }) coldFrom: number | null;
  @Count({ nullable: true }) coldBytes: number | null;
  @Moment() receivedAt: Date;
  @Uuid({ nullable: true }) landing: string | null;
}

@Entity()
export class SnapshotEntity {
  @KeyDigest() digest: Buffer;
  @Bytes() body: Buffer;
  @Moment() createdAt: Date;
}

/** All rule packs of a release: what judged a batch can be read again whatever is installed later. */
@Entity()
export class PackSetEntity {
  @KeyDigest() digest: Buffer;
  @Bytes() body: Buffer;
  @Moment() createdAt: Date;
}

@Entity()
@Index(['institutionCode', 'contentKey'], { unique: true })
@Index(['regionCode', 'state'])
@Index(['institutionCode', 'sealedAt'])
@Index('batch_approved_ix', ['institutionCode', 'decidedAt'], { where: `state = 'APPROVED'` })
/** Of what waits for an office all that its queue counts and sorts by. */
@Index('batch_queue_ix', ['state', 'regionCode', 'id', 'decidedAt', 'checkedAt', 'sealedAt'], {
  where: `state IN ('CITY_REVIEW', 'PROVINCE_REVIEW')`,
})
/** What an institution has under check, in the order in which it is checked. Looked through for one kind, neither is walked past the other. */
@Index('batch_small_checking_ix', ['institutionCode', 'sealedAt', 'id'], {
  where: `state = 'CHECKING' AND records <= ${SMALL_BATCH_RECORDS_MAX}`,
})
@Index('batch_checking_ix', ['institutionCode', 'sealedAt', 'id'], {
  where: `state = 'CHECKING' AND records > ${SMALL_BATCH_RECORDS_MAX}`,
})
@Index(['state'])
@Index(['sealedAt', 'id'])
/** Over an expression: the order in which batches were decided, for cold storage. */
@Index('batch_decided_ix', { synchronize: false })
@Check('batch_judged_ck', `origin = 'HUB' OR snapshot_digest IS NOT NULL AND pack_set_digest IS NOT NULL`)
export class BatchEntity {
  @ForeignKey(() => UploadEntity)
  @KeyUuid()
  id: string;
  /** INSTITUTION, or HUB: another hub handed it up, where it was judged. */
  @Code({ default: 'INSTITUTION' }) origin: string;
  @Code() institutionCode: string;
  @Code() regionCode: string;
  @Index()
  @Code()
  planNo: string;
  @Code() clientBatchNo: string;
  @Index({ where: 'resubmission_of IS NOT NULL' })
  @Uuid({ nullable: true })
  resubmissionOf: string | null;
  @Code() state: string;
  @Count() chunks: number;
  @Count() records: number;
  @Code() digest: string;
  @Code() algorithm: string;
  @Code({ nullable: true }) signature: string | null;
  @Code({ nullable: true }) keyId: string | null;
  @Json({ nullable: true }) preflight: KeptPreflight | null;
  /** One content is one batch: digest over content digest, plan and resubmission. */
  @Bytes() contentKey: Buffer;
  @ForeignKey(() => SnapshotEntity)
  @Bytes({ nullable: true })
  snapshotDigest: Buffer | null;
  @Index()
  @ForeignKey(() => PackSetEntity)
  @Bytes({ nullable: true })
  packSetDigest: Buffer | null;
  @Text({ nullable: true }) packs: string | null;
  @Code({ nullable: true }) packDigest: string | null;
  @Code({ nullable: true }) engineVersion: string | null;
  @Code({ nullable: true }) verdictDigest: string | null;
  @Count({ nullable: true }) passed: number | null;
  @Count({ nullable: true }) held: number | null;
  @Count({ nullable: true }) returned: number | null;
  @Moment() sealedAt: Date;
  @Code() sealedBy: string;
  @Moment({ nullable: true }) checkedAt: Date | null;
  @Moment({ nullable: true }) decidedAt: Date | null;
  /** Settlements that failed: what failed is reminded of last, as chunks are. */
  @Count({ default: 0 }) settleTries: number;
}

/** One line of a batch. Written by COPY in the transaction that completes its chunk. */
@Entity()
@Index('record_clear_ix', ['batchId'], { where: 'data IS NOT NULL' })
export class RecordEntity {
  @KeyUuid() batchId: string;
  @KeyNumber() line: number;
  @Code() verdict: string;
  @Index()
  @Code({ nullable: true })
  certificateNo: string | null;
  /** Keyed digest of document type and number. */
  @Index()
  @Bytes({ nullable: true })
  personKey: Buffer | null;
  /** Digest of person, occupation, work type and level. */
  @Bytes({ nullable: true }) holdingKey: Buffer | null;
  /** What rules across the hub compare, of what could be read: day and site of the exam, and digests of name and photo. */
  @Day({ nullable: true }) examOn: string | null;
  @Code({ nullable: true }) siteCode: string | null;
  /** Digest of person and name: tells two names of one person apart, and nothing of two persons. */
  @Bytes({ nullable: true }) nameKey: Buffer | null;
  @Index({ where: 'photo_key IS NOT NULL' })
  @Bytes({ nullable: true })
  photoKey: Buffer | null;
  /** In clear; of an earlier release, until it is sealed. */
  @Text({ nullable: true }) data: string | null;
  /** The record as received, sealed. */
  @Bytes({ nullable: true }) sealed: Buffer | null;
}

/** A decision of a regulator; a batch is reviewed once per step. */
@Entity()
export class ReviewEntity {
  @ForeignKey(() => BatchEntity)
  @KeyUuid()
  batchId: string;
  @Key() step: string;
  @Code() decision: string;
  @Text({ nullable: true }) reason: string | null;
  @Code() decidedBy: string;
  @Moment() decidedAt: Date;
  /** Passed records that came back at this decision instead of becoming certificates. */
  @Count() returnedLines: number;
}
