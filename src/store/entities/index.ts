/** The catalogue of tables. */
import { REGISTRY_HISTORY_ENTITIES } from './registry-history';
import { APPLICATION_ENTITIES } from './application';
import { PUBLICATION_ENTITIES } from './publication';
import { PLAN_CASE_ENTITIES } from './plan-case';
import { RESULTS_ENTITIES } from './results';
import { BYLAW_ENTITIES } from './bylaw';
import { ChunkKeyEntity } from './chunk-key';
import { REVIEW_DESK_ENTITIES } from './review-desk';
import { DEADLINE_ENTITIES } from './deadline';
import { PROPOSAL_ENTITIES } from './proposal';
import { CERTIFICATE_CHANGE_ENTITIES } from './certificate-change';
import { CertificateEntity, CertificateVersionEntity } from './certificate';
import { DeclarationEntity } from './declaration';
import { FindingEntity } from './finding';
import * as forwarding from './forwarding';
import {
  BatchEntity,
  ChunkEntity,
  PackSetEntity,
  RecordEntity,
  ReviewEntity,
  SnapshotEntity,
  UploadEntity,
  UploadOriginalEntity,
} from './intake';
import { PackEntity, PackTrialBatchEntity, PackTrialEntity, PackTrialFlipEntity } from './pack';
import * as registry from './registry';
import { TallyBucketEntity, TallyDueEntity, TallyEntity } from './tally';
import { COLD_ENTITIES } from './cold';
import { SCALING_ENTITIES } from './scaling';

export const ENTITIES = [
  ...Object.values(registry),
  UploadEntity,
  ChunkEntity,
  ChunkKeyEntity,
  UploadOriginalEntity,
  SnapshotEntity,
  PackSetEntity,
  BatchEntity,
  RecordEntity,
  ReviewEntity,
  FindingEntity,
  DeclarationEntity,
  CertificateEntity,
  CertificateVersionEntity,
  ...Object.values(forwarding),
  TallyEntity,
  TallyDueEntity,
  TallyBucketEntity,
  PackEntity,
  PackTrialEntity,
  PackTrialBatchEntity,
  PackTrialFlipEntity,
  ...REGISTRY_HISTORY_ENTITIES,
  ...APPLICATION_ENTITIES,
  ...PUBLICATION_ENTITIES,
  ...PLAN_CASE_ENTITIES,
  ...RESULTS_ENTITIES,
  ...BYLAW_ENTITIES,
  ...REVIEW_DESK_ENTITIES,
  ...DEADLINE_ENTITIES,
  ...PROPOSAL_ENTITIES,
  ...CERTIFICATE_CHANGE_ENTITIES,
  ...COLD_ENTITIES,
  ...SCALING_ENTITIES,
];
