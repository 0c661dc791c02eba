/** What a regulator does to filings in force, by two people. */
import { REFUSAL } from '../operations';
import { said, type Answer, type Asker, type Page } from './answers';

export interface MeasureGiven {
  readonly institutionCode: string;
  readonly kind: 'SUSPENSION' | 'RESUMPTION' | 'REVOCATION';
  readonly reasonCode: string;
  readonly reason: string;
  readonly basis: readonly string[];
  readonly from?: string;
  readonly to?: string;
}
export interface MeasureTaken {
  readonly measureId: string;
  readonly state: string;
  readonly from: string;
  readonly to: string | null;
  readonly filingIds: readonly string[];
  readonly repeated: boolean;
}
const TAKEN = `{ ... on MeasureTaken { measureId state from to filingIds repeated } ${REFUSAL} }`;

export const proposeMeasure = (by: Asker, measure: MeasureGiven): Promise<Answer<MeasureTaken>> =>
  said(by, `mutation ($measure: MeasureInput!) { proposeMeasure(measure: $measure) ${TAKEN} }`, { measure });

export const confirmMeasure = (by: Asker, measureId: string | undefined): Promise<Answer<MeasureTaken>> =>
  said(by, `mutation ($id: ID!) { confirmMeasure(measureId: $id) ${TAKEN} }`, { id: measureId });

/** What the caller may see, the latest first. */
export async function measuresOf(
  by: Asker,
): Promise<readonly { readonly kind: string; readonly state: string; readonly from: string }[]> {
  const { measures } = await by.run<{ measures: Page<{ kind: string; state: string; from: string }> }>(
    '{ measures { total items { kind state from } } }',
  );
  return measures.items;
}
