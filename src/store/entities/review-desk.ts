/** Who reviews what, single records that were returned, and what a recheck could reuse. */
import { Entity, ForeignKey } from 'typeorm';
import { Code, Count, Key, KeyNumber, KeyUuid, Moment, Text } from './columns';
import { BatchEntity } from './intake';

/** Of one step: the city's reviewer and the province's are two people. */
@Entity()
export class ReviewAssignmentEntity {
  @ForeignKey(() => BatchEntity)
  @KeyUuid()
  batchId: string;
  @Key() step: string;
  /** Client id. */
  @Code() reviewer: string;
  @Code() assignedBy: string;
  @Moment() assignedAt: Date;
}

@Entity()
export class ReturnedRecordEntity {
  @ForeignKey(() => BatchEntity)
  @KeyUuid()
  batchId: string;
  @KeyNumber() line: number;
  @Code() step: string;
  @Text() reason: string;
  @Code() returnedBy: string;
  @Moment() returnedAt: Date;
}

/** One chunk of a batch that mends another: how many of its records were judged again, and how many were not. */
@Entity()
export class ChunkRecheckEntity {
  @KeyUuid() batchId: string;
  @KeyNumber() chunkNo: number;
  @Count() rechecked: number;
  @Count() reused: number;
  /** Why none was reused. */
  @Code({ nullable: true }) reason: string | null;
}

export const REVIEW_DESK_ENTITIES = [ReviewAssignmentEntity, ReturnedRecordEntity, ChunkRecheckEntity] as const;
