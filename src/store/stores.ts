import type { EntityManager } from 'typeorm';
import type { Stores } from '../app/ports';
import type { ColdStore } from '../app/cold-ports';
import type { Sealer } from '../app/sealer';
import { coldChunkStore } from './cold-chunks';
import { NO_COLD_STORE } from './cold-folder';
import { applicationStore } from './application-store';
import { codeStore } from './code-store';
import { attachmentStore } from './attachment-store';
import { bylawStore } from './bylaw-store';
import { certificateChangeStore } from './certificate-change-store';
import { planStore } from './plan-store';
import { catalogueDraftStore } from './catalogue-draft-store';
import { resultsStore } from './results-store';
import { reviewDeskStore } from './review-desk-store';
import { decisionStore } from './decision-store';
import { proposalStore } from './proposal-store';
import { calendarStore } from './calendar-store';
import { deadlineStore } from './deadline-store';
import { notificationStore } from './notification-store';
import { batchStore } from './batch-store';
import { certificateStore } from './certificate-store';
import { chunkKeyStore } from './chunk-key-store';
import { chunkStore } from './chunk-store';
import { declarationStore } from './declaration-store';
import { deliveryStore } from './delivery-store';
import { feedStateStore } from './feed-state-store';
import { findingStore } from './finding-store';
import type { KnownKeys } from './known-keys';
import { knownStore } from './known-store';
import { oddityStore } from './oddity-store';
import { originalStore } from './original-store';
import { packStore } from './pack-store';
import { packTrialStore } from './pack-trial-store';
import { recallStore } from './recall-store';
import { receivedStore } from './received-store';
import { reconciliationStore } from './reconciliation-store';
import { recordStore } from './record-store';
import { registryStore } from './registry-store';
import { reviewStore } from './review-store';
import { sealingStore } from './sealing-store';
import { packSetStore, snapshotStore } from './snapshot-store';
import { tallyReportStore } from './tally-report-store';
import { tallyStore } from './tally-store';
import { uploadStore } from './upload-store';

export interface StoreOptions {
  /** Where chunks lie that have left the database, if any have. */
  readonly cold?: ColdStore | undefined;
  /** Of a process that checks chunks. */
  readonly keys?: KnownKeys | undefined;
}

/** The stores bound to one transaction; there is no other way to get them. */
export const storesOf = (
  manager: EntityManager,
  sealer: Sealer,
  { cold = NO_COLD_STORE, keys }: StoreOptions = {},
): Stores => ({
  registry: registryStore(manager),
  uploads: uploadStore(manager),
  chunks: chunkStore(manager, sealer, cold),
  chunkKeys: chunkKeyStore(manager),
  originals: originalStore(manager, sealer, cold),
  coldChunks: coldChunkStore(manager),
  snapshots: snapshotStore(manager),
  packSets: packSetStore(manager),
  packs: packStore(manager),
  packTrials: packTrialStore(manager),
  batches: batchStore(manager),
  records: recordStore(manager, sealer),
  known: knownStore(manager, sealer, keys),
  findings: findingStore(manager),
  declarations: declarationStore(manager),
  reviews: reviewStore(manager),
  certificates: certificateStore(manager, sealer),
  deliveries: deliveryStore(manager, sealer),
  tallies: tallyStore(manager),
  feedStates: feedStateStore(manager),
  oddities: oddityStore(manager),
  reconciliations: reconciliationStore(manager, sealer),
  tallyReports: tallyReportStore(manager),
  received: receivedStore(manager, sealer),
  applications: applicationStore(manager),
  codes: codeStore(manager),
  attachments: attachmentStore(manager, sealer),
  bylaws: bylawStore(manager),
  certificateChanges: certificateChangeStore(manager, sealer),
  recalls: recallStore(manager),
  plans: planStore(manager),
  catalogueDrafts: catalogueDraftStore(manager),
  results: resultsStore(manager),
  reviewDesk: reviewDeskStore(manager, sealer),
  proposals: proposalStore(manager),
  decisions: decisionStore(manager),
  deadlines: deadlineStore(manager),
  calendars: calendarStore(manager),
  notifications: notificationStore(manager),
  sealing: sealingStore(manager, sealer),
});
