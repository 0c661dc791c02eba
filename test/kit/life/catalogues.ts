/** Editions and supplements of the occupation catalogue: drafted with a report, applied by somebody else. */
import { REFUSAL } from '../operations';
import { said, type Answer, type Asker } from './answers';

export interface GivenSupplement {
  readonly edition: string;
  readonly supplementTo: string;
  readonly from: string;
  readonly basis: readonly string[];
  readonly csv: string;
}
export interface Drafted {
  readonly draft: {
    readonly id: string;
    readonly digest: string;
    readonly counts: Readonly<Record<'added' | 'removed' | 'renamed' | 'filingsRenamed', number>>;
  };
}

export const draftSupplement = (by: Asker, supplement: GivenSupplement): Promise<Answer<Drafted>> =>
  said(
    by,
    `mutation ($edition: ID!, $supplementTo: ID!, $from: String!, $basis: [String!]!, $csv: String!) {
       draftCatalogue(edition: $edition, kind: SUPPLEMENT, supplementTo: $supplementTo, from: $from, basis: $basis,
                      csv: $csv) {
         ... on CatalogueDrafted { draft { id digest counts { added removed renamed filingsRenamed } } } ${REFUSAL} } }`,
    supplement,
  );

export interface CatalogueChange {
  readonly code: string;
  readonly kind: string;
  readonly nameBefore: string | null;
  readonly nameAfter: string | null;
  readonly filings: number;
}
export async function catalogueChanges(by: Asker, draftId: string): Promise<readonly CatalogueChange[]> {
  const { catalogueChanges: page } = await by.run<{
    catalogueChanges: { readonly items: readonly CatalogueChange[] };
  }>(
    `query ($draftId: ID!) { catalogueChanges(draftId: $draftId) { items {
       code kind nameBefore nameAfter filings } } }`,
    { draftId },
  );
  return page.items;
}

export const applyCatalogue = (
  by: Asker,
  draftId: string,
  digest: string,
): Promise<Answer<{ readonly edition: string; readonly repeated: boolean }>> =>
  said(
    by,
    `mutation ($draftId: ID!, $digest: String!) { applyCatalogue(draftId: $draftId, digest: $digest, reason: "启用新职业") {
       ... on CatalogueApplied { edition repeated } ${REFUSAL} } }`,
    { draftId, digest },
  );
