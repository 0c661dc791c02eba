import { APPLICATION_STATES, STAFF_GROUPS } from '../../src/domain/application/application';
import { PROHIBITIONS } from '../../src/domain/application/conditions';
import {
  APPLICATION_STATE_TEXTS,
  MATERIAL_TEXTS,
  ROUTE_ACT_TEXTS,
  ROUTE_OFFICE_TEXTS,
  STEP_OUTCOME_TEXTS,
} from '../../src/domain/application/application-texts';
import { MATERIAL_KINDS } from '../../src/domain/application/materials';
import { APPLICATION_KINDS, ROUTE_ACTS, ROUTE_OFFICES } from '../../src/domain/application/route';
import type { Bilingual } from '../../src/domain/bilingual';
import { codeType } from '../codes';

const labelled = <Code extends string>(codes: readonly Code[], zh: Readonly<Record<Code, string>>) =>
  codes.map((code) => ({ code, zh: zh[code] }));
const worded = <Code extends string>(codes: readonly Code[], texts: Readonly<Record<Code, Bilingual>>) =>
  codes.map((code) => ({ code, zh: texts[code].zh }));

export const ApplicationKinds = codeType(
  'ApplicationKind',
  '备案申请类型 / What is applied for',
  labelled(APPLICATION_KINDS, {
    FILING: '首次备案',
    SITE: '外市站点备案',
    BASIC_CHANGE: '基本信息变更',
    SCOPE_CHANGE: '职业、等级、场地变更',
    RENEWAL: '续期',
    TERMINATION: '自愿终止',
  }),
);
export const ApplicationStates = codeType(
  'ApplicationState',
  '备案申请状态 / State of an application',
  worded(APPLICATION_STATES, APPLICATION_STATE_TEXTS),
);
export const RouteOffices = codeType(
  'RouteOffice',
  '办理机关 / Office of a step',
  worded(ROUTE_OFFICES, ROUTE_OFFICE_TEXTS),
);
export const RouteActs = codeType(
  'RouteAct',
  '办理环节 / What an office does at a step',
  worded(ROUTE_ACTS, ROUTE_ACT_TEXTS),
);
export const StepOutcomes = codeType(
  'StepOutcome',
  '环节结论 / Outcome of a step',
  worded(['PASSED', 'RETURNED', 'REFUSED'], STEP_OUTCOME_TEXTS),
);
export const SiteTenures = codeType('SiteTenure', '场地权属 / By what right a site is held', [
  { code: 'OWNED', zh: '自有' },
  { code: 'LEASED', zh: '租用' },
  { code: 'TEMPORARY', zh: '临时租用(部分省不予备案)' },
]);
export const StaffGroups = codeType(
  'StaffGroup',
  '人员类别 / Group of staff in the form',
  labelled(STAFF_GROUPS, {
    FULL_TIME: '专职工作人员',
    EXPERT: '专家',
    ASSESSOR: '考评人员',
    SUPERVISOR: '内部督导员',
    INVIGILATOR: '监考员',
    TRAINER: '培训教师',
  }),
);
export const MaterialKinds = codeType(
  'MaterialKind',
  '申请材料 / Material of an application',
  worded(MATERIAL_KINDS, MATERIAL_TEXTS),
);
export const Prohibitions = codeType(
  'Prohibition',
  '不得申报的情形 / What keeps a body from applying',
  labelled(PROHIBITIONS, {
    GOVERNMENT_BODY: '政府及其所属部门',
    VIOLATIONS: '培训评价领域有违法违规及失信行为',
    FAILED_YEARLY_INSPECTION: '3 年内民政部门年审不合格',
    ILLEGAL_ORGANISATION: '在非法社会组织名单内',
    ABNORMAL_OPERATION: '3 年内列入企业经营异常名录',
    BAD_RECORD: '人才评价领域有不良记录',
  }),
);
