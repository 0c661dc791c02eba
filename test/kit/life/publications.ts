/** Approved filings are published together: what waits, the draft, and its confirmation by another person. */
import { REFUSAL } from '../operations';
import { said, type Answer, type Asker, type Page } from './answers';

export interface Waiting {
  readonly applicationId: string;
  readonly institutionName: string | null;
  readonly publishableFrom: string;
}

export async function waitingForPublication(by: Asker): Promise<Page<Waiting>> {
  const { waitingForPublication: waiting } = await by.run<{ waitingForPublication: Page<Waiting> }>(
    '{ waitingForPublication { total items { applicationId institutionName publishableFrom } } }',
  );
  return waiting;
}

export interface PublicationDraft {
  readonly on: string;
  readonly basis: readonly string[];
  readonly applications: readonly { readonly applicationId: string; readonly institutionName: string | null }[];
  readonly items: number;
  readonly sites: number;
  readonly waiting: number;
  readonly digest: string;
}

export const publicationDraft = (by: Asker): Promise<Answer<PublicationDraft>> =>
  said(
    by,
    `{ publicationDraft { ... on PublicationDraft { on basis applications { applicationId institutionName } items sites
       waiting digest } ${REFUSAL} } }`,
  );

export interface FilingsPublished {
  readonly publicationId: string;
  readonly on: string;
  readonly institutions: number;
  readonly filings: number;
  readonly sites: number;
  readonly repeated: boolean;
}

export const publishFilings = (by: Asker, digest: string | undefined): Promise<Answer<FilingsPublished>> =>
  said(
    by,
    `mutation ($digest: String!) { publishFilings(digest: $digest) {
       ... on FilingsPublished { publicationId on institutions filings sites repeated } ${REFUSAL} } }`,
    { digest },
  );

export interface SeenPublication {
  readonly publishedOn: string;
  readonly items: readonly {
    readonly applicationId: string;
    readonly kind: string;
    readonly institutionCode: string;
    readonly siteCodes: readonly string[];
    readonly filings: readonly {
      readonly id: string;
      readonly from: string;
      readonly to: string | null;
      readonly levels: readonly string[];
      readonly siteCodes: readonly string[];
    }[];
  }[];
}

export async function seenPublication(by: Asker, id: string): Promise<SeenPublication> {
  const { publication } = await by.run<{ publication: SeenPublication }>(
    `query ($id: ID!) { publication(id: $id) { publishedOn items { applicationId kind institutionCode siteCodes
       filings { id from to levels siteCodes } } } }`,
    { id },
  );
  return publication;
}
