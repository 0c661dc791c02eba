/** The register of people: proposed by one, confirmed by another of the regulator. */
import { REFUSAL } from '../operations';
import { accepted, said, type Answer, type Asker, type Page } from './answers';

export interface GivenPerson {
  /** A registered person: a renewal or a change. */
  readonly id?: string;
  readonly kinds: readonly ('ASSESSOR' | 'SUPERVISOR' | 'INVIGILATOR' | 'TRAINER')[];
  readonly name: string;
  readonly certificateNo?: string | null;
  readonly occupationCodes?: readonly string[];
  readonly from: string;
  readonly to?: string | null;
}
export interface Proposed {
  readonly staffId: string;
  readonly proposalId: string;
  readonly repeated: boolean;
}

export const registerStaff = (by: Asker, staff: GivenPerson): Promise<Answer<Proposed>> =>
  said(
    by,
    `mutation ($staff: StaffFilingInput!) { registerStaff(staff: $staff) {
       ... on StaffProposed { staffId proposalId repeated } ${REFUSAL} } }`,
    { staff },
  );

export const confirmStaff = (
  by: Asker,
  proposalId: string,
): Promise<Answer<{ readonly staffId: string; readonly state: string; readonly repeated: boolean }>> =>
  said(
    by,
    `mutation ($proposalId: ID!) { confirmStaff(proposalId: $proposalId) {
       ... on StaffDecided { staffId state repeated } ${REFUSAL} } }`,
    { proposalId },
  );

/** Registers and confirms; answers the id. Throws when either is refused. */
export async function registered(by: Asker, office: Asker, staff: GivenPerson): Promise<string> {
  const { proposalId = '', staffId = '' } = accepted(await registerStaff(by, staff));
  accepted(await confirmStaff(office, proposalId));
  return staffId;
}

/** Ids of the registered people of one kind in the reader's sight. */
export async function staffOf(by: Asker, kind: GivenPerson['kinds'][number]): Promise<readonly string[]> {
  const { staff } = await by.run<{ staff: Page<{ readonly id: string; readonly isRegistered: boolean }> }>(
    `query ($kind: StaffKind!) { staff(filter: { kind: $kind }, first: 500) { total items { id isRegistered } } }`,
    { kind },
  );
  return staff.items.filter(({ isRegistered }) => isRegistered).map(({ id }) => id);
}

/** What a plan needs for one occupation: assessors, an internal supervisor, an invigilator, a trainer. Ids in this order. */
export interface Crew {
  readonly assessors: readonly string[];
  readonly internalSupervisors: readonly string[];
  readonly invigilators: readonly string[];
  readonly trainers: readonly string[];
}
