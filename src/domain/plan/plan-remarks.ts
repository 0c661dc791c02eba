/** What is kept beside a plan and told to both sides, without keeping the plan back. */
import type { Bilingual } from '../bilingual';
import type { WorkingDays } from '../calendar/working-days';
import type { Parameters } from '../packs/parameters';
import { nameSome } from '../rules/name-some';
import type { PlanContent } from './plan-filing';

export const PLAN_REMARKS = ['FILED_LATE', 'FILING_NOT_COUNTED', 'ROSTER_SHORT', 'STAFF_ELSEWHERE'] as const;
export type PlanRemarkCode = (typeof PLAN_REMARKS)[number];

export interface PlanRemark {
  readonly code: PlanRemarkCode;
  readonly message: Bilingual;
}

export interface RemarkFacts {
  readonly filedOn: string;
  /** People on the roster; `null` without one. */
  readonly rosterLength: number | null;
  /** Register ids of people whom another plan names for one of the days, at another site. */
  readonly elsewhere: readonly string[];
  readonly parameters: Pick<Parameters, 'planAfterEnrolmentWorkingDays'>;
  readonly workingDays: WorkingDays;
}

export const planRemarks = (content: PlanContent, facts: RemarkFacts): readonly PlanRemark[] => [
  ...enrolmentRemarks(content.enrolmentClosedOn, facts),
  ...rosterRemarks(content.headcount, facts.rosterLength),
  ...elsewhereRemarks(facts.elsewhere),
];

/** TIM-002 judges the records by the same days; nothing can mend it after the filing. */
function enrolmentRemarks(
  closedOn: string | null,
  { filedOn, parameters: { planAfterEnrolmentWorkingDays: allowed }, workingDays }: RemarkFacts,
): readonly PlanRemark[] {
  if (closedOn === null || allowed === null) return [];
  const taken = workingDays.since(closedOn, filedOn);
  if (taken === undefined) {
    return [
      {
        code: 'FILING_NOT_COUNTED',
        message: {
          zh: '所跨年份的放假安排尚未公布,从报名截止到报送的工作日未计算',
          en: 'The calendar of a year in between is not published: the working days since enrolment closed were not counted',
        },
      },
    ];
  }
  if (taken <= allowed) return [];
  return [
    {
      code: 'FILED_LATE',
      message: {
        zh: `报名截止后第 ${taken} 个工作日报送,期限为 ${allowed} 个工作日;上传记录时 TIM-002 将据此提出`,
        en: `Filed on working day ${taken} after enrolment closed, where ${allowed} are allowed; TIM-002 will say so of the records`,
      },
    },
  ];
}

const rosterRemarks = (headcount: number, listed: number | null): readonly PlanRemark[] =>
  listed === null || listed >= headcount
    ? []
    : [
        {
          code: 'ROSTER_SHORT',
          message: {
            zh: `名册有 ${listed} 人,少于计划人数 ${headcount};名册之外的人员不能取证`,
            en: `${listed} people are on the roster, fewer than the headcount ${headcount}; nobody off the roster is certified`,
          },
        },
      ];

function elsewhereRemarks(ids: readonly string[]): readonly PlanRemark[] {
  if (ids.length === 0) return [];
  const names = nameSome(ids);
  return [
    {
      code: 'STAFF_ELSEWHERE',
      message: {
        zh: `${names.zh} 在考试日期内另有其他站点的计划`,
        en: `Named for another site within the exam days: ${names.en}`,
      },
    },
  ];
}
