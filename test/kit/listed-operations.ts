/**
 * Every list of the schema as somebody asks for it, in the grown world (`grown-world.ts`). The count of statements fails for a
 * list of the schema that is missing here, so nobody adds one without saying how it is asked.
 */
import { PUBLICATION_ID } from './grown-world';
import type { CallerName } from './hub-clients';
import type { WalkedWorld } from './root-operations';

export interface ListedOperation {
  readonly caller: CallerName;
  /** As text, beside `first`, of which only a list without pages makes use. */
  readonly args?: (world: WalkedWorld, first: number) => string;
  /** Why it is no longer than this in the grown world; fifty otherwise. */
  readonly short?: { readonly least: number; readonly why: string };
}

const text = (value: unknown): string => JSON.stringify(String(value));
const of = (caller: CallerName): ListedOperation => ({ caller });
const ofInstitution: ListedOperation = { caller: 'city', args: () => 'institutionCode: "0001"' };
const ofBatch: ListedOperation = { caller: 'city', args: ({ batchId }) => `batchId: ${text(batchId)}` };
const ofWork = (caller: CallerName, name: string, argument: string): ListedOperation => ({
  caller,
  args: ({ work }) => `${argument}: ${text(work[name])}`,
});
const ofTrial: ListedOperation = { caller: 'province', args: ({ trialId }) => `id: ${text(trialId)}` };

export const LISTED: Readonly<Record<string, ListedOperation>> = {
  acknowledgements: of('province'),
  applications: of('city'),
  batches: of('city'),
  bylaws: { ...ofInstitution, short: { least: 1, why: 'one of each kind' } },
  calendarYears: {
    caller: 'city',
    args: (_world, first) => (first === 1 ? 'from: 2030, to: 2030' : 'from: 2010, to: 2031'),
    short: { least: 22, why: 'no more than thirty years at a time' },
  },
  catalogueChanges: ofWork('nation', 'catalogueDraftId', 'draftId'),
  certificatesOfPlan: { caller: 'institution', args: ({ planNo }) => `planNo: ${text(planNo)}` },
  compliance: of('province'),
  corrections: of('city'),
  deadlineSummary: { caller: 'city', short: { least: 1, why: 'one row for each term' } },
  deadlines: of('city'),
  decisions: of('city'),
  declarations: ofBatch,
  deliveries: of('province'),
  directory: of('city'),
  endedFilings: of('city'),
  feedAlarms: { caller: 'province', short: { least: 0, why: 'no feed of this world is in trouble' } },
  feedOddities: { caller: 'province', short: { least: 0, why: 'one row for each kind, however often it was seen' } },
  feeds: { caller: 'province', short: { least: 1, why: 'as many as the feeds file has' } },
  filingObjections: of('city'),
  filings: ofInstitution,
  findings: ofBatch,
  institutions: of('province'),
  measures: of('city'),
  noticeEntries: ofWork('city', 'resultsId', 'noticeId'),
  notices: of('city'),
  notifications: of('institution'),
  objections: of('city'),
  packKeys: { caller: 'city', short: { least: 0, why: 'keys by which this hub signs' } },
  packTrialFlips: ofTrial,
  packTrialInstitutions: ofTrial,
  packVersions: of('province'),
  packs: { caller: 'city', args: () => 'region: "510000", examDate: "2026-06-01"' },
  planQueue: of('city'),
  plans: ofInstitution,
  proposals: of('city'),
  proposedFilings: of('city'),
  publication: { caller: 'city', args: () => `id: ${text(PUBLICATION_ID)}` },
  publications: of('province'),
  recallCertificates: ofWork('city', 'recallId', 'recallId'),
  recalls: of('city'),
  reconciliationDifferences: {
    ...ofWork('province', 'reconciliationId', 'reconciliationId'),
    short: { least: 1, why: 'one difference of one reconciliation' },
  },
  reconciliations: { caller: 'province', short: { least: 1, why: 'one of the feed' } },
  records: ofBatch,
  recordsOfNumber: { caller: 'city', args: ({ certificateNo }) => `certificateNo: ${text(certificateNo)}` },
  recordsOfPerson: {
    caller: 'city',
    args: ({ approved }) => `idType: ${approved['idType']}, idNumber: ${text(approved['idNumber'])}`,
  },
  regions: of('city'),
  registryFindings: {
    caller: 'province',
    short: { least: 0, why: 'what the rules find, from one reading of the registry' },
  },
  registryHistory: { caller: 'city', args: () => 'noun: INSTITUTION, key: "0001"' },
  results: of('city'),
  resultsEntries: ofWork('city', 'resultsId', 'resultsId'),
  reviewQueue: of('city'),
  rules: of('city'),
  signingKeys: ofInstitution,
  sites: ofInstitution,
  staff: of('city'),
  subsidyRecoveries: of('city'),
  tallies: of('city'),
  tallyReportCertificates: ofWork('province', 'tallyReportId', 'reportId'),
  tallyReportDifferences: ofWork('province', 'tallyReportId', 'reportId'),
  tallyReportRows: ofWork('province', 'tallyReportId', 'reportId'),
  tallyReports: of('province'),
  waitingForPublication: of('city'),
};
