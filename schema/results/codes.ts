import {
  OBJECTION_CHANNELS,
  OBJECTION_STATES,
  RESULTS_STATES,
  type ObjectionChannel,
  type ObjectionState,
  type ResultsState,
} from '../../src/domain/results/results-state';
import { codeType } from '../codes';

const STATES: { readonly [state in ResultsState]: string } = {
  SUBMITTED: '已提交,未到公示首日 / submitted, its notice has not begun',
  ON_NOTICE: '公示中 / shown to the public',
  CLOSED: '公示结束,可核发证书 / closed: certificates may follow',
  WITHDRAWN: '已撤回或被替代 / withdrawn or replaced',
};
export const ResultsStates = codeType(
  'ResultsState',
  '成绩状态 / State of results',
  RESULTS_STATES.map((code) => ({ code, zh: STATES[code] })),
);

const OBJECTIONS: { readonly [state in ObjectionState]: string } = {
  OPEN: '待办理 / open',
  UPHELD: '成立 / upheld',
  DISMISSED: '不成立 / dismissed',
  LAPSED: '成绩或申请已撤回而失效 / lapsed with the results or the application',
};
export const ObjectionStates = codeType(
  'ObjectionState',
  '异议状态 / State of an objection',
  OBJECTION_STATES.map((code) => ({ code, zh: OBJECTIONS[code] })),
);
export const ObjectionDecisions = codeType('ObjectionDecision', '对异议的决定 / Decision on an objection', [
  {
    code: 'UPHELD',
    zh: '成立:撤销该条或撤回成绩;拟备案则不得通过公示 / upheld: strikes the entry or withdraws the results; a proposed filing does not pass',
  },
  { code: 'DISMISSED', zh: '不成立 / dismissed' },
]);

const CHANNELS: { readonly [channel in ObjectionChannel]: string } = {
  LETTER: '来信 / by letter',
  TELEPHONE: '来电 / by telephone',
  VISIT: '来访 / on a visit',
  ONLINE: '网上 / online',
};
export const ObjectionChannels = codeType(
  'ObjectionChannel',
  '异议来源 / How an objection arrived',
  OBJECTION_CHANNELS.map((code) => ({ code, zh: CHANNELS[code] })),
);
