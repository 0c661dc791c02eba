/**
 * caller   the system that holds the token of a request
 * role     what kind of body it belongs to; each role is bound to an institution or a region, OPERATOR and NATION to all.
 *          HUB is another CertHub, below this one: it hands up what its region's institutions certified, and does nothing else
 */
export const ROLES = ['INSTITUTION', 'CITY', 'PROVINCE', 'NATION', 'OPERATOR', 'HUB'] as const;
export type Role = (typeof ROLES)[number];

export interface Caller {
  readonly clientId: string;
  readonly role: Role;
  /** Set for INSTITUTION only. */
  readonly institutionCode: string | null;
  /** GB/T 2260 code, six digits: the city of a CITY, the province of a PROVINCE, either of a HUB; `null` for the others. */
  readonly regionCode: string | null;
}
