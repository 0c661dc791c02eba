import { PLAN_REMARKS } from '../../src/domain/plan/plan-remarks';
import { PLAN_STATE_TEXTS, PLAN_STATES } from '../../src/domain/plan/plan-state';
import { codeType } from '../codes';

export const PlanStates = codeType(
  'PlanState',
  '认定计划状态 / State of a plan',
  PLAN_STATES.map((code) => ({ code, zh: PLAN_STATE_TEXTS[code].zh })),
);
export const PlanTurns = codeType('PlanTurn', '待谁办理 / Whose turn it is', [
  { code: 'CITY', zh: '市州' },
  { code: 'PROVINCE', zh: '省级' },
  { code: 'INSTITUTION', zh: '机构' },
]);
export const PlanRemarkCodes = codeType('PlanRemarkCode', '计划备注代码 / Code of a remark', PLAN_REMARKS);
