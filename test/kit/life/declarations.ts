/** Reasons for findings that ask for confirmation, given by the institution on a checked batch. */
import { REFUSAL } from '../operations';
import { said, type Answer, type Asker } from './answers';

export interface Declared {
  readonly state: string;
  readonly counts: { readonly passed: number; readonly held: number; readonly returned: number };
}

/** `line: null` is about the whole batch. */
export const declareFindings = (
  by: Asker,
  batchId: string,
  declarations: readonly { readonly rule: string; readonly line: number | null; readonly reason: string }[],
): Promise<Answer<Declared>> =>
  said(
    by,
    `mutation ($batchId: ID!, $declarations: [FindingDeclarationInput!]!) {
       declareFindings(batchId: $batchId, declarations: $declarations) {
         ... on FindingsDeclared { state counts { passed held returned } } ${REFUSAL} } }`,
    { batchId, declarations },
  );
