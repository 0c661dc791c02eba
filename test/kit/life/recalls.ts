/** Certificates made void by two people, and the subsidies that were drawn on them. */
import { REFUSAL } from '../operations';
import { said, type Answer, type Asker, type Page } from './answers';

export interface RecallAsked {
  readonly scope: {
    readonly certificateNos?: readonly string[];
    readonly batchId?: string;
    readonly lines?: readonly number[];
    readonly planNo?: string;
  };
  readonly ground: 'VIOLATION' | 'ERROR' | 'COURT';
  readonly reason: string;
  readonly basis: readonly string[];
  /** Ids of attachments. */
  readonly evidence: readonly string[];
}
export interface RecallProposed {
  readonly recallId: string;
  readonly state: string;
  readonly live: number;
  readonly revoked: number;
  readonly replaced: number;
  readonly feeds: number;
  readonly digest: string;
  readonly repeated: boolean;
}

export const proposeRecall = (by: Asker, asked: RecallAsked): Promise<Answer<RecallProposed>> =>
  said(
    by,
    `mutation ($scope: RecallScopeInput!, $ground: RecallGround!, $reason: String!, $basis: [String!]!, $evidence: [ID!]!) {
       proposeRecall(scope: $scope, ground: $ground, reason: $reason, basis: $basis, evidence: $evidence) {
         ... on RecallProposed { recallId state live revoked replaced feeds digest repeated } ${REFUSAL} } }`,
    asked,
  );

export const confirmRecall = (
  by: Asker,
  { recallId, digest }: Partial<Pick<RecallProposed, 'recallId' | 'digest'>>,
): Promise<Answer<{ readonly recallId: string; readonly state: string; readonly certificates: number }>> =>
  said(
    by,
    `mutation ($id: ID!, $digest: String!) { confirmRecall(recallId: $id, digest: $digest) {
       ... on RecallEnded { recallId state certificates } ${REFUSAL} } }`,
    { id: recallId, digest },
  );

export interface SeenRecall {
  readonly state: string;
  readonly ground: string;
  readonly basis: readonly string[];
  readonly proposedBy: string;
  readonly endedBy: string | null;
  /** Feed by feed. */
  readonly told: readonly {
    readonly feed: string;
    readonly certificates: number;
    readonly told: number;
    readonly accepted: number;
    readonly refused: number;
    readonly pending: number;
  }[];
}

export async function seenRecall(by: Asker, id: string): Promise<SeenRecall> {
  const { recall } = await by.run<{ recall: SeenRecall }>(
    `query ($id: ID!) { recall(id: $id) { state ground basis proposedBy endedBy
       told { feed certificates told accepted refused pending } } }`,
    { id },
  );
  return recall;
}

export interface Subsidies extends Page<{
  readonly certificateNo: string;
  readonly state: string;
  readonly amountYuan: number | null;
  readonly decidedBy: string | null;
}> {
  readonly totals: {
    readonly certificates: number;
    readonly open: number;
    readonly recovered: number;
    readonly notPaid: number;
    readonly recoveredYuan: number;
  };
}

export async function subsidiesOf(by: Asker, recallId: string): Promise<Subsidies> {
  const { subsidyRecoveries } = await by.run<{ subsidyRecoveries: Subsidies }>(
    `query ($recallId: ID!) { subsidyRecoveries(filter: { recallId: $recallId }) { total
       items { certificateNo state amountYuan decidedBy }
       totals { certificates open recovered notPaid recoveredYuan } } }`,
    { recallId },
  );
  return subsidyRecoveries;
}

export const settleSubsidies = (
  by: Asker,
  settled: {
    readonly recallId: string;
    readonly certificateNos: readonly string[];
    readonly outcome: 'RECOVERED' | 'NOT_PAID';
    readonly amountYuan: number | null;
    readonly reason: string;
  },
): Promise<Answer<{ readonly settled: number; readonly before: number }>> =>
  said(
    by,
    `mutation ($recallId: ID!, $certificateNos: [ID!], $outcome: SubsidyOutcome!, $amountYuan: Float, $reason: String!) {
       settleSubsidies(recallId: $recallId, certificateNos: $certificateNos, outcome: $outcome, amountYuan: $amountYuan,
                       reason: $reason) { ... on SubsidiesSettled { settled before } ${REFUSAL} } }`,
    settled,
  );
