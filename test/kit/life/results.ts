/** Results of an exam, the notice to the public, and objections to it. */
import { REFUSAL, until } from '../operations';
import { said, type Answer, type Asker, type Page } from './answers';

export interface GivenResult {
  readonly name: string;
  readonly idType: string;
  readonly idNumber: string;
  readonly theoryScore?: number | null;
  readonly theorySubstitute?: string | null;
  readonly skillScore?: number | null;
  readonly reviewScore?: number | null;
  readonly passed: boolean;
}
export interface GivenResults {
  readonly planNo: string;
  readonly entries: readonly GivenResult[];
  readonly noticeFrom?: string;
  readonly noticeTo?: string;
}
export interface Kept {
  readonly id: string;
  readonly state: string;
  readonly revision: number;
  readonly candidates: number;
  readonly passed: number;
  readonly noticeFrom: string | null;
  readonly noticeTo: string | null;
}

export const submitResults = (
  by: Asker,
  results: GivenResults,
): Promise<Answer<{ readonly repeated: boolean; readonly results: Kept }>> =>
  said(
    by,
    `mutation ($results: ResultsInput!) { submitResults(results: $results) { ... on ResultsSubmitted {
       repeated results { id state revision candidates passed noticeFrom noticeTo } } ${REFUSAL} } }`,
    { results },
  );

export interface SeenResults extends Kept {
  readonly planNo: string;
  readonly struck: number;
  readonly openObjections: number;
  readonly closedAt: string | null;
}

/** The results of a plan that its reader may see, the latest first. */
export async function resultsOf(by: Asker, planNo: string): Promise<readonly SeenResults[]> {
  const { results } = await by.run<{ results: Page<SeenResults> }>(
    `query ($planNo: ID!) { results(filter: { planNo: $planNo }) { total items {
       id planNo state revision candidates passed struck openObjections noticeFrom noticeTo closedAt } } }`,
    { planNo },
  );
  return results.items;
}

const WATCH_LIMIT_MS = 20_000;

/** Waits until the clock of the hub, which a test sets, has closed the notice. */
export const untilClosed = (by: Asker, planNo: string): Promise<readonly SeenResults[]> =>
  until(
    () => resultsOf(by, planNo),
    (results) => results.some(({ state }) => state === 'CLOSED'),
    WATCH_LIMIT_MS,
  );

export interface KeptObjection {
  readonly id: string;
  readonly state: string;
}
export interface RaisedObjection {
  readonly objection: KeptObjection;
  readonly repeated: boolean;
}
export interface DecidedObjection extends RaisedObjection {
  /** Waits for a second person; `null`: decided. */
  readonly proposalId: string | null;
}
const OBJECTION = 'objection { id state } repeated';

/** `entryNo: null` objects to the whole notice. */
export const raiseObjection = (
  by: Asker,
  noticeId: string,
  entryNo: number | null,
  text: string,
  channel = 'TELEPHONE',
): Promise<Answer<RaisedObjection>> =>
  said(
    by,
    `mutation ($noticeId: ID!, $entryNo: Int, $text: String!, $channel: ObjectionChannel!) {
       raiseObjection(noticeId: $noticeId, entryNo: $entryNo, text: $text, channel: $channel) {
         ... on ObjectionRaised { ${OBJECTION} } ${REFUSAL} } }`,
    { noticeId, entryNo, text, channel },
  );

export const decideObjection = (
  by: Asker,
  id: string,
  decision: 'UPHELD' | 'DISMISSED',
  reason: string,
  basis: readonly string[],
): Promise<Answer<DecidedObjection>> =>
  said(
    by,
    `mutation ($id: ID!, $decision: ObjectionDecision!, $reason: String!, $basis: [String!]!) {
       decideObjection(objectionId: $id, decision: $decision, reason: $reason, basis: $basis) {
         ... on ObjectionDecided { ${OBJECTION} proposalId } ${REFUSAL} } }`,
    { id, decision, reason, basis },
  );
