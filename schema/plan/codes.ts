import { PLAN_REMARKS, type PlanRemarkCode } from '../../src/domain/plan/plan-remarks';
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

const REMARKS_ZH: { readonly [code in PlanRemarkCode]: string } = {
  FILED_LATE: '报名截止后报送',
  FILING_NOT_COUNTED: '所跨年份的放假安排尚未公布,从报名截止到报送的工作日未计算',
  ROSTER_SHORT: '名册人数少于计划人数',
  STAFF_ELSEWHERE: '有人员同日列于其他站点的计划',
};
export const PlanRemarkCodes = codeType(
  'PlanRemarkCode',
  '计划备注代码 / Code of a remark',
  PLAN_REMARKS.map((code) => ({ code, zh: REMARKS_ZH[code] })),
);
