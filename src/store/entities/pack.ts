import { Entity, ForeignKey, Index } from 'typeorm';
import type { Pack } from '../../domain/packs/pack';
import type { RuleFlips } from '../../domain/publishing/compare-verdicts';
import { Bytes, Code, Codes, Count, Flag, Json, KeyNumber, KeyUuid, Moment, Text, Uuid } from './columns';
import { BatchEntity, PackSetEntity } from './intake';

/** One pack as this hub knows it. Its content never changes; what became of it does. */
@Entity()
@Index(['state', 'activeFrom'])
@Index(['jurisdiction', 'version'])
export class PackEntity {
  @KeyUuid() id: string;
  @Code() jurisdiction: string;
  @Code() version: string;
  @Code() regionCode: string;
  @Json() content: Pack;
  @Bytes() digest: Buffer;
  @Code() source: string;
  @Code() state: string;
  @Code() draftedBy: string;
  @Moment() draftedAt: Date;
  @Code({ nullable: true }) approvedBy: string | null;
  @Moment({ nullable: true }) approvedAt: Date | null;
  /** Batches sealed from then on are judged by it. */
  @Moment({ nullable: true }) activeFrom: Date | null;
  /** When a release without it was first started. */
  @Moment({ nullable: true }) retiredAt: Date | null;
  @Code({ nullable: true }) withdrawnBy: string | null;
  @Moment({ nullable: true }) withdrawnAt: Date | null;
  @Text({ nullable: true }) signature: string | null;
  @Code({ nullable: true }) keyId: string | null;
}

/** A what-if: which stored records a pack would judge otherwise. */
@Entity()
@Index(['packId'])
@Index(['state'])
export class PackTrialEntity {
  @KeyUuid() id: string;
  @ForeignKey(() => PackEntity)
  @Uuid()
  packId: string;
  @Code() regionCode: string;
  @Count() days: number;
  @Flag() onItsDaysOnly: boolean;
  @Moment() sealedFrom: Date;
  @Moment() sealedTo: Date;
  @ForeignKey(() => PackSetEntity)
  @Bytes()
  baseSetDigest: Buffer;
  @ForeignKey(() => PackSetEntity)
  @Bytes()
  triedSetDigest: Buffer;
  @Code() state: string;
  /** What it will look at. */
  @Count() batches: number;
  @Count() records: number;
  /** The batch looked at last. */
  @Uuid({ nullable: true }) lastBatchId: string | null;
  @Code() startedBy: string;
  @Moment() startedAt: Date;
  @Moment({ nullable: true }) endedAt: Date | null;
}

/** What a trial found in one batch. */
@Entity()
export class PackTrialBatchEntity {
  @ForeignKey(() => PackTrialEntity)
  @KeyUuid()
  trialId: string;
  @ForeignKey(() => BatchEntity)
  @KeyUuid()
  batchId: string;
  @Code() institutionCode: string;
  @Count() records: number;
  @Count() changed: number;
  @Count() toPassed: number;
  @Count() toHeld: number;
  @Count() toReturned: number;
  @Json() byRule: Record<string, RuleFlips>;
}

/** One record whose verdict would be another. */
@Entity()
export class PackTrialFlipEntity {
  @ForeignKey(() => PackTrialEntity)
  @KeyUuid()
  trialId: string;
  @KeyUuid() batchId: string;
  @KeyNumber() line: number;
  @Code() before: string;
  @Code() after: string;
  @Codes() appeared: string[];
  @Codes() gone: string[];
}
