/**
 * Every statutory term that the hub watches: one more is one entry here, and one call of `openTerm` where its event
 * happens. The number of days comes from the packs, in Chinese working days unless `unit` says otherwise.
 */
import type { Bilingual } from '../bilingual';
import type { Parameters } from '../packs/parameters';

/** Who must act; at the end it goes one level up. */
export const RESPONSIBLES = ['INSTITUTION', 'CITY', 'PROVINCE', 'NATION'] as const;
export type Responsible = (typeof RESPONSIBLES)[number];

/** The parameters of the packs that hold one number. */
type DaysParameter = {
  readonly [Name in keyof Parameters]: Parameters[Name] extends number | null ? Name : never;
}[keyof Parameters];

export interface Term {
  readonly title: Bilingual;
  /** Where the number of days stands; `null` there opens no term. */
  readonly parameter: DaysParameter;
  /** Days on top, for a deed that can only follow when the days of `parameter` have run out. */
  readonly plus?: DaysParameter;
  readonly unit: 'WORKING_DAY' | 'DAY';
  readonly responsible: Responsible;
  readonly basis: readonly string[];
}

const working = (
  title: Bilingual,
  parameter: Term['parameter'],
  responsible: Responsible,
  ...basis: readonly string[]
): Term => ({ title, parameter, unit: 'WORKING_DAY', responsible, basis });

const NM = '内人社办发〔2024〕53号';

/** What one person proposed waits for another: that it is not forgotten is a default of the hub, no document names a number. */
const proposed = (title: Bilingual, responsible: 'CITY' | 'PROVINCE'): Term =>
  working(title, 'objectionWorkingDays', responsible);

/** The office that shows a proposed filing decides it when the days of the notice have run out. */
const shown = (title: Bilingual, responsible: 'CITY' | 'PROVINCE'): Term => ({
  title,
  parameter: 'filingNoticeWorkingDays',
  plus: 'applicationWorkingDays',
  unit: 'WORKING_DAY',
  responsible,
  basis: [`${NM} 第十一条`],
});

export const TERMS = {
  APPLICATION_CITY: working(
    { zh: '市州办理备案申请', en: 'The city handles an application' },
    'applicationWorkingDays',
    'CITY',
    `${NM} 第十一条`,
  ),
  APPLICATION_PROVINCE: working(
    { zh: '省级办理备案申请', en: 'The province handles an application' },
    'applicationWorkingDays',
    'PROVINCE',
    `${NM} 第十一条`,
  ),
  FILING_NOTICE: shown(
    { zh: '拟备案公示及其后办理', en: 'Proposed filing shown to the public, and decided after that' },
    'CITY',
  ),
  FILING_NOTICE_PROVINCE: shown(
    {
      zh: '省级拟备案公示及其后办理',
      en: 'Proposed filing shown to the public by the province, and decided after that',
    },
    'PROVINCE',
  ),
  PLAN_CITY: working(
    { zh: '市州审核认定计划', en: 'The city decides a plan' },
    'planWorkingDays',
    'CITY',
    '湘人社函〔2020〕47号 四(一)',
  ),
  PLAN_PROVINCE: working(
    { zh: '省级批准认定计划', en: 'The province decides a plan' },
    'planWorkingDays',
    'PROVINCE',
    '湘人社函〔2020〕47号 四(一)',
  ),
  OBJECTION: working(
    { zh: '办理公示异议', en: 'An objection is decided' },
    'objectionWorkingDays',
    'CITY',
    '湘人社函〔2020〕47号 四(二)',
  ),
  RESULTS_UPLOAD: working(
    { zh: '上传成绩合格人员数据', en: 'Results are uploaded' },
    'resultsWorkingDays',
    'INSTITUTION',
    '攀学院〔2024〕63号 第十四条(四)',
  ),
  CERTIFICATE_DATA: working(
    { zh: '上报证书数据', en: 'Certificate data are sent' },
    'certificateDataWorkingDays',
    'INSTITUTION',
    `${NM} 第四十条`,
  ),
  BATCH_CITY: working(
    { zh: '市级初审', en: 'First review by the city' },
    'reviewWorkingDays',
    'CITY',
    `${NM} 第四十条`,
  ),
  BATCH_PROVINCE: working(
    { zh: '省级终审', en: 'Final review by the province' },
    'reviewWorkingDays',
    'PROVINCE',
    `${NM} 第四十条`,
  ),
  BATCH_MENDING: working(
    { zh: '整改重报', en: 'A returned batch is mended' },
    'resubmitWorkingDays',
    'INSTITUTION',
    `${NM} 第四十条`,
  ),
  FEEDBACK: working(
    { zh: '处理上级反馈', en: 'Feedback from above is handled' },
    'resubmitWorkingDays',
    'INSTITUTION',
    `${NM} 第四十条`,
  ),
  CORRECTION_CITY: working(
    { zh: '市州办理证书更正', en: 'The city handles a correction' },
    'objectionWorkingDays',
    'CITY',
    `${NM} 第四十条`,
  ),
  CORRECTION_PROVINCE: working(
    { zh: '省级办理证书更正', en: 'The province handles a correction' },
    'objectionWorkingDays',
    'PROVINCE',
    `${NM} 第四十条`,
  ),
  /** Measures, recalls, people of the register and their bars. */
  PROPOSAL_CITY: proposed({ zh: '市州确认提议', en: 'The city confirms a proposal, or takes it back' }, 'CITY'),
  PROPOSAL_PROVINCE: proposed(
    { zh: '省级确认提议', en: 'The province confirms a proposal, or takes it back' },
    'PROVINCE',
  ),
  /** Its event is the first day of the window, so that it ends with the filing. */
  RENEWAL: {
    title: { zh: '申请续期', en: 'Renewal is applied for' },
    parameter: 'renewalDays',
    unit: 'DAY',
    responsible: 'INSTITUTION',
    basis: [`${NM} 第十五条`, '闽劳鉴〔2023〕10号 第十六条'],
  },
} as const satisfies Readonly<Record<string, Term>>;

export type TermName = keyof typeof TERMS;
export const TERM_NAMES = Object.keys(TERMS) as readonly TermName[];
