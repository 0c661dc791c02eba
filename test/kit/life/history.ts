/** What of an institution was in force on a day, as the hub knew it at a moment. */
import { REFUSAL } from '../operations';
import { said, type Answer, type Asker } from './answers';

export interface AsOf {
  readonly nameOnDay: string | null;
  readonly institution: { readonly name: string };
  readonly sites: readonly { readonly code: string }[];
  readonly filings: readonly {
    readonly standing: string;
    readonly filing: { readonly id: string; readonly levels: readonly string[]; readonly to: string | null };
  }[];
  readonly staffTotal: number | null;
}

/** `knownAt: null` asks by what is known now. */
export const asOf = (
  by: Asker,
  institutionCode: string,
  onDay: string,
  knownAt: string | null = null,
): Promise<Answer<AsOf>> =>
  said(
    by,
    `query ($institutionCode: ID!, $onDay: String!, $knownAt: DateTimeISO) {
       registryAsOf(institutionCode: $institutionCode, onDay: $onDay, knownAt: $knownAt) {
         ... on RegistryAsOf { nameOnDay institution { name } sites { code }
           filings { standing filing { id levels to } } staffTotal } ${REFUSAL} } }`,
    { institutionCode, onDay, knownAt },
  );
