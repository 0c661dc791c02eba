/**
 * form  how one feed is shown a certificate: which fields of the record, under which names, how much of each. A feed gets no
 *       more of a person than its purpose allows.
 */

/** plain: as it stands · masked: as the hub's pages show it · digested: a keyed digest, equal for equal values */
export const FIELD_SHOWINGS = ['plain', 'masked', 'digested'] as const;
export type FieldShowing = (typeof FIELD_SHOWINGS)[number];

/** What a parcel says beside the record; a form may put it among the fields. */
export const PARCEL_FIELDS = ['institutionCode', 'regionCode'] as const;

export interface FormField {
  /** Name in the record (docs/record.md), or one of PARCEL_FIELDS. */
  readonly field: string;
  /** Name at the receiver. */
  readonly as: string;
  readonly showing: FieldShowing;
  /** Receiver's code for each of ours; what is not in it is shown as it stands. */
  readonly codes: Readonly<Record<string, string>> | null;
}

export const PARCEL_FORMATS = ['json', 'csv', 'xml'] as const;
export type ParcelFormat = (typeof PARCEL_FORMATS)[number];

export interface FeedForm {
  /** `null`: every field of the record under its own name, as it stands. */
  readonly fields: readonly FormField[] | null;
  /** How connectors that send files or bodies write a parcel. */
  readonly format: ParcelFormat;
}

export const WHOLE_RECORD: FeedForm = { fields: null, format: 'json' };
