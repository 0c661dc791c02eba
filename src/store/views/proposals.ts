import type { Proposal, ProposalViews } from '../../app/proposals/proposal-ports';
import type { Caller } from '../../app/caller';
import { PROPOSAL } from '../proposal-store';
import { Conditions } from './conditions';
import { listAll } from './listing';
import type { Query } from './query';

export const proposalViews = (query: Query): ProposalViews => ({
  proposals: (territory, { kind, state, subjectId, mine }, page) => {
    const where = new Conditions()
      .within(territory, 'proposal.institution_code', 'proposal.region_code')
      .andIf('proposal.kind = ?', kind)
      .andIf('proposal.state = ?', state)
      .andIf('proposal.subject_id = ?', subjectId?.toLowerCase());
    return listAll<Proposal>(
      query,
      {
        select: PROPOSAL,
        from: 'proposal',
        where: mine === null ? where : waitingFor(where, mine),
        key: [
          { column: 'proposal.proposed_at', cast: 'timestamptz' },
          { column: 'proposal.id', cast: 'uuid' },
        ],
        order: 'DESC',
      },
      page,
    );
  },

  openProposals: async (territory, kind, subjectIds) => {
    const where = new Conditions()
      .within(territory, 'proposal.institution_code', 'proposal.region_code')
      .and('proposal.kind = ?', kind)
      .andPlain(`proposal.state = 'PROPOSED'`)
      .and('proposal.subject_id = ANY (?::text[])', subjectIds);
    const rows = await query<{ readonly id: string; readonly subject_id: string }>(
      `SELECT proposal.id, proposal.subject_id FROM proposal WHERE ${where.toSql()}`,
      where.parameters,
    );
    return new Map(rows.map(({ id, subject_id: subjectId }) => [subjectId, id]));
  },
});

/** Whoever put a bar in force does not decide that it ends (src/app/staff/lift-bar.ts). */
const OWN_BAR = `EXISTS (
  SELECT FROM staff_bar AS bar
   WHERE bar.id = CASE WHEN proposal.kind = 'BAR_LIFT' THEN proposal.subject_id::uuid END AND bar.decided_by = ?)`;

/** As `secondHand` (src/domain/proposal) and the verbs of the kinds let the caller confirm. */
function waitingFor(where: Conditions, { clientId, role }: Caller): Conditions {
  where.and('proposal.proposed_by <> ?', clientId).andPlain(`proposal.state = 'PROPOSED'`);
  where.and(`NOT ${OWN_BAR}`, clientId);
  if (role === 'PROVINCE') return where;
  return role === 'CITY' ? where.andPlain(`proposal.proposed_role = 'CITY'`) : where.andPlain('FALSE');
}
