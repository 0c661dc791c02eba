import { Entity } from 'typeorm';
import { Count, Key, Moment, Uuid } from './columns';

/** Certificates of one bucket. `period` is the month of issue, YYYY-MM; `schoolType` NONE where there is none. */
@Entity()
export class TallyEntity {
  @Key() period: string;
  @Key() regionCode: string;
  @Key() institutionKind: string;
  @Key() schoolType: string;
  @Key() occupationCode: string;
  @Key() level: string;
  @Key() sex: string;
  @Key() ageBand: string;
  @Key() candidateCategory: string;
  @Count() certificates: number;
}

/** A month and region whose tallies are to be recomputed whole. */
@Entity()
export class TallyDueEntity {
  @Key() period: string;
  @Key() regionCode: string;
  /** The batch that marked it last. */
  @Uuid() batchId: string;
  @Moment() markedAt: Date;
}

/** How often a bucket was recomputed since this is noted: whether it was since a report is told without counting again. */
@Entity()
export class TallyBucketEntity {
  @Key() period: string;
  @Key() regionCode: string;
  @Count() recomputations: number;
}
