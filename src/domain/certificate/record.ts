/**
 * The record: one line of a batch, one person's certificate data (docs/record.md).
 * This table is the one definition; JSON Schema, GraphQL, NDJSON, CSV and XLSX follow it.
 */

export interface CodeLabel {
  readonly code: string;
  readonly zh: string;
}

const codes = (pairs: Record<string, string>): readonly CodeLabel[] =>
  Object.entries(pairs).map(([code, zh]) => ({ code, zh }));

export const ID_TYPES = codes({
  RESIDENT_ID: '居民身份证',
  PASSPORT: '护照',
  HK_MACAO_PERMIT: '港澳居民来往内地通行证',
  TAIWAN_PERMIT: '台湾居民来往大陆通行证',
  HMT_RESIDENCE_PERMIT: '港澳台居民居住证',
  FOREIGN_PERMANENT_RESIDENT: '外国人永久居留身份证',
  MILITARY_ID: '军官证',
});
export const SEXES = codes({ MALE: '男', FEMALE: '女' });
export const EDUCATIONS = codes({
  POSTGRADUATE: '研究生',
  BACHELOR: '大学本科',
  ASSOCIATE: '大学专科',
  SECONDARY_VOCATIONAL: '中等专业学校',
  TECHNICAL_SCHOOL: '技工学校',
  HIGH_SCHOOL: '高中',
  JUNIOR_HIGH: '初中',
  PRIMARY: '小学',
  OTHER: '其他',
});
export const CANDIDATE_CATEGORIES = codes({
  COLLEGE_STUDENT: '院校在校学生',
  EMPLOYEE: '企业职工',
  POOR_WORKER: '未就业贫困劳动力',
  RURAL_MIGRANT: '农村转移就业劳动者',
  REGISTERED_UNEMPLOYED: '城镇登记失业人员',
  SCHOOL_LEAVER: '未继续升学应届初高中毕业生',
  UNEMPLOYED_GRADUATE: '毕业五年内未就业高校毕业生',
  OTHER: '其他',
});
export const AFFILIATIONS = codes({
  OWN_STAFF: '本单位职工(含劳务派遣)',
  OWN_STUDENT: '本校学生',
  EXTERNAL: '社会人员',
});
export const LEVELS = codes({
  LEVEL_5: '五级/初级工',
  LEVEL_4: '四级/中级工',
  LEVEL_3: '三级/高级工',
  LEVEL_2: '二级/技师',
  LEVEL_1: '一级/高级技师',
  APPRENTICE: '学徒工',
  SPECIAL_TECHNICIAN: '特级技师',
  CHIEF_TECHNICIAN: '首席技师',
});
export const BASES = codes({ NATIONAL_STANDARD: '国家职业标准', EVALUATION_NORM: '评价规范' });
export const SOURCES = codes({ EXAM: '认定考试', ENTERPRISE_COOPERATION: '企校合作', COMPETITION: '职业技能竞赛' });
export const THEORY_SUBSTITUTES = codes({ COURSE_EXAM: '课程考试', SPECIAL_ABILITY: '专项职业能力' });
export const OVERALL_GRADES = codes({ PASS: '合格', GOOD: '良好', EXCELLENT: '优秀', FAIL: '不合格' });

export interface RecordField {
  readonly name: string;
  /** CSV and XLSX heading. */
  readonly zh: string;
  readonly en: string;
  readonly type: 'text' | 'code' | 'date' | 'number';
  /** `conditional`: asked for by a rule that looks at other fields (CPL-006, CPL-007). */
  readonly required: 'yes' | 'no' | 'conditional';
  /** Longest allowed value in characters (code points); absent for codes, dates and numbers. */
  readonly maxLength?: number;
  readonly codes?: readonly CodeLabel[];
}

const text = (
  name: string,
  zh: string,
  en: string,
  maxLength: number,
  required: 'yes' | 'no' = 'yes',
): RecordField => ({
  name,
  zh,
  en,
  type: 'text',
  required,
  maxLength,
});
const code = (
  name: string,
  zh: string,
  en: string,
  values: readonly CodeLabel[],
  required: 'yes' | 'no' = 'yes',
): RecordField => ({ name, zh, en, type: 'code', required, codes: values });
const date = (name: string, zh: string, en: string): RecordField => ({ name, zh, en, type: 'date', required: 'yes' });
const score = (name: string, zh: string, en: string, required: 'yes' | 'conditional'): RecordField => ({
  name,
  zh,
  en,
  type: 'number',
  required,
});

/** In the order of the contract; templates and listings keep it. */
export const RECORD_FIELDS: readonly RecordField[] = [
  text('certificateNo', '证书编号', 'certificate number', 22),
  text('name', '姓名', 'name', 50),
  code('idType', '证件类型', 'document type', ID_TYPES),
  text('idNumber', '证件号码', 'document number', 32),
  code('sex', '性别', 'sex', SEXES),
  date('birthDate', '出生日期', 'birth date'),
  code('education', '文化程度', 'education', EDUCATIONS, 'no'),
  code('candidateCategory', '考生类别', 'candidate category', CANDIDATE_CATEGORIES),
  code('affiliation', '与机构关系', 'affiliation', AFFILIATIONS),
  text('occupationCode', '职业编码', 'occupation code', 10),
  text('occupationName', '职业名称', 'occupation name', 100),
  text('workType', '工种/职业方向', 'work type', 100),
  code('level', '职业技能等级', 'level', LEVELS),
  code('basis', '认定依据', 'basis', BASES),
  code('source', '认定方式', 'source', SOURCES, 'no'),
  text('eligibilityCondition', '申报条件', 'eligibility condition', 20),
  date('examDate', '考试日期', 'exam date'),
  text('siteCode', '站点编码', 'site code', 13),
  score('theoryScore', '理论成绩', 'theory score', 'conditional'),
  code('theorySubstitute', '理论替代', 'theory substitute', THEORY_SUBSTITUTES, 'no'),
  score('skillScore', '技能成绩', 'skill score', 'yes'),
  score('reviewScore', '综合评审成绩', 'comprehensive review score', 'conditional'),
  code('overallGrade', '评定成绩', 'overall grade', OVERALL_GRADES),
  date('issuedOn', '发证日期', 'issue date'),
  text('institutionName', '评价机构名称', 'institution name', 100),
  text('photoDigest', '照片摘要', 'photo digest', 64, 'no'),
  text('remark', '备注', 'remark', 200, 'no'),
];

/**
 * A record as it arrives: any flat JSON object. Rules never assume that a field is there or well formed,
 * so every value is read as `unknown` and narrowed where it is used.
 */
export type RawRecord = { readonly [field: string]: unknown };

/** A record that broke no rule about its own shape (CPL-001 to CPL-007). */
export interface CertificateRecord {
  readonly certificateNo: string;
  readonly name: string;
  readonly idType: string;
  readonly idNumber: string;
  readonly sex: string;
  readonly birthDate: string;
  readonly education?: string | null;
  readonly candidateCategory: string;
  readonly affiliation: string;
  readonly occupationCode: string;
  readonly occupationName: string;
  readonly workType: string;
  readonly level: string;
  readonly basis: string;
  readonly source?: string | null;
  readonly eligibilityCondition: string;
  readonly examDate: string;
  readonly siteCode: string;
  readonly theoryScore?: number | null;
  readonly theorySubstitute?: string | null;
  readonly skillScore: number;
  readonly reviewScore?: number | null;
  readonly overallGrade: string;
  readonly issuedOn: string;
  readonly institutionName: string;
  readonly photoDigest?: string | null;
  readonly remark?: string | null;
}
