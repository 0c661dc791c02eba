import { BAR_STATES, STAFF_PROPOSAL_STATES } from '../../src/domain/staff/staff-state';
import { codeType } from '../codes';

const PROPOSAL_LABELS = { PROPOSED: '待确认', CONFIRMED: '已确认', DISMISSED: '未予确认' } as const;
export const StaffProposalStates = codeType(
  'StaffProposalState',
  '人员登记申请的状态 / State of a proposal for the register of people',
  STAFF_PROPOSAL_STATES.map((code) => ({ code, zh: PROPOSAL_LABELS[code] })),
);
const BAR_LABELS = {
  PROPOSED: '待确认',
  CONFIRMED: '已禁止',
  DISMISSED: '未予确认或已撤回',
  LIFTED: '已解除',
} as const;
export const BarStates = codeType(
  'BarState',
  '禁止从业的状态 / State of a bar',
  BAR_STATES.map((code) => ({ code, zh: BAR_LABELS[code] })),
);
