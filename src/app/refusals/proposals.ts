/** zh, en, how to mend it in zh and en. */
export const PROPOSALS_REFUSALS = {
  PROPOSAL_NOT_FOUND: [
    '没有找到该提议',
    'No such proposal',
    '请核对编号;只能看到本辖区的提议。人员登记、禁止从业、处理措施和证书作废各有其确认操作',
    'Check the id; an office sees those of its territory. Staff, bars, measures and recalls have confirmations of their own',
  ],
  PROPOSAL_OPEN: [
    '同一事项已有待第二人确认的提议',
    'A proposal about this waits for a second person already',
    '请先由另一人确认该提议,或不予确认',
    'Let a second person confirm it, or dismiss it, first',
  ],
  PROPOSAL_STATE_CONFLICT: [
    '该提议已有决定或已失效',
    'The proposal was decided or has lapsed meanwhile',
    '请查看其现状;仍有必要的,重新提出',
    'Look at where it stands; propose again where that is still needed',
  ],
} as const;
