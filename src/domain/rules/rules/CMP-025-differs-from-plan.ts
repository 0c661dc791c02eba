import type { SnapshotPlan } from '../../reference/snapshot';
import { DATA_DUTY, hunan, panzhihua } from '../documents';
import { coversWorkType } from '../filing-state';
import { isOccupationCode } from '../occupation-code';
import { approvedPlan, examWindow, isInWindow } from '../plan-facts';
import type { ExamContext } from '../exam-context';
import type { Fault } from '../rule';
import { defineExamRule, fault } from '../rule';
import { siteFault } from '../site-state';

const differs = (field: string, zh: string, en: string, expected: string): Fault =>
  fault(
    `/${field}`,
    { zh: `${zh}与认定计划不一致。`, en: `The ${en} differs from that of the plan.` },
    { expected: [expected] },
  );

/** True where CMP-010, 012, 017 or 019 speak of the occupation. */
function isOccupationTold({ occupation, examDate, filing, parameters, reading }: ExamContext): boolean {
  const { occupationCode = '' } = reading;
  if (occupation !== undefined) return filing.kind === 'NEVER_FILED' || filing.kind === 'NOT_IN_FORCE';
  const couldBeJudged = parameters.allowedMajors.includes(occupationCode.charAt(0)) && isOccupationCode(occupationCode);
  return !couldBeJudged || examDate !== undefined;
}

function occupationFault(context: ExamContext, plan: SnapshotPlan): Fault | undefined {
  const { occupationCode } = context.reading;
  if (occupationCode === undefined || occupationCode === plan.occupationCode || isOccupationTold(context))
    return undefined;
  return differs('occupationCode', '职业编码', 'occupation code', plan.occupationCode);
}

/**
 * Absent where CMP-014, 015 or 016 speak; of what the filing lacks CMP-018 names the work type first, else the level. A work
 * type is one of an occupation's: where the occupation is another, it says nothing more.
 */
function itemFaults({ filing, workType, level, reading }: ExamContext, plan: SnapshotPlan): readonly Fault[] {
  const isUnfiled = filing.kind === 'ITEM_NOT_FILED';
  const isWorkTypeTold = isUnfiled && !filing.filings.some((entry) => coversWorkType(entry, workType));
  const isLevelTold = isUnfiled && !isWorkTypeTold;
  const faults: Fault[] = [];
  const isItsOccupation = reading.occupationCode === plan.occupationCode;
  if (isItsOccupation && workType !== undefined && workType !== plan.workType && !isWorkTypeTold) {
    faults.push(differs('workType', '工种', 'work type', plan.workType));
  }
  if (level !== undefined && level !== plan.level && !isLevelTold) {
    faults.push(differs('level', '等级', 'level', plan.level));
  }
  return faults;
}

function placeFault(context: ExamContext, plan: SnapshotPlan): Fault | undefined {
  const { siteCode } = context.reading;
  if (siteCode === undefined || siteCode === plan.siteCode || siteFault(context) !== undefined) return undefined;
  return differs('siteCode', '站点编码', 'site code', plan.siteCode);
}

function dateFault({ examDate }: ExamContext, plan: SnapshotPlan): Fault | undefined {
  if (examDate === undefined || isInWindow(plan, examDate)) return undefined;
  return differs('examDate', '考试日期', 'exam date', examWindow(plan));
}

/** Nearly every record agrees, and then nothing is built. */
const agrees = ({ reading }: ExamContext, plan: SnapshotPlan): boolean =>
  reading.occupationCode === plan.occupationCode &&
  reading.workType === plan.workType &&
  reading.level === plan.level &&
  reading.siteCode === plan.siteCode &&
  reading.examDate !== undefined &&
  isInWindow(plan, reading.examDate);

/** A field that another rule already finds wrong by itself is not told again; the exam date is (TIM-007 names it too). */
export const differsFromPlan = defineExamRule({
  code: 'CMP-025',
  dimension: 'compliance',
  severity: 'error',
  title: { zh: '与计划不一致', en: 'Differs from the plan' },
  about: {
    zh: '记录的职业、工种、等级、站点或考试日期与批次所属认定计划不一致时逐项提出；合格人数超过计划人数时对整批提出。',
    en: "Speaks of each of occupation, work type, level, site and exam date that differs from the batch's plan, and of the batch as a whole when more records pass than the plan has candidates.",
  },
  mend: {
    zh: '核对记录和表头的计划编号；属于其他计划的记录放入该计划的批次；计划有变更的，先办理变更。超员的核对是否混入其他考场记录。',
    en: 'Check the record and the plan number in the header. Records of another plan go into a batch of that plan; a changed exam needs a changed plan first. With too many passes, look for records of other sessions.',
  },
  basis: [hunan('四(一)'), panzhihua('第十四条(一)'), DATA_DUTY],
  parameters: ['allowedMajors'],
  check: (context) => {
    const { plan } = context;
    if (plan === undefined || agrees(context, plan)) return undefined;
    return [
      occupationFault(context, plan),
      ...itemFaults(context, plan),
      placeFault(context, plan),
      dateFault(context, plan),
    ].filter((found) => found !== undefined);
  },
  checkTogether: ({ passes }, { batch }) => {
    const plan = approvedPlan(batch);
    if (plan === undefined || passes <= plan.headcount) return undefined;
    return fault(
      '',
      {
        zh: `合格人数 ${passes} 超过认定计划人数 ${plan.headcount}。`,
        en: `${passes} records pass, but the plan has ${plan.headcount} candidates.`,
      },
      { expected: [`<=${plan.headcount}`] },
    );
  },
});
