/**
 * What the hub knows about one line of a batch beyond the batch: found for all lines together by bulk look-ups on keyed
 * digests, never by a query a record. A line about which nothing is known never reaches a rule.
 */
export interface Holding {
  readonly certificateNo: string;
  readonly occupationCode: string;
  readonly workType: string;
  readonly level: string;
  readonly examDate: string;
  readonly issuedOn: string;
}

/** What the record claims; a field that could not be read is `undefined`. */
export interface HubClaim {
  readonly line: number;
  readonly certificateNo: string | undefined;
  readonly occupationCode: string | undefined;
  readonly workType: string | undefined;
  readonly level: string | undefined;
  readonly examDate: string | undefined;
  readonly siteCode: string | undefined;
  readonly eligibilityCondition: string | undefined;
}

export interface HubKnown {
  /** Live certificates of the person under other numbers, of all institutions. */
  readonly holdings: readonly Holding[];
  /** A certificate carries the number, be it live, revoked or replaced: a number is given once. */
  readonly numberIsGiven: boolean;
  /** The first line of the batch with the same number, when this is not it. */
  readonly repeatsLine: number | undefined;
  /** Where and when the person sat by other records that no error has returned. */
  readonly sittings: readonly { readonly examDate: string; readonly siteCode: string }[];
  /** The document number stands in the hub under another name. */
  readonly hasOtherName: boolean;
  /** The photo stands in the hub for another person. */
  readonly photoHasOtherPerson: boolean;
}

export const NOTHING_KNOWN: HubKnown = Object.freeze<HubKnown>({
  holdings: [],
  numberIsGiven: false,
  repeatsLine: undefined,
  sittings: [],
  hasOtherName: false,
  photoHasOtherPerson: false,
});
