/** The catalogue of tables. */
import { CertificateEntity, CertificateVersionEntity } from './certificate';
import { DeclarationEntity } from './declaration';
import { FindingEntity } from './finding';
import { DeliveryAttemptEntity, DeliveryEntity, DeliveryItemEntity, FeedEntity } from './forwarding';
import {
  BatchEntity,
  ChunkEntity,
  PackSetEntity,
  RecordEntity,
  ReviewEntity,
  SnapshotEntity,
  UploadEntity,
} from './intake';
import { PackEntity, PackTrialBatchEntity, PackTrialEntity, PackTrialFlipEntity } from './pack';
import * as registry from './registry';
import { TallyDueEntity, TallyEntity } from './tally';

export const ENTITIES = [
  ...Object.values(registry),
  UploadEntity,
  ChunkEntity,
  SnapshotEntity,
  PackSetEntity,
  BatchEntity,
  RecordEntity,
  ReviewEntity,
  FindingEntity,
  DeclarationEntity,
  CertificateEntity,
  CertificateVersionEntity,
  FeedEntity,
  DeliveryEntity,
  DeliveryItemEntity,
  DeliveryAttemptEntity,
  TallyEntity,
  TallyDueEntity,
  PackEntity,
  PackTrialEntity,
  PackTrialBatchEntity,
  PackTrialFlipEntity,
];
