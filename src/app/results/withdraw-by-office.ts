/**
 * The office takes results back, as long as no certificate that came of the plan is live: one person proposes it with reason and basis,
 * another confirms. Whether they are on notice or closed, candidates rely on them, so that no single hand undoes them.
 */
import type { Caller } from '../caller';
import type { Hub } from '../ports';
import type { ProposalNoun } from '../proposals/proposal-noun';
import { propose, proposedBefore, type Proposed, type ToPropose } from '../proposals/propose';
import { type Refusal, refuse } from '../refusal';
import { basisFaults } from './basis';
import type { Results } from './results-ports';
import { type GivenWithdrawal, isWithin, reasonPlaces, unwithdrawable, withdraw } from './withdraw-results';

export async function proposeResultsWithdrawal(
  hub: Hub,
  caller: Caller,
  given: GivenWithdrawal,
): Promise<Proposed | Refusal> {
  if (caller.role !== 'CITY' && caller.role !== 'PROVINCE') return refuse('FORBIDDEN');
  const places = [...reasonPlaces(given.reason), ...basisFaults(given.basis)];
  if (places.length > 0) return refuse('RESULTS_INVALID', { places });
  const [reason, basis] = [given.reason.trim(), given.basis.map((entry) => entry.trim())];
  return hub.transaction(async (stores) => {
    const results = await stores.results.lock(given.id);
    if (!results || !isWithin(caller, results)) return refuse('RESULTS_NOT_FOUND');
    const { id: subjectId, institutionCode, regionCode } = results;
    const withdrawal: ToPropose = {
      kind: 'RESULTS_WITHDRAWAL',
      subjectId,
      institutionCode,
      regionCode,
      reason,
      basis,
    };
    const before = await proposedBefore(stores, caller, withdrawal);
    if (before) return before;
    return (await unwithdrawable(stores, results)) ?? propose(hub, stores, caller, withdrawal, notedOn(results));
  });
}

const notedOn = ({ id }: Pick<Results, 'id'>) => ({ kind: 'RESULTS', id }) as const;

export const RESULTS_WITHDRAWAL: ProposalNoun = {
  hold: async ({ results }, id) => {
    await results.lock(id);
    return { noted: notedOn({ id }), noticeId: null };
  },

  follow: async (hub, stores, caller, { subjectId, reason, basis }) => {
    const results = await stores.results.lock(subjectId);
    if (!results) throw new Error('Results that a proposal names are gone.');
    const late = await unwithdrawable(stores, results);
    if (late) return late;
    await withdraw(hub, stores, results, { caller, reason, basis });
    return undefined;
  },
};
