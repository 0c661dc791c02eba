/** Append-only: a merged migration is never changed. One more is one file and one line here. */
import { MainFlow1764000000000 } from './1764000000000-main-flow';
import { HubLookUps1764100000000 } from './1764100000000-hub-look-ups';
import { Declarations1764200000000 } from './1764200000000-declarations';
import { Packs1764300000000 } from './1764300000000-packs';
import { SigningKeys1764400000000 } from './1764400000000-signing-keys';
import { PackSetOfBatch1764500000000 } from './1764500000000-pack-set-of-batch';
import { RegistryHistory1764600000000 } from './1764600000000-registry-history';
import { Applications1764610000000 } from './1764610000000-applications';
import { Publications1764620000000 } from './1764620000000-publications';
import { Plans1764630000000 } from './1764630000000-plans';
import { Results1764640000000 } from './1764640000000-results';
import { ReviewDesk1764650000000 } from './1764650000000-review-desk';
import { Deadlines1764660000000 } from './1764660000000-deadlines';
import { CertificateChanges1764670000000 } from './1764670000000-certificate-changes';
import { RegistrySpeed1764680000000 } from './1764680000000-registry-speed';
import { RegistryTotals1764690000000 } from './1764690000000-registry-totals';
import { FilingNotices1764700000000 } from './1764700000000-filing-notices';
import { TwoHands1764710000000 } from './1764710000000-two-hands';
import { DirectorySearch1764720000000 } from './1764720000000-directory-search';
import { ResumableUploads1764800000000 } from './1764800000000-resumable-uploads';
import { SealedData1764810000000 } from './1764810000000-sealed-data';
import { FairOrder1764820000000 } from './1764820000000-fair-order';
import { Growth1764830000000 } from './1764830000000-growth';
import { SeveralHosts1764840000000 } from './1764840000000-several-hosts';
import { ChunkKeys1764850000000 } from './1764850000000-chunk-keys';
import { UploadEpoch1764860000000 } from './1764860000000-upload-epoch';
import { ColdOriginals1764870000000 } from './1764870000000-cold-originals';
import { Forwarding1764880000000 } from './1764880000000-forwarding';

export const MIGRATIONS = [
  MainFlow1764000000000,
  HubLookUps1764100000000,
  Declarations1764200000000,
  Packs1764300000000,
  SigningKeys1764400000000,
  PackSetOfBatch1764500000000,
  RegistryHistory1764600000000,
  Applications1764610000000,
  Publications1764620000000,
  Plans1764630000000,
  Results1764640000000,
  ReviewDesk1764650000000,
  Deadlines1764660000000,
  CertificateChanges1764670000000,
  RegistrySpeed1764680000000,
  RegistryTotals1764690000000,
  FilingNotices1764700000000,
  TwoHands1764710000000,
  DirectorySearch1764720000000,
  ResumableUploads1764800000000,
  SealedData1764810000000,
  FairOrder1764820000000,
  Growth1764830000000,
  SeveralHosts1764840000000,
  ChunkKeys1764850000000,
  UploadEpoch1764860000000,
  ColdOriginals1764870000000,
  Forwarding1764880000000,
];
