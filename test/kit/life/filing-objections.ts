/** Objections to proposed filings: written down by an office, answered by another person of it. */
import { REFUSAL } from '../operations';
import { said, type Answer, type Asker, type Page } from './answers';

export interface SeenObjection {
  readonly id: string;
  readonly objectionNo: number;
  readonly state: string;
  readonly summary: string;
  readonly reason: string | null;
}
const KEPT = `{ ... on FilingObjectionStanding { repeated objection { id objectionNo state summary reason } } ${REFUSAL} }`;
type Standing = Answer<{ readonly repeated: boolean; readonly objection: SeenObjection }>;

export const recordFilingObjection = (
  by: Asker,
  applicationId: string,
  heard: { readonly receivedOn: string; readonly summary: string },
): Promise<Standing> =>
  said(by, `mutation ($objection: FilingObjectionInput!) { recordFilingObjection(objection: $objection) ${KEPT} }`, {
    objection: { applicationId, channel: 'LETTER', ...heard },
  });

export const dismissFilingObjection = (
  by: Asker,
  id: string | undefined,
  answer: { readonly reason: string; readonly basis: readonly string[] },
): Promise<Standing> =>
  said(
    by,
    `mutation ($id: ID!, $reason: String!, $basis: [String!]!) {
      decideFilingObjection(objectionId: $id, decision: DISMISSED, reason: $reason, basis: $basis) ${KEPT} }`,
    { id, ...answer },
  );

export async function filingObjectionsFor(by: Asker): Promise<readonly SeenObjection[]> {
  const { filingObjections } = await by.run<{ filingObjections: Page<SeenObjection> }>(
    '{ filingObjections { total items { id objectionNo state summary reason } } }',
  );
  return filingObjections.items;
}
