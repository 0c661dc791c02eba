import type { EntityManager } from 'typeorm';
import type { Stores } from '../app/ports';
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
import { chunkStore } from './chunk-store';
import { declarationStore } from './declaration-store';
import { deliveryStore } from './delivery-store';
import { findingStore } from './finding-store';
import { knownStore } from './known-store';
import { packStore } from './pack-store';
import { packTrialStore } from './pack-trial-store';
import { recallStore } from './recall-store';
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
  applications: applicationStore(manager),
  codes: codeStore(manager),
  attachments: attachmentStore(manager),
  bylaws: bylawStore(manager),
  certificateChanges: certificateChangeStore(manager),
  recalls: recallStore(manager),
  plans: planStore(manager),
  catalogueDrafts: catalogueDraftStore(manager),
  results: resultsStore(manager),
  reviewDesk: reviewDeskStore(manager),
  proposals: proposalStore(manager),
  decisions: decisionStore(manager),
  deadlines: deadlineStore(manager),
  calendars: calendarStore(manager),
  notifications: notificationStore(manager),
});
