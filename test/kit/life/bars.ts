/** A person of the register barred for a term: proposed by one regulator, confirmed by another. */
import { REFUSAL } from '../operations';
import { said, type Answer, type Asker } from './answers';

export interface GivenBar {
  readonly id: string;
  readonly from: string;
  readonly to: string | null;
  readonly reason: string;
  readonly basis: readonly string[];
}
export interface Barred {
  readonly barId: string;
  readonly staffId: string;
  readonly state: string;
}

export const barStaff = (by: Asker, bar: GivenBar): Promise<Answer<Barred>> =>
  said(
    by,
    `mutation ($id: ID!, $from: String!, $to: String, $reason: String!, $basis: [String!]!) {
       barStaff(staffId: $id, from: $from, to: $to, reason: $reason, basis: $basis) {
         ... on StaffBarred { barId staffId state } ${REFUSAL} } }`,
    bar,
  );

export const confirmBar = (by: Asker, barId: string): Promise<Answer<Barred>> =>
  said(
    by,
    `mutation ($barId: ID!) { confirmBar(barId: $barId) { ... on StaffBarred { barId staffId state } ${REFUSAL} } }`,
    { barId },
  );
