/**
 * acceptance  how an institution wants its batch taken: PARTIAL, good records go on and bad ones return, or ALL_OR_NOTHING,
 *             where one record that does not pass returns the whole batch
 */
export const ACCEPTANCES = ['PARTIAL', 'ALL_OR_NOTHING'] as const;
export type Acceptance = (typeof ACCEPTANCES)[number];

/** A header that says nothing asks for PARTIAL. */
export const acceptanceOf = ({ acceptance }: { readonly acceptance?: Acceptance | null }): Acceptance =>
  acceptance ?? 'PARTIAL';
