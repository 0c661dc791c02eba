import { AFFILIATIONS, BASES, LEVELS } from '../../src/domain/certificate/record';
import { codeType } from '../codes';

export const RegionGrades = codeType('RegionGrade', '区划级别 / Grade of a region', [
  { code: 'NATION', zh: '全国' },
  { code: 'PROVINCE', zh: '省级' },
  { code: 'CITY', zh: '市州' },
]);
export const InstitutionKinds = codeType('InstitutionKind', '机构类型 / Kind of institution', [
  { code: 'EMPLOYER', zh: '用人单位' },
  { code: 'SOCIAL_ORG', zh: '社会培训评价组织' },
]);
export const SchoolTypes = codeType('SchoolType', '院校类型 / School type', [
  { code: 'TECHNICIAN_COLLEGE', zh: '技师学院' },
  { code: 'SENIOR_TECHNICAL_SCHOOL', zh: '高级技工学校' },
  { code: 'TECHNICAL_SCHOOL', zh: '普通技工学校' },
  { code: 'SECONDARY_VOCATIONAL', zh: '中职' },
  { code: 'HIGHER_VOCATIONAL', zh: '高职' },
  { code: 'UNIVERSITY', zh: '本科' },
]);
export const InstitutionGrades = codeType('InstitutionGrade', '机构可开展范围 / Where an institution may work', [
  { code: 'PROVINCE', zh: '全省' },
  { code: 'CITY', zh: '本市州' },
]);
export const InterruptionKinds = codeType('InterruptionKind', '备案中断类型 / Kind of interruption of a filing', [
  { code: 'SUSPENDED', zh: '暂停' },
  { code: 'REVOKED', zh: '撤销' },
  { code: 'TERMINATED', zh: '终止' },
]);
export const Levels = codeType('Level', '职业技能等级 / Level', LEVELS);
export const Affiliations = codeType('Affiliation', '与机构关系 / Relation to the institution', AFFILIATIONS);
export const AssessmentBases = codeType('AssessmentBasis', '认定依据 / Basis of the assessment', BASES);
export const Ownerships = codeType('Ownership', '隶属关系 / Whose an institution is', [
  { code: 'CENTRAL', zh: '中央所属' },
  { code: 'PROVINCIAL', zh: '省属' },
  { code: 'MUNICIPAL', zh: '市属' },
  { code: 'COUNTY', zh: '县区属' },
  { code: 'PRIVATE', zh: '民营' },
]);
export const StaffKinds = codeType('StaffKind', '人员类别 / Kind of staff', [
  { code: 'ASSESSOR', zh: '考评员' },
  { code: 'SUPERVISOR', zh: '内部督导员' },
  { code: 'INVIGILATOR', zh: '监考员' },
  { code: 'TRAINER', zh: '培训教师' },
]);
