/** The catalogue of views: one more is one file and one line here. */
import type { ColdStore } from '../../app/cold-ports';
import type { Sealer } from '../../app/sealer';
import { NO_COLD_STORE } from '../cold-folder';
import type { Views } from '../../app/views';
import { applicationViews } from './applications';
import { filingObjectionViews } from './filing-objections';
import { publicationViews } from './publications';
import { attachmentViews } from './attachments';
import { bylawViews } from './bylaws';
import { certificateChangeViews } from './certificate-changes';
import { planViews } from './plans';
import { catalogueDraftViews } from './catalogue-drafts';
import { resultsViews } from './results';
import { reviewDeskViews } from './review-desk';
import { decisionViews } from './decisions';
import { proposalViews } from './proposals';
import { deadlineViews } from './deadlines';
import { notificationViews } from './notifications';
import { batchViews } from './batches';
import { certificateViews } from './certificates';
import { coldViews } from './cold';
import { complianceViews } from './compliance';
import { declarationViews } from './declarations';
import { deliveryViews } from './deliveries';
import { feedStateViews } from './feeds';
import { foundRecordViews } from './found-records';
import { lineViews } from './lines';
import { oddityViews } from './oddities';
import { packViews } from './packs';
import type { Query } from './query';
import { readiness, ready } from './ready';
import { recallViews } from './recalls';
import { receivedViews } from './received';
import { reconciliationViews } from './reconciliations';
import { registryViews } from './registry';
import { registrySubjectViews } from './registry-subjects';
import { replayViews } from './replay';
import { tallyViews } from './tallies';
import { tallyReportViews } from './tally-reports';
import { workViews } from './work';
import { workingDaysBefore } from './working-days';

export const createViews = (query: Query, sealer: Sealer, cold: ColdStore = NO_COLD_STORE): Views => ({
  ...batchViews(query),
  ...lineViews(query, sealer),
  ...foundRecordViews(query, sealer),
  ...complianceViews(query, { workingDaysBefore }),
  ...certificateViews(query, sealer),
  ...declarationViews(query),
  ...registryViews(query),
  ...registrySubjectViews(query),
  ...deliveryViews(query),
  ...tallyViews(query),
  ...feedStateViews(query),
  ...oddityViews(query),
  ...reconciliationViews(query),
  ...tallyReportViews(query, sealer),
  ...receivedViews(query),
  ...packViews(query),
  ...replayViews(query, sealer, cold),
  ...coldViews(query),
  ...workViews(query),
  ...applicationViews(query),
  ...filingObjectionViews(query),
  ...publicationViews(query),
  ...attachmentViews(query, sealer),
  ...bylawViews(query, sealer),
  ...certificateChangeViews(query, sealer),
  ...recallViews(query),
  ...planViews(query, sealer),
  ...catalogueDraftViews(query),
  ...resultsViews(query),
  ...reviewDeskViews(query),
  ...proposalViews(query),
  ...decisionViews(query),
  ...deadlineViews(query),
  ...notificationViews(query),
  ready: () => ready(query),
  readiness: () => readiness(query),
});
