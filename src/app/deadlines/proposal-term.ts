/** The clock of what one person proposed and another has to confirm: nothing that is only proposed expires in silence. */
import { cstDate } from '../../domain/calendar/cst';
import type { Subject } from '../decisions/decision-ports';
import type { Hub, Stores } from '../ports';
import { endTerms, openTerm } from './open-term';

export interface Proposed {
  readonly subject: Subject;
  /** The office that confirms it. */
  readonly office: 'CITY' | 'PROVINCE';
  /** `null` where the institution must not know of it before it holds. */
  readonly institutionCode: string | null;
  readonly regionCode: string;
}

const TERMS = { CITY: 'PROPOSAL_CITY', PROVINCE: 'PROPOSAL_PROVINCE' } as const;

/** @throws PacksUnusable: no term is opened by less than the packs in force. */
export const openProposal = (hub: Hub, stores: Stores, { office, ...event }: Proposed): Promise<void> =>
  openTerm(hub, stores, { ...event, term: TERMS[office], on: cstDate(hub.now()) });

/** Confirmed: `MET`; dismissed or taken back: `CANCELLED`. */
export async function endProposal(stores: Stores, subject: Subject, how: 'MET' | 'CANCELLED', at: Date): Promise<void> {
  for (const term of Object.values(TERMS)) await endTerms(stores, subject, how, at, term);
}
