/** Codes of applications as people read them. */
import type { Bilingual } from '../bilingual';
import type { ApplicationState, ApplicationStep } from './application';
import type { MaterialKind } from './materials';
import type { RouteAct, RouteOffice } from './route';

export const APPLICATION_STATE_TEXTS: { readonly [state in ApplicationState]: Bilingual } = {
  DRAFT: { zh: '草稿', en: 'a draft' },
  SUBMITTED: { zh: '办理中', en: 'on its route' },
  RETURNED: { zh: '已退回,待申请单位修改', en: 'returned, to be mended by the applicant' },
  APPROVED: { zh: '已核准,待公布', en: 'approved, to be published' },
  PUBLISHED: { zh: '已公布', en: 'published' },
  REFUSED: { zh: '不予核准', en: 'refused' },
  WITHDRAWN: { zh: '已撤回', en: 'withdrawn' },
};

export const ROUTE_OFFICE_TEXTS: { readonly [office in RouteOffice]: Bilingual } = {
  CITY: { zh: '市州', en: 'the city' },
  PROVINCE: { zh: '省级', en: 'the province' },
};

export const ROUTE_ACT_TEXTS: { readonly [act in RouteAct]: Bilingual } = {
  REVIEW: { zh: '初审', en: 'review' },
  ASSESS: { zh: '技术评估', en: 'assessment' },
  NOTICE: { zh: '公示', en: 'notice' },
  RECORD: { zh: '备案', en: 'record' },
};

export const STEP_OUTCOME_TEXTS: { readonly [outcome in ApplicationStep['outcome']]: Bilingual } = {
  PASSED: { zh: '通过', en: 'passed' },
  RETURNED: { zh: '退回', en: 'returned' },
  REFUSED: { zh: '不予核准', en: 'refused' },
};

/** In the words of 湘人社函〔2020〕47号 附件2. */
export const MATERIAL_TEXTS: { readonly [kind in MaterialKind]: Bilingual } = {
  APPLICATION_FORM: { zh: '备案申请表', en: 'application form' },
  LEGAL_PERSON_CERTIFICATE: { zh: '法人证书', en: 'certificate of the legal person' },
  IMPLEMENTATION_PLAN: { zh: '实施方案', en: 'implementation plan' },
  OCCUPATION_STANDARD: { zh: '职业技能标准', en: 'occupational standard' },
  QUESTION_SAMPLES: { zh: '培训教程及试题样本', en: 'course books and sample questions' },
  ASSESSOR_PROOF: { zh: '考评员名录及证明', en: 'list of assessors with proof' },
  RULES_COLLECTION: { zh: '规章制度汇编', en: 'collected rules' },
  INFORMATION_PLAN: { zh: '信息化管理方案', en: 'plan of the information system' },
  VENUE_PROOF: { zh: '场地设施设备权属证明', en: 'proof of venue and equipment' },
  INTEGRITY_COMMITMENT: { zh: '诚信承诺书', en: 'integrity commitment' },
  OTHER: { zh: '其他', en: 'other' },
};
