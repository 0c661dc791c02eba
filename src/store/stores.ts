import type { EntityManager } from 'typeorm';
import type { Stores } from '../app/ports';
import { batchStore } from './batch-store';
import { certificateStore } from './certificate-store';
import { chunkStore } from './chunk-store';
import { declarationStore } from './declaration-store';
import { deliveryStore } from './delivery-store';
import { findingStore } from './finding-store';
import { knownStore } from './known-store';
import { packStore } from './pack-store';
import { packTrialStore } from './pack-trial-store';
import { recordStore } from './record-store';
import { registryStore } from './registry-store';
import { reviewStore } from './review-store';
import { packSetStore, snapshotStore } from './snapshot-store';
import { tallyStore } from './tally-store';
import { uploadStore } from './upload-store';

/** The stores bound to one transaction; there is no other way to get them. */
export const storesOf = (manager: EntityManager): Stores => ({
  registry: registryStore(manager),
  uploads: uploadStore(manager),
  chunks: chunkStore(manager),
  snapshots: snapshotStore(manager),
  packSets: packSetStore(manager),
  packs: packStore(manager),
  packTrials: packTrialStore(manager),
  batches: batchStore(manager),
  records: recordStore(manager),
  known: knownStore(manager),
  findings: findingStore(manager),
  declarations: declarationStore(manager),
  reviews: reviewStore(manager),
  certificates: certificateStore(manager),
  deliveries: deliveryStore(manager),
  tallies: tallyStore(manager),
});
