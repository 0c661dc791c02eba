/** What one person of an office proposes and another decides: a bar lifted, results withdrawn, an objection upheld. */
import { REFUSAL } from '../operations';
import { said, type Answer, type Asker, type Page } from './answers';

export interface SeenProposal {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly subject: { readonly kind: string; readonly id: string };
  readonly reason: string;
  readonly proposedBy: string;
}
export interface DecidedProposal {
  readonly proposalId: string;
  readonly state: string;
  readonly repeated: boolean;
}

/** What waits for the reader's hand. */
export async function proposalsFor(by: Asker): Promise<readonly SeenProposal[]> {
  const { proposals } = await by.run<{ proposals: Page<SeenProposal> }>(
    `{ proposals(filter: { mine: true }) { total items { id kind state subject { kind id } reason proposedBy } } }`,
  );
  return proposals.items;
}

export const liftBar = (
  by: Asker,
  barId: string,
  reason: string,
  basis: readonly string[],
): Promise<Answer<DecidedProposal>> =>
  said(
    by,
    `mutation ($barId: ID!, $reason: String!, $basis: [String!]!) {
       liftBar(barId: $barId, reason: $reason, basis: $basis) {
         ... on ProposalMade { proposalId state repeated } ${REFUSAL} } }`,
    { barId, reason, basis },
  );

export const confirmProposal = (by: Asker, proposalId: string): Promise<Answer<DecidedProposal>> =>
  said(
    by,
    `mutation ($id: ID!) { confirmProposal(proposalId: $id) {
       ... on ProposalDecided { proposalId state repeated } ${REFUSAL} } }`,
    { id: proposalId },
  );

export const dismissProposal = (by: Asker, proposalId: string, reason: string): Promise<Answer<DecidedProposal>> =>
  said(
    by,
    `mutation ($id: ID!, $reason: String!) { dismissProposal(proposalId: $id, reason: $reason) {
       ... on ProposalDecided { proposalId state repeated } ${REFUSAL} } }`,
    { id: proposalId, reason },
  );
