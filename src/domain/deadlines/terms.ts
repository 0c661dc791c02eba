/**
 * Every statutory term that the hub watches: one more is one entry here, and one call of `openTerm` where its event
 * happens. The number of days comes from the packs, in Chinese working days unless `unit` says otherwise, and so do the
 * clauses that a deadline cites: those of the region's value for `parameter`.
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
}

const working = (title: Bilingual, parameter: Term['parameter'], responsible: Responsible): Term => ({
  title,
  parameter,
  unit: 'WORKING_DAY',
  responsible,
});

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
});

export const TERMS = {
  APPLICATION_CITY: working(
    { zh: '市州办理备案申请', en: 'The city handles an application' },
    'applicationWorkingDays',
    'CITY',
  ),
  APPLICATION_PROVINCE: working(
    { zh: '省级办理备案申请', en: 'The province handles an application' },
    'applicationWorkingDays',
    'PROVINCE',
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
  PLAN_CITY: working({ zh: '市州审核认定计划', en: 'The city decides a plan' }, 'planWorkingDays', 'CITY'),
  PLAN_PROVINCE: working({ zh: '省级批准认定计划', en: 'The province decides a plan' }, 'planWorkingDays', 'PROVINCE'),
  OBJECTION: working({ zh: '办理公示异议', en: 'An objection is decided' }, 'objectionWorkingDays', 'CITY'),
  /** To a proposed filing that the province shows; what a city shows it answers by the term above. */
  OBJECTION_PROVINCE: working(
    { zh: '省级办理拟备案公示异议', en: 'The province answers an objection to a proposed filing' },
    'objectionWorkingDays',
    'PROVINCE',
  ),
  RESULTS_UPLOAD: working(
    { zh: '上传成绩合格人员数据', en: 'Results are uploaded' },
    'resultsWorkingDays',
    'INSTITUTION',
  ),
  CERTIFICATE_DATA: working(
    { zh: '上报证书数据', en: 'Certificate data are sent' },
    'certificateDataWorkingDays',
    'INSTITUTION',
  ),
  BATCH_CITY: working({ zh: '市级初审', en: 'First review by the city' }, 'reviewWorkingDays', 'CITY'),
  BATCH_PROVINCE: working({ zh: '省级终审', en: 'Final review by the province' }, 'reviewWorkingDays', 'PROVINCE'),
  BATCH_MENDING: working({ zh: '整改重报', en: 'A returned batch is mended' }, 'resubmitWorkingDays', 'INSTITUTION'),
  FEEDBACK: working({ zh: '处理上级反馈', en: 'Feedback from above is handled' }, 'resubmitWorkingDays', 'INSTITUTION'),
  CORRECTION_CITY: working(
    { zh: '市州办理证书更正', en: 'The city handles a correction' },
    'objectionWorkingDays',
    'CITY',
  ),
  CORRECTION_PROVINCE: working(
    { zh: '省级办理证书更正', en: 'The province handles a correction' },
    'objectionWorkingDays',
    'PROVINCE',
  ),
  /** Measures, recalls, people of the register and their bars. */
  PROPOSAL_CITY: proposed({ zh: '市州确认提议', en: 'The city confirms a proposal, or takes it back' }, 'CITY'),
  PROPOSAL_PROVINCE: proposed(
    { zh: '省级确认提议', en: 'The province confirms a proposal, or takes it back' },
    'PROVINCE',
  ),
  /** No document names a number, as for proposals. */
  ENDING_NOTICE: working(
    { zh: '公示终止备案', en: 'An end of filings is shown to the public' },
    'objectionWorkingDays',
    'PROVINCE',
  ),
  /** Its event is the first day of the window, so that it ends with the filing. */
  RENEWAL: {
    title: { zh: '申请续期', en: 'Renewal is applied for' },
    parameter: 'renewalDays',
    unit: 'DAY',
    responsible: 'INSTITUTION',
  },
} as const satisfies Readonly<Record<string, Term>>;

export type TermName = keyof typeof TERMS;
export const TERM_NAMES = Object.keys(TERMS) as readonly TermName[];
