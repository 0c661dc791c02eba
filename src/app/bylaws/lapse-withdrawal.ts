/** A bylaw that its institution replaced or took down: nothing is left of it that an office could take down. */
import type { Caller } from '../caller';
import type { Subject } from '../decisions/decision-ports';
import { endProposal } from '../deadlines/proposal-term';
import type { Hub, Stores } from '../ports';
import { lapseProposals } from '../proposals/lapse-proposals';
import type { Bylaw } from './bylaw-ports';

/** What is decided about a bylaw is noted under the institution that published it. */
export const notedOn = ({ institutionCode }: Pick<Bylaw, 'institutionCode'>): Subject => ({
  kind: 'INSTITUTION',
  id: institutionCode,
});

/** The caller holds the bylaw. */
export async function lapseWithdrawal(hub: Hub, stores: Stores, caller: Caller, bylaw: Bylaw): Promise<void> {
  const { id } = bylaw;
  await lapseProposals(hub, stores, caller, { kind: 'BYLAW_WITHDRAWAL', subjectIds: [id], noted: notedOn(bylaw) });
  await endProposal(stores, { kind: 'BYLAW', id }, 'CANCELLED', hub.now());
}
