/** Every parameter with its shape, what “tighter” means for it, and what people call it. */
import { z } from 'zod';
import type { Bilingual } from '../bilingual';
import { RECORD_FIELDS, THEORY_SUBSTITUTES } from '../certificate/record';
import type { ParameterName } from './parameters';
import { named } from './shape-problems';
import * as tighter from './tightening';
import * as shapes from './value-schemas';

export interface ParameterShape {
  readonly label: Bilingual;
  readonly schema: z.ZodType;
  /** True when both values have the shape and `overlay` asks for as much as `base`, or more. */
  readonly tightens: (base: unknown, overlay: unknown) => boolean;
}

function shape<Schema extends z.ZodType>(
  zh: string,
  en: string,
  schema: Schema,
  tightens: tighter.Tightens<z.output<Schema>>,
): ParameterShape {
  return {
    label: { zh, en },
    schema,
    tightens: (base, overlay) => {
      const [below, above] = [schema.safeParse(base), schema.safeParse(overlay)];
      return below.success && above.success && tightens(below.data, above.data);
    },
  };
}

const SCORE_MAX = 100;
const AGE_MAX = 120;
const PEOPLE_MAX = 1_000_000;
const WORKING_DAYS_MAX = 250;
const DAYS_MAX = 3_650;
const MONTHS_MAX = 600;
const YEARS_MAX = 100;

/** CPL-001 leaves these to the rules that know when they are needed. */
const NEVER_IN_REQUIRED_FIELDS = ['workType', 'theoryScore', 'skillScore', 'reviewScore'];
const requirable = z.enum(
  RECORD_FIELDS.map(({ name }) => name).filter((name) => !NEVER_IN_REQUIRED_FIELDS.includes(name)),
);
const workingDays = shapes.wholeNumber(0, WORKING_DAYS_MAX).nullable();
const months = shapes.wholeNumber(1, MONTHS_MAX).nullable();
const years = shapes.wholeNumber(1, YEARS_MAX);
const longer = tighter.orNothing(tighter.atLeast);
const shorter = tighter.orNothing(tighter.atMost);

export const PARAMETERS: Readonly<Record<ParameterName, ParameterShape>> = {
  requiredFields: shape('必填字段', 'required fields', shapes.list(requirable), tighter.asksNoLess),
  theorySubstitutes: shape(
    '可替代理论成绩的考试',
    'what may stand for the theory score',
    shapes.list(shapes.codesOf(THEORY_SUBSTITUTES)),
    tighter.allowsNoMore,
  ),
  reviewLevels: shape('须综合评审的等级', 'levels with a comprehensive review', shapes.levels, tighter.asksNoLess),
  passMark: shape('合格分数线', 'pass mark of 100', z.number().min(0).max(SCORE_MAX), tighter.atLeast),
  categoryLetters: shape(
    '机构类别码',
    'category letters of certificate numbers',
    shapes.list(z.string().regex(/^[A-Z]$/, named('NO_LETTER')), 1),
    tighter.allowsNoMore,
  ),
  levelCodes: shape(
    '等级码',
    'level character of certificate numbers',
    shapes.byLevel(z.string().regex(/^[0-9A-Z]$/, named('NO_LEVEL_CODE'))),
    tighter.saysTheSame,
  ),
  numberPatterns: shape(
    '特殊等级的编号格式',
    'number patterns of levels with a form of their own',
    shapes.byLevel(shapes.numberPattern),
    tighter.saysTheSame,
  ),
  catalogueEditions: shape(
    '职业目录版本',
    'editions of the catalogue in use',
    shapes.list(shapes.text(50), 1).nullable(),
    tighter.orNothing(tighter.allowsNoMore),
  ),
  allowedMajors: shape(
    '技能类职业大类',
    'majors of skill occupations',
    shapes.list(z.string().regex(/^[1-8]$/, named('NO_MAJOR')), 1),
    tighter.allowsNoMore,
  ),
  ladders: shape(
    '各类机构的等级序列',
    'levels by kind of institution',
    shapes.byKind(shapes.levels),
    tighter.narrowerLadders,
  ),
  minAge: shape('最低年龄(周岁)', 'least age in years', shapes.wholeNumber(0, AGE_MAX), tighter.atLeast),
  blockedOccupations: shape(
    '准入类职业',
    'occupations kept as qualifications',
    shapes.list(shapes.listedOccupation),
    tighter.listsNoFewer,
  ),
  confirmOccupations: shape(
    '须说明的职业',
    'occupations of which a part is kept as a qualification',
    shapes.list(shapes.listedOccupation),
    tighter.listsNoFewer,
  ),
  levelLimits: shape(
    '各类院校可评等级',
    'levels by type of school',
    shapes.bySchoolType(shapes.levels),
    tighter.lowerLimits,
  ),
  allowedBases: shape(
    '各类机构可用的认定依据',
    'bases by kind of institution',
    shapes.byKind(shapes.bases),
    tighter.narrowerBases,
  ),
  eligibilityConditions: shape('申报条件', 'eligibility conditions', shapes.eligibilityList, tighter.admitsNoMore),
  provinceApprovalLevels: shape(
    '计划须省级批准的等级',
    'levels whose plans the province approves',
    shapes.levels,
    tighter.asksNoLess,
  ),
  noticeDays: shape(
    '结果公示天数',
    'length of the public notice',
    shapes.wholeNumber(1, DAYS_MAX).nullable(),
    longer,
  ),
  noticeUnit: shape('公示天数单位', 'unit of the public notice', z.enum(['DAY', 'WORKING_DAY']), tighter.longerUnit),
  minAssessors: shape('最少考评人员', 'least number of assessors', shapes.wholeNumber(0, 100), tighter.atLeast),
  oddNumber: shape('考评人员须为单数', 'odd number of assessors', z.boolean(), tighter.staysTrue),
  minCandidates: shape(
    '成绩分析的最少人数',
    'least records of a session that AUT-016 looks at',
    shapes.wholeNumber(1, PEOPLE_MAX),
    tighter.atMost,
  ),
  maxPassRate: shape('合格率提示线', 'highest ordinary pass rate', shapes.share, tighter.atMost),
  maxIdenticalShare: shape('成绩雷同提示线', 'highest ordinary share of equal scores', shapes.share, tighter.atMost),
  planLeadWorkingDays: shape('计划报送提前(工作日)', 'working days between plan and exam', workingDays, longer),
  planAfterEnrolmentWorkingDays: shape(
    '招生结束后报送计划(工作日)',
    'working days from enrolment to plan',
    workingDays,
    shorter,
  ),
  resultsWorkingDays: shape('成绩报送(工作日)', 'working days from exam to upload', workingDays, shorter),
  certificateDataWorkingDays: shape(
    '证书数据报送(工作日)',
    'working days from approval of results to upload',
    workingDays,
    shorter,
  ),
  resubmitWorkingDays: shape('整改重报(工作日)', 'working days from return to resubmission', workingDays, shorter),
  reviewWorkingDays: shape('审核时限(工作日)', 'working days of each review step', workingDays, shorter),
  inactiveMonths: shape('未开展提示(月)', 'months without an approved batch', months, shorter),
  renewalDays: shape(
    '续期申请期(天)',
    'days before expiry in which renewal is due',
    shapes.wholeNumber(1, DAYS_MAX).nullable(),
    longer,
  ),
  filingTermMonths: shape('备案有效期(月)', 'term of a filing in months', months, shorter),
  filingPublicationMonths: shape(
    '备案公布月份',
    'months in which filings are published',
    shapes.list(shapes.wholeNumber(1, 12), 1).nullable(),
    tighter.orNothing(tighter.allowsNoMore),
  ),
  // A route is neither loose nor tight: who decides is the province's to say.
  filingRoutes: shape('备案办理路径', 'routes of applications', shapes.filingRoutes, tighter.anything),
  filingMaterials: shape('备案申请材料', 'materials of applications', shapes.filingMaterials, tighter.needsNoFewer),
  filingConditions: shape('备案申请条件', 'conditions of applications', shapes.filingConditions, tighter.meetsNoFewer),
  filingNoticeWorkingDays: shape('拟备案公示(工作日)', 'working days that proposed filings are shown', workingDays, longer),
  siteSerials: shape('站点序列码范围', 'range of site serials', shapes.siteSerials, tighter.withinRange),
  scopeChangeAfterMonths: shape('变更职业等级前须开展(月)', 'months of work before a change of scope', months, longer),
  noAdditionsAfterViolation: shape(
    '违规后备案期内不得新增',
    'nothing added for the rest of the term after a violation',
    z.boolean(),
    tighter.staysTrue,
  ),
  // As with routes: who decides is the province's to say.
  measureOffices: shape('暂停与撤销的决定机关', 'who suspends and revokes', shapes.measureOffices, tighter.anything),
  revocationBarYears: shape(
    '撤销备案后不受理(年)',
    'years without application after a revocation',
    years.nullable(),
    longer,
  ),
  venueChangeNoticeWorkingDays: shape(
    '擅自变更场地终止备案的公示(工作日)',
    'working days that the end of a filing by a changed venue is shown',
    shapes.wholeNumber(1, WORKING_DAYS_MAX).nullable(),
    tighter.onlyWhereBelow(tighter.atLeast),
  ),
  exitAfterIdleMonths: shape(
    '连续不开展工作视同退出(月)',
    'months without work after which a filing may be ended, by type of school',
    shapes.bySchoolTypeOrNone(shapes.wholeNumber(1, MONTHS_MAX)),
    tighter.sameTypesAtLeast,
  ),
  applicationWorkingDays: shape('备案办理各环节(工作日)', 'working days of each step of an application', workingDays, shorter),
  planWorkingDays: shape('计划审核各环节(工作日)', 'working days of each step of a plan', workingDays, shorter),
  objectionWorkingDays: shape('异议与更正办理(工作日)', 'working days for objections and corrections', workingDays, shorter),
  warningWorkingDays: shape(
    '到期前提醒(工作日)',
    'working days before the end of a term at which it is warned of',
    shapes.wholeNumber(0, WORKING_DAYS_MAX),
    tighter.atLeast,
  ),
  retentionYears: shape(
    '档案保存(年)',
    'years that documents are kept',
    z.strictObject({ paper: years, electronic: years }),
    tighter.keepsLonger,
  ),
  calendar: shape('节假日补充', 'holidays of later years', shapes.calendar, tighter.keepsYears),
};

export const isParameterName = (name: string): name is ParameterName => Object.hasOwn(PARAMETERS, name);

export const PARAMETER_NAMES: readonly ParameterName[] = Object.keys(PARAMETERS).filter(isParameterName);
